//! Approximations of `1 / sqrt(x)`.

use crate::{Float, Int, Isa, Vector};

/// `1 / sqrt(x)` for positive normal numbers. The relative error is at most 2^-30, or the rounding
/// of a few operations. Zero gives a finite number.
///
/// This is for what a Newton step corrects, where a division and a square root would cost more than
/// everything else. Halley's step cubes the error of a [guess](rough_reciprocal_sqrt).
#[inline(always)]
pub fn reciprocal_sqrt<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let at = |c: f64| x.like(T::from_f64(c));
    let y = rough_reciprocal_sqrt(x);
    let rest = (x * y).neg_mul_add(y, at(1.0));
    (y * rest).mul_add(rest.mul_add(at(0.375), at(0.5)), y)
}

/// `1 / sqrt(x)` for positive normal numbers, with a relative error of at most 2^-10.5. Zero gives
/// a finite number.
///
/// The bits of a float are nearly its logarithm, so half of them, negated, are nearly those of the
/// result. One step whose constants are fitted to this guess corrects it (Kadlec, "Improving the
/// fast inverse square root", 2010; the constants are his).
#[inline(always)]
pub fn rough_reciprocal_sqrt<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    // Three halves of the bits of 1, less a quarter of the distance to those of 2.
    let exponent = T::Bits::wrapping_from(i64::from(6 * T::EXPONENT_BIAS - 1));
    let magic = Vector::splat(x.isa, exponent) << (T::MANTISSA_BITS - 2);
    let y = Vector::from_bits(magic - (x.to_bits() >> 1));
    let factor = (x * y).neg_mul_add(y, x.like(T::from_f64(2.389_244_56)));
    (y * x.like(T::from_f64(0.703_952_253))) * factor
}
