//! `e^-x` to more digits than a float has, for functions that go on computing with it.

use super::{HyperbolicConstants, Pair, polynomial, pow2};
use crate::{Float, Isa, Vector};

/// `e^-x` for `x` from 0 to [`most_decay`], with an error far below a unit in the last place.
///
/// Writes `-x = -n * ln(2) + r` with the integer `n` for which `|r| <= ln(2) / 2`. So the result is
/// `2^-n * e^r`. Products with `2^-n` are exact. In `e^r`, the sum of 1 and `r` is exact as two
/// floats, and the rest is small.
#[inline(always)]
pub fn decay<S: Isa, T: HyperbolicConstants>(x: Vector<S, T>) -> Pair<S, T> {
    // The floats around this are integers, with `EXPONENT_BIAS - n` in their last bits.
    let rounder = 1.5 * (1_u64 << T::MANTISSA_BITS) as f64 + f64::from(T::EXPONENT_BIAS);
    let rounder = x.like(T::from_f64(rounder));
    let biased = x.neg_mul_add(x.like(T::LOG2_E), rounder);
    let minus_n = biased - rounder;
    let power = Vector::from_bits(biased.to_bits() << T::MANTISSA_BITS);

    let [high, low] = T::LN_2;
    let nearly_r = minus_n.neg_mul_add(x.like(high), -x);
    let r = minus_n.neg_mul_add(x.like(low), nearly_r);
    let rest = (r * r).mul_add(polynomial(r, T::EXP), -(minus_n * x.like(low)));
    let sum = Pair::quick_sum(power, power * nearly_r);
    Pair::quick_sum(sum.high, sum.low + power * rest)
}

/// `factor * e^-x`, which may be subnormal: then it is rounded twice, with an error of at most 3/4
/// of a unit.
#[inline(always)]
pub fn long_decay<S: Isa, T: HyperbolicConstants>(
    factor: Vector<S, T>,
    x: Vector<S, T>,
) -> Vector<S, T> {
    // Far beyond this, `e^-x` is 0 anyway.
    let most = x.like(most_decay());
    let half = decay(x.min(most + most) * x.like(T::from_f64(0.5)));
    let digits = 2 * T::MANTISSA_BITS as i32;
    let (up, down) = (pow2(x.like_int(digits)), pow2(x.like_int(-digits)));
    let product = Pair::product(factor * up, half.high).with_rest(factor * up * half.low);
    let small = product.high.mul_add(half.low, product.low * half.high);
    product.high.mul_add(half.high, small) * down
}

/// A number so large that `e^x` is near the largest float.
#[inline(always)]
pub fn most_decay<T: Float>() -> T {
    T::from_f64(f64::from(T::EXPONENT_BIAS) * 0.55)
}
