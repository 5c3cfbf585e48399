//! Conversions between element types: one table for each pair.

use crate::kernel::{Kernel, MapTable, Ufunc};
use crate::level::{Compiled, PerLevel};
use core::marker::PhantomData;
use tightloop_array_core::{bf16, f16};
use tightloop_kernels::Cost;
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{self, CastTo, MapFn};

/// The conversion to `U`, as by Rust's `as`: integers wrap, floats are rounded once to nearest, ties to even; from float to integer the
/// fraction is dropped, values beyond the range give its end, and NaN gives 0. To `bool`, zero is false, and all else is true.
pub struct Cast<U>(PhantomData<fn() -> U>);

impl<U> Cast<U> {
    /// The operation.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<U> Default for Cast<U> {
    fn default() -> Self {
        Self::new()
    }
}

/// The loop of one conversion, to be compiled for each level.
struct Conversion<T, U>(PhantomData<fn(T) -> U>);

impl<S: Isa, T: CastTo<U>, U> Compiled<S, MapFn> for Conversion<T, U> {
    const ENTRY: MapFn = loops::cast::<S, T, U>;
}

/// The kernel of a conversion.
const fn kernel<T: CastTo<U>, U>() -> Kernel<Cast<U>, (T,), (U,)> {
    let entries = PerLevel::of::<Conversion<T, U>>();
    let (inputs, outputs) = (&[size_of::<T>()], &[size_of::<U>()]);
    // SAFETY: the loops of these types; there is one conversion from `T` to `U`.
    unsafe { Kernel::of_table(MapTable { entries, inputs, outputs, cost: Cost::Low }) }
}

/// Lists the types to which `$t` is converted.
macro_rules! tables {
    ($t:ident: $($u:ident)*) => {$(
        impl Ufunc<($t,)> for Cast<$u> {
            type Out = ($u,);
            const NAME: &'static str = "cast";
            fn kernel() -> &'static Kernel<Self, ($t,), ($u,)> {
                static KERNEL: Kernel<Cast<$u>, ($t,), ($u,)> = kernel();
                &KERNEL
            }
        }
    )*};
}

/// Lists the types that are converted, each to all.
macro_rules! all {
    ($($t:ident)*) => {$(
        tables! { $t: bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 }
    )*};
}
all! { bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 }
