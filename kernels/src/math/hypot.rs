//! `sqrt(x^2 + y^2)`.

use super::{pow2, reciprocal};
use crate::{Float, Isa, Vector};

/// `sqrt(x^2 + y^2)` within 1 ULP, without intermediate overflow or underflow.
///
/// Both are scaled by the power of two that brings the larger one near 1. One Newton step then
/// corrects the square root of the sum. Its residual is exact except for its own rounding:
/// algorithm 3 ("fused") of Borges, "An improved algorithm for hypot(a, b)", 2020. If either is
/// infinite, the result is infinite; else if either is NaN, it is NaN.
#[inline(always)]
pub fn hypot<S: Isa, T: Float>(x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
    let (zero, infinity) = (x.like(T::ZERO), x.like(T::INFINITY));
    let (x, y) = (x.abs(), y.abs());
    let swap = x.lt(y);
    let (large, small) = (swap.select(y, x), swap.select(x, y));

    // The scaled number need not be that close to 1. So for subnormal numbers the exponent of the
    // smallest normal one is good enough, and for the largest numbers one less than their own.
    let exponent = (large.to_bits() >> T::MANTISSA_BITS).bitcast() - x.like_int(T::EXPONENT_BIAS);
    let exponent =
        exponent.max(x.like_int(1 - T::EXPONENT_BIAS)).min(x.like_int(T::EXPONENT_BIAS - 1));
    let (down, up) = (pow2::<S, T>(x.like_int(0) - exponent), pow2::<S, T>(exponent));
    let (a, b) = (large * down, small * down);
    let root = a.mul_add(a, b * b).sqrt();
    let (root_squared, a_squared) = (root * root, a * a);
    let residual = b.neg_mul_add(b, root_squared - a_squared) + root.mul_add(root, -root_squared)
        - a.mul_add(a, -a_squared);
    let corrected = residual.neg_mul_add(reciprocal(root + root), root);
    let result = root.eq(zero).select(zero, corrected) * up;
    (x.eq(infinity) | y.eq(infinity)).select(infinity, result)
}
