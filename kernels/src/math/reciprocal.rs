//! An approximation of `1 / x`.

use crate::{Float, Int, Isa, Vector};

/// `1 / x` for positive `x`, where both are normal numbers. The relative error is at most 2^-34, or
/// the rounding of a few operations. Zero gives infinity.
///
/// This is for correction terms, where a division would cost more than everything else. The bits of
/// a float are nearly its logarithm, which gives the result within 5 % (see Blinn, "Floating-point
/// tricks", 1997). Each of three Newton steps then squares the error.
#[inline(always)]
pub fn reciprocal<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let two = x.like(T::from_f64(2.0));
    // Twice the bits of 1, reduced so that the largest errors of both signs are equal.
    let exponent = Vector::splat(x.isa, T::Bits::wrapping_from(i64::from(T::EXPONENT_BIAS - 1)));
    let twice_one = x.like(T::from_f64(1.899)).to_bits() + (exponent << T::MANTISSA_BITS);
    let mut y = Vector::from_bits(twice_one - x.to_bits());
    for _ in 0..3 {
        y = y * x.neg_mul_add(y, two);
    }
    y
}

/// `numerator / x` or up to 13 % more, for positive numbers; the exact quotient if either is a
/// power of two, and a finite number if `x` is 0.
///
/// This is for corrections of the last place of a float, of which a few bits are enough. See
/// [`reciprocal`] for why it works.
#[inline(always)]
pub fn nearly_quotient<S: Isa, T: Float>(numerator: T, x: Vector<S, T>) -> Vector<S, T> {
    Vector::from_bits(x.like(numerator).to_bits() + x.like(T::ONE).to_bits() - x.to_bits())
}
