//! `sqrt(x^2 + y^2)`.

use super::{is_between, pow2, reciprocal_sqrt_series, rough_reciprocal_sqrt};
use crate::{Float, Isa, MaskOf, Vector};

/// `sqrt(x^2 + y^2)` within 0.86 ULP (0.94 if it is subnormal), without intermediate overflow or
/// underflow.
///
/// Numbers whose squares could overflow, or lose bits, are scaled by the power of two that brings
/// the larger one near 1. If either is infinite, the result is infinite; else if either is NaN, it
/// is NaN.
#[inline(always)]
pub fn hypot<S: Isa, T: Float>(x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
    let squares = SumOfSquares::of(x, y);
    let is_common = squares.is_common();
    if is_common.all() {
        return squares.root();
    }
    let (x, y, infinity) = (x.abs(), y.abs(), x.like(T::INFINITY));
    let large = x.lt(y).select(y, x);
    // The scaled number need not be that close to 1. So for subnormal numbers the exponent of the
    // smallest normal one is good enough, and for the largest numbers one less than their own.
    let bias = x.like_int(T::EXPONENT_BIAS);
    let exponent = (large.to_bits() >> T::MANTISSA_BITS).bitcast() - bias;
    let exponent =
        exponent.max(x.like_int(1 - T::EXPONENT_BIAS)).min(x.like_int(T::EXPONENT_BIAS - 1));
    let exponent = is_common.select(x.like_int(0), exponent);
    let (down, up) = (pow2::<S, T>(x.like_int(0) - exponent), pow2::<S, T>(exponent));
    let result = SumOfSquares::of(x * down, y * down).root() * up;
    (x.eq(infinity) | y.eq(infinity)).select(infinity, result)
}

/// `x^2 + y^2`.
struct SumOfSquares<S: Isa, T: Float> {
    /// The sum of the rounded squares, rounded.
    sum: Vector<S, T>,
    /// The rounding errors of the squares.
    rest: Vector<S, T>,
}

impl<S: Isa, T: Float> SumOfSquares<S, T> {
    /// Both numbers are treated alike, so the order does not matter. Ordered by size, they could
    /// give the rounding error of the sum, too, but ordering them takes as long as the root.
    #[inline(always)]
    fn of(x: Vector<S, T>, y: Vector<S, T>) -> Self {
        let (xx, yy) = (x * x, y * y);
        Self { sum: xx + yy, rest: x.mul_add(x, -xx) + y.mul_add(y, -yy) }
    }

    /// Whether all that is lost on the way to the root is far below a unit in its last place.
    #[inline(always)]
    fn is_common(&self) -> MaskOf<S, T> {
        let lowest = T::MANTISSA_BITS as i32 + 11 - T::EXPONENT_BIAS;
        let lowest = pow2(self.sum.like_int(lowest));
        is_between(self.sum, lowest, self.sum.like(T::INFINITY))
    }

    /// The root. The product of the sum and a [guess](rough_reciprocal_sqrt) of its reciprocal root
    /// is a first root; the exact remainder and the power series of its factor correct it.
    #[inline(always)]
    fn root(self) -> Vector<S, T> {
        let Self { sum, rest } = self;
        let reciprocal = rough_reciprocal_sqrt(sum);
        let root = sum * reciprocal;
        let remainder = root.neg_mul_add(root, sum) + rest;
        let e = root.neg_mul_add(reciprocal, sum.like(T::ONE));
        (reciprocal * remainder).mul_add(reciprocal_sqrt_series(e), root)
    }
}
