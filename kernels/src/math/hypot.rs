//! `sqrt(x^2 + y^2)`.

use super::{pow2, reciprocal_sqrt};
use crate::{Float, Isa, Vector};

/// `sqrt(x^2 + y^2)` within 0.75 ULP (0.51 if it is not subnormal), without intermediate overflow
/// or underflow.
///
/// A first root is the product of the sum of squares and an approximation of its reciprocal root.
/// One Newton step with the same approximation then corrects it. The residual is exact except for
/// its own rounding: algorithm 3 ("fused") of Borges, "An improved algorithm for hypot(a, b)",
/// 2020.
///
/// Numbers whose squares could overflow, or lose bits, are scaled by the power of two that brings
/// the larger one near 1. If either is infinite, the result is infinite; else if either is NaN, it
/// is NaN.
#[inline(always)]
pub fn hypot<S: Isa, T: Float>(x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
    let (x, y) = (x.abs(), y.abs());
    let swap = x.lt(y);
    let (large, small) = (swap.select(y, x), swap.select(x, y));

    // From here on, what squares and residuals lose is far below a unit in the last place.
    let digits = T::MANTISSA_BITS as i32 + 1;
    let lowest = pow2::<S, T>(x.like_int((2 - T::EXPONENT_BIAS + digits) / 2 + 4));
    let highest = pow2::<S, T>(x.like_int(T::EXPONENT_BIAS / 2));
    if !(large.ge(lowest) & large.lt(highest)).all() {
        return scaled(large, small);
    }
    root(large, small)
}

/// The function for numbers of any size, the larger one first.
#[inline(always)]
fn scaled<S: Isa, T: Float>(large: Vector<S, T>, small: Vector<S, T>) -> Vector<S, T> {
    let infinity = large.like(T::INFINITY);
    // The scaled number need not be that close to 1. So for subnormal numbers the exponent of the
    // smallest normal one is good enough, and for the largest numbers one less than their own.
    let bias = large.like_int(T::EXPONENT_BIAS);
    let exponent = (large.to_bits() >> T::MANTISSA_BITS).bitcast() - bias;
    let exponent = exponent
        .max(large.like_int(1 - T::EXPONENT_BIAS))
        .min(large.like_int(T::EXPONENT_BIAS - 1));
    let (down, up) = (pow2::<S, T>(large.like_int(0) - exponent), pow2::<S, T>(exponent));
    let result = root(large * down, small * down) * up;
    (large.eq(infinity) | small.eq(infinity)).select(infinity, result)
}

/// The function for numbers whose squares are normal, the larger one first.
#[inline(always)]
fn root<S: Isa, T: Float>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
    let a_squared = a * a;
    let sum = b.mul_add(b, a_squared);
    let reciprocal = reciprocal_sqrt(sum);
    let root = sum * reciprocal;
    let root_squared = root * root;
    let residual = b.neg_mul_add(b, root_squared - a_squared) + root.mul_add(root, -root_squared)
        - a.mul_add(a, -a_squared);
    (reciprocal * a.like(T::from_f64(0.5))).neg_mul_add(residual, root)
}
