//! `sqrt(x^2 + y^2)`.

use crate::{Float, Isa, Vector};
use tightloop_array_core::Element;

/// `sqrt(x^2 + y^2)` within 1 ULP, without overflow or underflow on the way.
///
/// Both are scaled by a power of two that brings the larger one near 1. The square root of the sum is then corrected by one Newton step
/// whose residual is exact but for its own rounding: algorithm 3 ("fused") of Borges, "An improved algorithm for
/// hypot(a, b)", 2020. Infinite where either is infinite, else NaN where either is NaN.
#[inline(always)]
pub fn hypot<S: Isa, T: Float>(x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
    let (zero, infinity) = (x.like(T::ZERO), x.like(T::INFINITY));
    let (x, y) = (x.abs(), y.abs());
    let swap = x.lt(y);
    let (large, small) = (swap.select(y, x), swap.select(x, y));

    let exponent = large.exponent();
    let none = Vector::splat(x.isa, T::Int::ZERO);
    let (a, b) = (super::scale(large, none - exponent), super::scale(small, none - exponent));
    let root = a.mul_add(a, b * b).sqrt();
    let (root_squared, a_squared) = (root * root, a * a);
    let residual = b.neg_mul_add(b, root_squared - a_squared) + root.mul_add(root, -root_squared)
        - a.mul_add(a, -a_squared);
    let corrected = root - residual / (root + root);
    let result = super::scale(large.eq(zero).select(zero, corrected), exponent);

    let is_infinite = x.eq(infinity) | y.eq(infinity);
    is_infinite.select(infinity, (x.is_nan() | y.is_nan()).select(x.like(T::NAN), result))
}
