//! `1 / x`, nearly.

use crate::{Float, Int, Isa, Vector};

/// `1 / x` of normal positive numbers whose reciprocal is normal, too, within 2^-34 or the rounding
/// of a few operations: for what corrects a result, where a division would cost more than all the
/// rest. Zero gives infinity.
///
/// Bits of a float are nearly its logarithm, which gives the result within 5 % (see Blinn,
/// "Floating-point tricks", 1997); each of three Newton steps squares the error.
#[inline(always)]
pub fn reciprocal<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let two = x.like(T::from_f64(2.0));
    // Twice the bits of 1, less what brings errors of both signs to the same size.
    let exponent = Vector::splat(x.isa, T::Bits::wrapping_from(i64::from(T::EXPONENT_BIAS - 1)));
    let twice_one = x.like(T::from_f64(1.899)).to_bits() + (exponent << T::MANTISSA_BITS);
    let mut y = Vector::from_bits(twice_one - x.to_bits());
    for _ in 0..3 {
        y = y * x.neg_mul_add(y, two);
    }
    y
}
