//! An approximation of `1 / sqrt(x)`.

use crate::{Float, Int, Isa, Vector};

/// `1 / sqrt(x)` for positive normal numbers. The relative error is at most 2^-30, or the rounding
/// of a few operations. Zero gives a finite number.
///
/// This is for what a Newton step corrects, where a division and a square root would cost more than
/// everything else. The bits of a float are nearly its logarithm, so half of them, negated, are
/// nearly those of the result. A step whose constants are fitted to this guess reduces the error to
/// 2^-10.5 (Kadlec, "Rrrlog: improving the fast inverse square root", 2010; the constants are his).
/// Halley's step then cubes it.
#[inline(always)]
pub fn reciprocal_sqrt<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let at = |c: f64| x.like(T::from_f64(c));
    // Three quarters of twice the bits of 1, less a quarter of the distance to those of 2.
    let exponent = T::Bits::wrapping_from(i64::from(6 * T::EXPONENT_BIAS - 1));
    let magic = Vector::splat(x.isa, exponent) << (T::MANTISSA_BITS - 2);
    let y = Vector::from_bits(magic - (x.to_bits() >> 1));
    let y = (y * at(0.703_952_253)) * (x * y).neg_mul_add(y, at(2.389_244_56));
    let rest = (x * y).neg_mul_add(y, at(1.0));
    (y * rest).mul_add(rest.mul_add(at(0.375), at(0.5)), y)
}
