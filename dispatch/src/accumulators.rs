//! Reductions and scans with accumulators of another dtype than that of the elements: the loops for
//! elements of the accumulators' dtype, which get all others by a conversion in one step.

use crate::reduce::FoldUfunc;
use tightloop_array_core::{C32, C64, Element, bf16, f16};
#[cfg(not(test))]
use tightloop_kernels::ops::{Mean, Multiply, StandardDeviation, Sum, Variance};

/// Elements that become accumulators of type `A` as by [`Cast`](crate::Cast), in one step.
#[diagnostic::on_unimplemented(
    message = "elements of `{Self}` are not reduced in `{A}`",
    label = "no conversion in one step from `{Self}` to `{A}`",
    note = "accumulators are `i64`, `u64`, `f32`, `f64`, `C32` and `C64`; to all others, convert \
            with `cast` before"
)]
pub trait BecomesAccumulator<A: Element>: Element {}

/// Lists accumulators, each with the dtypes that become one.
macro_rules! become_accumulators {
    ($($a:ident: $($t:ident)*;)*) => {$($(
        impl BecomesAccumulator<$a> for $t {}
    )*)*};
}
become_accumulators! {
    i64: bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u64: bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    f32: bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64;
    f64: bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64;
    C32: f16 bf16 f32 C32 C64;
    C64: f16 bf16 f32 f64 C32 C64;
}

/// A reduction of the catalogue whose accumulators may have the dtype `A`, whatever the elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no accumulators of `{A}`",
    label = "no accumulators of `{A}`",
    note = "those of `Sum` and `Multiply` are `i64`, `u64`, `f32`, `f64`, `C32` and `C64`; those \
            of `Mean`, floats and complex numbers; those of variances, floats"
)]
pub trait AccumulatesIn<A>: FoldUfunc<A, Out: Element> {}

/// Lists reductions, each with its accumulators.
#[cfg(not(test))]
macro_rules! accumulate_in {
    ($($op:ident: $($a:ident)*;)*) => {$($(
        impl AccumulatesIn<$a> for $op {}
    )*)*};
}
#[cfg(not(test))]
accumulate_in! {
    Sum: i64 u64 f32 f64 C32 C64;
    Multiply: i64 u64 f32 f64 C32 C64;
    Mean: f32 f64 C32 C64;
    Variance: f32 f64;
    StandardDeviation: f32 f64;
}
