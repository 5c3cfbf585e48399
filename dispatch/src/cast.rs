//! Conversions between element types: those in one step, which operands of any operation may take,
//! and one table per pair of types.

use crate::kernel::{Conversion, Kernel, MapTable, OperandType, OperandTypes, Ufunc};
use crate::level::{Compiled, PerLevel};
use core::marker::PhantomData;
use tightloop_array_core::DType::{self, *};
use tightloop_array_core::{C32, C64, Element, bf16, f16};
use tightloop_kernels::Cost;
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{As, Convert, Copied, MapFn, Reloaded, Saturated, ToOdd, convert};

/// The conversion to `U`, with the results of Rust's `as`: integers wrap; floats are rounded once,
/// to nearest, ties to even; a float becomes an integer without its fraction, values out of range
/// become the nearest bound, and NaN becomes 0. To `bool`, zero is false and all else is true.
pub struct Cast<U>(PhantomData<fn() -> U>);

impl<U> Cast<U> {
    /// Returns the operation.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<U> Default for Cast<U> {
    fn default() -> Self {
        Self::new()
    }
}

/// The loop of one conversion, compiled per level.
struct Loop<C>(PhantomData<C>);

impl<S: Isa, C: Convert> Compiled<S, MapFn> for Loop<C> {
    const ENTRY: MapFn = convert::<S, C>;
}

/// The loop that converts from one type to another in one step, if there is one.
const fn find(from: DType, to: DType) -> Option<PerLevel<MapFn>> {
    /// Lists the types that each loop serves.
    macro_rules! first_of {
        ($($($from:ident)|+ => $($to:ident)|+: $conversion:ty;)*) => {
            match (from, to) {
                $(($($from)|+, $($to)|+) => Some(PerLevel::of::<Loop<$conversion>>()),)*
                _ => None,
            }
        };
    }
    first_of! {
        Bool => Bool | I8 | U8: Copied<u8>;
        I8 | U8 => I8 | U8: Copied<u8>;
        I16 | U16 => I16 | U16: Copied<u16>;
        I32 | U32 => I32 | U32: Copied<u32>;
        I64 | U64 => I64 | U64: Copied<u64>;
        F16 => F16: Copied<u16>;
        BF16 => BF16: Copied<u16>;
        F32 => F32: Copied<u32>;
        F64 => F64: Copied<u64>;

        I16 | U16 => I8 | U8: As<u16, u8>;
        I32 | U32 => I8 | U8: As<u32, u8>;
        I32 | U32 => I16 | U16: As<u32, u16>;
        I64 | U64 => I8 | U8: As<u64, u8>;
        I64 | U64 => I16 | U16: As<u64, u16>;
        I64 | U64 => I32 | U32: As<u64, u32>;
        I8 => I16 | U16: As<i8, u16>;
        I8 => I32 | U32: As<i8, u32>;
        I8 => I64 | U64: As<i8, u64>;
        I16 => I32 | U32: As<i16, u32>;
        I16 => I64 | U64: As<i16, u64>;
        I32 => I64 | U64: As<i32, u64>;
        Bool | U8 => I16 | U16: As<u8, u16>;
        Bool | U8 => I32 | U32: As<u8, u32>;
        Bool | U8 => I64 | U64: As<u8, u64>;
        U16 => I32 | U32: As<u16, u32>;
        U16 => I64 | U64: As<u16, u64>;
        U32 => I64 | U64: As<u32, u64>;

        I8 => F32: As<i8, f32>;
        I16 => F32: As<i16, f32>;
        I32 => F32: As<i32, f32>;
        I64 => F32: As<i64, f32>;
        Bool | U8 => F32: As<u8, f32>;
        U16 => F32: As<u16, f32>;
        U32 => F32: As<u32, f32>;
        U64 => F32: As<u64, f32>;
        I8 => F64: As<i8, f64>;
        I16 => F64: As<i16, f64>;
        I32 => F64: As<i32, f64>;
        I64 => F64: As<i64, f64>;
        Bool | U8 => F64: As<u8, f64>;
        U16 => F64: As<u16, f64>;
        U32 => F64: As<u32, f64>;
        U64 => F64: As<u64, f64>;

        F32 => I32: As<f32, i32>;
        F32 => I64: As<f32, i64>;
        F32 => U32: As<f32, u32>;
        F32 => U64: As<f32, u64>;
        F64 => I32: As<f64, i32>;
        F64 => I64: As<f64, i64>;
        F64 => U32: As<f64, u32>;
        F64 => U64: As<f64, u64>;
        F16 => I32: As<f16, i32>;
        BF16 => I32: As<bf16, i32>;

        F32 => F64: As<f32, f64>;
        F64 => F32: As<f64, f32>;
        C32 => C64: As<C32, C64>;
        C64 => C32: As<C64, C32>;
        F16 => F32: Reloaded<f16, f32, f32>;
        F32 => F16: Reloaded<f32, f32, f16>;
        BF16 => F32: As<bf16, f32>;
        F16 => F64: As<f16, f64>;
        BF16 => F64: As<bf16, f64>;
        F32 => BF16: As<f32, bf16>;

        I8 | U8 => Bool: As<u8, bool>;
        I16 | U16 => Bool: As<u16, bool>;
        I32 | U32 => Bool: As<u32, bool>;
        I64 | U64 => Bool: As<u64, bool>;
        F16 | BF16 => Bool: As<f16, bool>;
        F32 => Bool: As<f32, bool>;
        F64 => Bool: As<f64, bool>;

        F16 => C32: As<f16, C32>;
        BF16 => C32: As<bf16, C32>;
        F32 => C32: As<f32, C32>;
        F16 => C64: As<f16, C64>;
        BF16 => C64: As<bf16, C64>;
        F32 => C64: As<f32, C64>;
        F64 => C64: As<f64, C64>;
    }
}

/// The number of dtypes.
const COUNT: usize = DType::ALL.len();

/// The conversions in one step, indexed by source and target.
static ONE_STEP: [[Option<PerLevel<MapFn>>; COUNT]; COUNT] = {
    let mut table = [[None; COUNT]; COUNT];
    let (mut from, mut to) = (0, 0);
    while from < COUNT {
        table[from][to] = find(DType::ALL[from], DType::ALL[to]);
        to += 1;
        if to == COUNT {
            (from, to) = (from + 1, 0);
        }
    }
    table
};

/// Returns the loop that converts from one type to another in one step.
///
/// # Panics
/// If there is none. All that [`ComputedAs`](tightloop_kernels::ComputedAs) lists are in one step.
pub(crate) const fn one_step(from: DType, to: DType) -> &'static PerLevel<MapFn> {
    match &ONE_STEP[from as usize][to as usize] {
        Some(loops) => loops,
        None => panic!("not a conversion in one step"),
    }
}

/// Returns the loop that converts to the `f32` that rounds to 16 bits as the number itself does.
///
/// # Panics
/// For types whose numbers all fit into `f32`.
pub(crate) fn to_odd(from: DType) -> &'static PerLevel<MapFn> {
    /// Lists the types.
    macro_rules! table {
        ($($from:ident: $t:ident)*) => {
            match from {
                $($from => {
                    static TABLE: PerLevel<MapFn> = PerLevel::of::<Loop<ToOdd<$t>>>();
                    &TABLE
                })*
                _ => unreachable!("singles hold it"),
            }
        };
    }
    table! { I32: i32 I64: i64 U32: u32 U64: u64 F64: f64 }
}

/// The first of two steps: its target type, and how it converts.
const fn by_way_of(from: DType, to: DType) -> (DType, Conversion) {
    match (from, to) {
        (I32 | I64 | U32 | U64 | F64, F16 | BF16) => (F32, Conversion::ToOdd),
        (_, F16 | BF16) => (F32, Conversion::As),
        (_, I8 | I16 | U8 | U16) => (I32, Conversion::As),
        _ => (F32, Conversion::As),
    }
}

/// The loop of the second of two steps, from the first one's target.
const fn second_step(from: DType, to: DType) -> Option<PerLevel<MapFn>> {
    match (from, to) {
        (I32, I8) => Some(PerLevel::of::<Loop<Saturated<i32, i8>>>()),
        (I32, I16) => Some(PerLevel::of::<Loop<Saturated<i32, i16>>>()),
        (I32, U8) => Some(PerLevel::of::<Loop<Saturated<i32, u8>>>()),
        (I32, U16) => Some(PerLevel::of::<Loop<Saturated<i32, u16>>>()),
        _ => find(from, to),
    }
}

/// The kernel of a conversion.
const fn kernel<T: Element, U: Element>() -> Kernel<Cast<U>, (T,), (U,)> {
    let (from, to) = (T::DTYPE, U::DTYPE);
    let (entries, input) = match find(from, to) {
        Some(entries) => (entries, OperandType::new(from, from, Conversion::None)),
        None => {
            let (between, conversion) = by_way_of(from, to);
            let Some(entries) = second_step(between, to) else {
                panic!("no conversion takes more than two steps");
            };
            (entries, OperandType::new(from, between, conversion))
        }
    };
    let output = OperandType::new(to, to, Conversion::None);
    let (inputs, outputs) = (OperandTypes::of(&[input]), OperandTypes::of(&[output]));
    // SAFETY: the loops read what the input becomes in the first step, if any, and write `U`; the
    // conversion has no state.
    unsafe { Kernel::of_table(MapTable::new(entries, inputs, outputs, Cost::Low)) }
}

/// Implements the conversions of `$t` to each type listed.
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

/// Lists the types that are converted, each to all types.
macro_rules! all {
    ($($t:ident)*) => {$(
        tables! { $t: bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 }
    )*};
}
all! { bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 }
