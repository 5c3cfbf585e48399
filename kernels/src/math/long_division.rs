//! Quotients and remainders of floats, digit by digit.

use super::scale;
use crate::{Float, Int, Isa, Mask, MaskOf, Vector};
use tightloop_array_core::Element;

/// `floor(a / b)`, or `ceil(a / b)` in the lanes of `up`, rounded once; and the exact remainder
/// `a - b * floor(a / b)`. `a` and `b` are not negative, `a` is finite, and `b` is not 0.
///
/// Each step scales the divisor by a power of two until the rest of the dividend is less than
/// `2^`[`MANTISSA_BITS`](Float::MANTISSA_BITS) times as large. So the next digit of the quotient is
/// an integer that a float holds, and one fused multiply-add subtracts its product with the divisor
/// exactly. One step is enough for quotients below 2^22 (`f32`) or 2^51 (`f64`).
///
/// The digits are added into a `Sum` of two floats. The second is rounded to odd, so the sum
/// rounds as all the digits would: the digits of the second step reach far below the last place of
/// the quotient.
#[inline(always)]
pub fn long_division<S: Isa, T: Float>(
    a: Vector<S, T>,
    b: Vector<S, T>,
    up: MaskOf<S, T>,
) -> (Vector<S, T>, Vector<S, T>) {
    let (zero, one) = (a.like(T::ZERO), a.like(T::ONE));
    let digit = Digit::first(a, b);
    let goes = a.ge(b);
    let mut left = goes.select(digit.rest, a);
    let mut sum = Sum { high: goes.select(shift(digit.value, digit.gap), zero), low: zero };
    let mut is_up = Mask::splat(a.isa, false);
    while left.ge(b).any() {
        let goes = left.ge(b);
        let digit = Digit::first(left, b);
        // All later digits have their largest value, so rounding up carries into this one.
        let carries = goes & up & digit.rest.gt(zero) & (digit.divisor - digit.rest).le(b);
        let part = shift(carries.select(digit.value + one, digit.value), digit.gap);
        sum = sum.plus((goes & !is_up).select(part, zero));
        is_up = is_up | carries;
        left = goes.select(digit.rest, left);
    }
    let rounds_up = up & !is_up & left.gt(zero);
    (sum.plus(rounds_up.select(one, zero)).rounded(), left)
}

/// One digit of a quotient, in a high base.
struct Digit<S: Isa, T: Float> {
    /// How often the divisor fits into the dividend.
    value: Vector<S, T>,
    /// The digit stands for `value * 2^gap`.
    gap: Vector<S, T::Int>,
    /// `b * 2^gap`
    divisor: Vector<S, T>,
    /// The rest of the dividend.
    rest: Vector<S, T>,
}

impl<S: Isa, T: Float> Digit<S, T> {
    /// The first digit of `left / b`. Neither is negative; lanes with `left < b` have no meaning.
    #[inline(always)]
    fn first(left: Vector<S, T>, b: Vector<S, T>) -> Self {
        let no_gap = Vector::splat(left.isa, T::Int::ZERO);
        // One bit less than a float holds, as the division may round up by one.
        let digits =
            Vector::splat(left.isa, T::Int::wrapping_from(i64::from(T::MANTISSA_BITS) - 1));
        let gap = (left.exponent() - b.exponent() - digits).max(no_gap);
        let divisor = shift(b, gap);
        let value = (left / divisor).trunc();
        let rest = value.neg_mul_add(divisor, left);
        // The division may have rounded up to the next integer.
        let is_too_large = rest.lt(left.like(T::ZERO));
        Digit {
            value: is_too_large.select(value - left.like(T::ONE), value),
            gap,
            divisor,
            rest: is_too_large.select(rest + divisor, rest),
        }
    }
}

/// `x * 2^gap`; fast if all gaps are 0.
#[inline(always)]
fn shift<S: Isa, T: Float>(x: Vector<S, T>, gap: Vector<S, T::Int>) -> Vector<S, T> {
    let no_gap = Vector::splat(x.isa, T::Int::ZERO);
    if gap.gt(no_gap).any() { scale(x, gap) } else { x }
}

/// The sum of two floats that are not negative. The first is exact; the second, if it is inexact,
/// is rounded to odd (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
struct Sum<S: Isa, T: Float> {
    high: Vector<S, T>,
    low: Vector<S, T>,
}

/// Returns 1 in lanes where the mask is true, else 0.
#[inline(always)]
fn bit<S: Isa, T: Float>(mask: MaskOf<S, T>) -> Vector<S, T::Bits> {
    let zero = Vector::splat(mask.isa, T::Bits::ZERO);
    mask.select(zero.like(T::Bits::ONE), zero)
}

impl<S: Isa, T: Float> Sum<S, T> {
    /// Adds `x`, which is 0 or smaller than everything added before.
    #[inline(always)]
    fn plus(self, x: Vector<S, T>) -> Self {
        let Sum { high, low } = self;
        let whole = high + x;
        let fits = (whole - high).eq(x);
        let x = fits.select(x.like(T::ZERO), x);
        let nearest = low + x;
        let lost = x - (nearest - low);
        let zero = x.like(T::ZERO);
        let below = nearest.to_bits() - bit::<S, T>(lost.lt(zero));
        Sum {
            high: fits.select(whole, high),
            low: Vector::from_bits(below | bit::<S, T>(!lost.eq(zero))),
        }
    }

    /// The nearest float. If `high` is infinite, `low` may be NaN.
    #[inline(always)]
    fn rounded(self) -> Vector<S, T> {
        self.high.eq(self.high.like(T::INFINITY)).select(self.high, self.high + self.low)
    }
}
