//! The kernels of sums of products, as `dot` and `vecdot` add them up. What is between the steps
//! has the type that elements are computed as, so that only results are rounded to 16 bits. No loop
//! is compiled for them but those of [`ConjugateMultiply`].

use crate::kernel::{Kernel, Ufunc};
use crate::reduce::ReduceKernel;
use tightloop_array_core::{C32, C64, Element, bf16, f16};
use tightloop_kernels::ops::{Add, Multiply, Sum};
use tightloop_kernels::{
    Binary, Catalogued, Computes, Cost, Float, Interleaved, InterleavedVector, Isa,
};

/// An element type whose products are added up: each number.
#[diagnostic::on_unimplemented(
    message = "products of elements of type `{Self}` are not added up",
    label = "not a number",
    note = "for masks, write `any(logical_and(&a, &b)?)`, or convert them with `cast`"
)]
pub trait DotElement: Element {
    /// The type that products have: `f32` for 16-bit floats.
    #[doc(hidden)]
    type Wide: Element;
    /// `Multiply`; `ConjugateMultiply` for complex numbers.
    #[doc(hidden)]
    type ConjugateProduct: Copy + Send + Sync;
    #[doc(hidden)]
    const CONJUGATE_PRODUCT: Self::ConjugateProduct;
    /// The product of the conjugate of the first number and the second one.
    #[doc(hidden)]
    fn conjugate_multiply() -> &'static Kernel<Self::ConjugateProduct, (Self, Self), (Self::Wide,)>;
    /// Whether conjugates differ.
    #[doc(hidden)]
    const IS_COMPLEX: bool;
    #[doc(hidden)]
    fn multiply_wide() -> &'static Kernel<Multiply, (Self, Self), (Self::Wide,)>;
    #[doc(hidden)]
    fn sum_wide() -> &'static ReduceKernel<Sum, Self::Wide, Self>;
    #[doc(hidden)]
    fn product() -> &'static Kernel<Multiply, (Self, Self), (Self,)>;
    /// The sum of elements. That of integers wraps in their own size.
    #[doc(hidden)]
    fn sum() -> &'static ReduceKernel<Sum, Self, Self>;
}

/// `conj(a) * b`: the sign of an imaginary part changes, and [`Multiply`] does the rest.
#[derive(Clone, Copy, Debug)]
pub struct ConjugateMultiply;

impl<T: Float> Binary<Interleaved<T>> for ConjugateMultiply {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        a.conj() * b
    }
}

/// The value that an operation computes a type as.
type V<Op, T> = <<Op as Catalogued>::By as Computes<T>>::Value;

/// Returns the kernel of a product of elements, which is computed and stored as a wider type.
macro_rules! product {
    ($op:ident ($t:ident) => $wide:ident) => {{
        static KERNEL: Kernel<$op, ($t, $t), ($wide,)> =
            Kernel::<$op, ($t, $t), ($wide,)>::binary::<
                V<Multiply, $wide>,
                V<Multiply, $wide>,
                V<Multiply, $wide>,
            >()
            .known_inlined();
        &KERNEL
    }};
}

/// Lists element types: each with the type of products, the operation that multiplies the conjugate
/// of the first number, whether that differs, and the value that sums are computed as. Integers
/// wrap alike, signed or not.
macro_rules! dots {
    ($($($t:ident)*: $wide:ident $conjugate:ident $is_complex:literal $sum:ty;)*) => {$($(
        impl DotElement for $t {
            type Wide = $wide;
            type ConjugateProduct = $conjugate;
            const CONJUGATE_PRODUCT: $conjugate = $conjugate;
            const IS_COMPLEX: bool = $is_complex;

            fn conjugate_multiply() -> &'static Kernel<$conjugate, ($t, $t), ($wide,)> {
                product! { $conjugate ($t) => $wide }
            }

            fn multiply_wide() -> &'static Kernel<Multiply, ($t, $t), ($wide,)> {
                product! { Multiply ($t) => $wide }
            }

            fn sum_wide() -> &'static ReduceKernel<Sum, $wide, $t> {
                static KERNEL: ReduceKernel<Sum, $wide, $t> = ReduceKernel::fold::<$sum>();
                &KERNEL
            }

            fn product() -> &'static Kernel<Multiply, ($t, $t), ($t,)> {
                <Multiply as Ufunc<($t, $t)>>::kernel()
            }

            fn sum() -> &'static ReduceKernel<Sum, $t, $t> {
                static KERNEL: ReduceKernel<Sum, $t, $t> = ReduceKernel::fold::<$sum>();
                &KERNEL
            }
        }
    )*)*};
}
dots! {
    i8: i8 Multiply false u8;
    u8: u8 Multiply false u8;
    i16: i16 Multiply false u16;
    u16: u16 Multiply false u16;
    i32: i32 Multiply false u32;
    u32: u32 Multiply false u32;
    i64: i64 Multiply false u64;
    u64: u64 Multiply false u64;
    f16 bf16: f32 Multiply false f32;
    f32: f32 Multiply false f32;
    f64: f64 Multiply false f64;
    C32: C32 ConjugateMultiply true V<Add, C32>;
    C64: C64 ConjugateMultiply true V<Add, C64>;
}
