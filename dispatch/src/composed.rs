//! The kernels of functions that are made of several calls, such as `average` and `softmax`. What
//! is between the calls has the type that elements are computed as, so that only results are
//! rounded to 16 bits. No loops are compiled for them but those of [`ExpDifference`].

use crate::cast::Cast;
use crate::kernel::{Kernel, Ufunc};
use crate::reduce::{FoldUfunc, ReduceKernel};
use tightloop_array_core::{C32, C64, Element, bf16, f16};
use tightloop_kernels::ops::{
    Add, Divide, ExpDifference, Maximum, Multiply, NotEqual, Subtract, Sum,
};
use tightloop_kernels::{Catalogued, Computes};

/// An element type of weighted averages.
#[diagnostic::on_unimplemented(
    message = "there is no weighted average of elements of type `{Self}`",
    label = "not a number"
)]
pub trait AverageElement: Element {
    /// The type of averages: `f64` for integers and `bool`.
    type Out: Element;
    /// The type that products and sums have.
    #[doc(hidden)]
    type Wide: Element;
    #[doc(hidden)]
    fn multiply() -> &'static Kernel<Multiply, (Self, Self), (Self::Wide,)>;
    #[doc(hidden)]
    fn sum() -> &'static ReduceKernel<Sum, Self, Self::Wide>;
    #[doc(hidden)]
    fn sum_wide() -> &'static ReduceKernel<Sum, Self::Wide, Self::Wide>;
    #[doc(hidden)]
    fn divide() -> &'static Kernel<Divide, (Self::Wide, Self::Wide), (Self::Out,)>;
}

/// An element type of `softmax`, `log_softmax` and `logsumexp`: each real one. Integers and `bool`
/// are computed as `f64`.
#[diagnostic::on_unimplemented(
    message = "there is no softmax of elements of type `{Self}`",
    label = "not a real number"
)]
pub trait SoftmaxElement: AverageElement {
    #[doc(hidden)]
    fn maximum() -> &'static ReduceKernel<Maximum, Self, Self>;
    #[doc(hidden)]
    fn is_finite(self) -> bool;
    #[doc(hidden)]
    const LOG_OF_ZERO: Self::Out;
    #[doc(hidden)]
    fn exp_difference() -> &'static Kernel<ExpDifference, (Self, Self), (Self::Wide,)>;
    #[doc(hidden)]
    fn difference() -> &'static Kernel<Subtract, (Self, Self), (Self::Wide,)>;
    /// Adds terms in `f64`: those of equal elements have equal errors, and partial sums of equal
    /// terms are rounded alike, so that a sum in `f32` may be 14 units off.
    #[doc(hidden)]
    fn total() -> &'static ReduceKernel<Sum, Self::Wide, f64>;
    #[doc(hidden)]
    fn round() -> &'static Kernel<Cast<Self::Wide>, (f64,), (Self::Wide,)>;
    #[doc(hidden)]
    fn add() -> &'static Kernel<Add, (Self, Self::Wide), (Self::Out,)>;
    #[doc(hidden)]
    fn subtract() -> &'static Kernel<Subtract, (Self::Wide, Self::Wide), (Self::Out,)>;
    #[doc(hidden)]
    fn in_place() -> Option<SoftmaxInPlace<Self>>;
}

/// The steps of a softmax whose terms need no memory of their own, since they have the type of the
/// results.
#[derive(Clone, Copy)]
pub struct SoftmaxInPlace<T: SoftmaxElement> {
    /// Computes the terms.
    pub terms: &'static Kernel<ExpDifference, (T, T), (T::Out,)>,
    /// Adds them up.
    pub total: &'static ReduceKernel<Sum, T::Out, f64>,
    /// Divides them by their sum.
    pub divide: &'static Kernel<Divide, (T::Out, T::Wide), (T::Out,)>,
}

/// An element type whose differences are of the same type: all of them.
pub trait DifferenceElement: Element {
    /// `Subtract`; `NotEqual` for `bool`.
    #[doc(hidden)]
    type Difference: Copy + Send + Sync;
    #[doc(hidden)]
    const DIFFERENCE: Self::Difference;
    #[doc(hidden)]
    fn difference_kernel() -> &'static Kernel<Self::Difference, (Self, Self), (Self,)>;
}

/// The value that an operation computes a type as.
type V<Op, T> = <<Op as Catalogued>::By as Computes<T>>::Value;

/// Returns a kernel of two values that are computed as the same.
macro_rules! kernel {
    ($op:ident ($a:ty, $b:ty) => $y:ty as $v:ty) => {{
        static KERNEL: Kernel<$op, ($a, $b), ($y,)> =
            Kernel::<$op, ($a, $b), ($y,)>::binary::<$v, $v, $v>().known_inlined();
        &KERNEL
    }};
}

/// Lists element types: each with the types of intermediate results and of averages.
macro_rules! averages {
    ($($($t:ident)*: $wide:ident => $average:ident | $sum:ty;)*) => {$($(
        impl AverageElement for $t {
            type Out = $average;
            type Wide = $wide;

            fn multiply() -> &'static Kernel<Multiply, ($t, $t), ($wide,)> {
                kernel! { Multiply ($t, $t) => $wide as V<Multiply, $wide> }
            }

            fn sum() -> &'static ReduceKernel<Sum, $t, $wide> {
                static KERNEL: ReduceKernel<Sum, $t, $wide> = ReduceKernel::fold::<$sum>();
                &KERNEL
            }

            fn sum_wide() -> &'static ReduceKernel<Sum, $wide, $wide> {
                <Sum as FoldUfunc<$wide>>::fold_kernel()
            }

            fn divide() -> &'static Kernel<Divide, ($wide, $wide), ($average,)> {
                kernel! { Divide ($wide, $wide) => $average as V<Divide, $wide> }
            }
        }
    )*)*};
}
averages! {
    bool i8 i16 i32 i64 u8 u16 u32 u64: f64 => f64 | f64;
    f16: f32 => f16 | f32;
    bf16: f32 => bf16 | f32;
    f32: f32 => f32 | f32;
    f64: f64 => f64 | f64;
    C32: C32 => C32 | V<Add, C32>;
    C64: C64 => C64 | V<Add, C64>;
}

/// The steps in place, if the types of terms and results are the same.
macro_rules! in_place {
    (f32 => f32) => {
        in_place!()
    };
    (f64 => f64) => {
        in_place!()
    };
    ($wide:ident => $average:ident) => {
        None
    };
    () => {
        Some(SoftmaxInPlace {
            terms: Self::exp_difference(),
            total: Self::total(),
            divide: Self::divide(),
        })
    };
}

/// Lists real element types, with what finds whether they are finite, and minus infinity.
macro_rules! softmax {
    ($($($t:ident)*: $wide:tt => $average:tt | $is_finite:expr, $log_of_zero:expr;)*) => {$($(
        impl SoftmaxElement for $t {
            const LOG_OF_ZERO: $average = $log_of_zero;

            fn maximum() -> &'static ReduceKernel<Maximum, $t, $t> {
                <Maximum as FoldUfunc<$t>>::fold_kernel()
            }

            fn is_finite(self) -> bool {
                let is_finite: fn($t) -> bool = $is_finite;
                is_finite(self)
            }

            fn exp_difference() -> &'static Kernel<ExpDifference, ($t, $t), ($wide,)> {
                kernel! { ExpDifference ($t, $t) => $wide as $wide }
            }

            fn difference() -> &'static Kernel<Subtract, ($t, $t), ($wide,)> {
                kernel! { Subtract ($t, $t) => $wide as $wide }
            }

            fn total() -> &'static ReduceKernel<Sum, $wide, f64> {
                static KERNEL: ReduceKernel<Sum, $wide, f64> = ReduceKernel::fold::<f64>();
                &KERNEL
            }

            fn round() -> &'static Kernel<Cast<$wide>, (f64,), ($wide,)> {
                <Cast<$wide> as Ufunc<(f64,)>>::kernel()
            }

            fn add() -> &'static Kernel<Add, ($t, $wide), ($average,)> {
                kernel! { Add ($t, $wide) => $average as $wide }
            }

            fn subtract() -> &'static Kernel<Subtract, ($wide, $wide), ($average,)> {
                kernel! { Subtract ($wide, $wide) => $average as $wide }
            }

            fn in_place() -> Option<SoftmaxInPlace<$t>> {
                in_place!($wide => $average)
            }
        }
    )*)*};
}
softmax! {
    bool i8 i16 i32 i64 u8 u16 u32 u64: f64 => f64 | |_| true, f64::NEG_INFINITY;
    f16: f32 => f16 | f16::is_finite, f16::NEG_INFINITY;
    bf16: f32 => bf16 | bf16::is_finite, bf16::NEG_INFINITY;
    f32: f32 => f32 | f32::is_finite, f32::NEG_INFINITY;
    f64: f64 => f64 | f64::is_finite, f64::NEG_INFINITY;
}

/// Lists element types, with the operation that is their difference.
macro_rules! differences {
    ($($op:ident: $($t:ident)*;)*) => {$($(
        impl DifferenceElement for $t {
            type Difference = $op;
            const DIFFERENCE: $op = $op;

            fn difference_kernel() -> &'static Kernel<$op, ($t, $t), ($t,)> {
                <$op as Ufunc<($t, $t)>>::kernel()
            }
        }
    )*)*};
}
differences! {
    Subtract: i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64;
    NotEqual: bool;
}
