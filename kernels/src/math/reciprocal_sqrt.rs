//! Approximations of `1 / sqrt(x)`.

use super::polynomial;
use crate::{Float, Int, Isa, Vector};

/// `1 / sqrt(x)` for positive normal numbers, with a relative error of at most 2^-10.1. Zero gives
/// a finite number.
///
/// The bits of a float are nearly its logarithm, so half of them, negated, are nearly those of the
/// result. One step whose constants are fitted to this guess corrects it (Kadlec, "Improving the
/// fast inverse square root", 2010, with a guess so small that no factor is needed).
#[inline(always)]
pub fn rough_reciprocal_sqrt<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    // Three halves of the bits of 1, less 0.412 of the distance to those of 2.
    let exponent = T::Bits::wrapping_from(i64::from(1536 * T::EXPONENT_BIAS - 422));
    let magic = Vector::splat(x.isa, exponent) << (T::MANTISSA_BITS - 10);
    let y = Vector::from_bits(magic - (x.to_bits() >> 1));
    y * (x * y).neg_mul_add(y, x.like(T::from_f64(1.891_006)))
}

/// `(1 / sqrt(1 - e) - 1) / e` for `|e|` up to 2^-8.5, by the first terms of the power series.
#[inline(always)]
pub fn reciprocal_sqrt_series<S: Isa, T: Float>(e: Vector<S, T>) -> Vector<S, T> {
    let series = [0.5, 0.375, 0.3125, 0.273_437_5, 0.246_093_75].map(T::from_f64);
    let terms = if T::MANTISSA_BITS < 30 { 2 } else { series.len() };
    polynomial(e, &series[..terms])
}
