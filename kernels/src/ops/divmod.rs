//! `divmod`.

use crate::math::scale;
use crate::{Binary, Catalogued, Cost, Float, Int, Isa, Mask, MaskOf, Vector, Widened};
use tightloop_array_core::Element;

/// The quotient rounded down, and the remainder, which has the sign of `b`: `a = q * b + r`, as
/// Python's `divmod`.
///
/// Integers: both are 0 where `b` is 0, and the least value divided by -1 wraps to itself.
///
/// Floats: the quotient is `floor(a / b)` of the exact `a / b`, rounded once to the nearest number.
/// (Python's is not: it divides what the remainder leaves of `a`, both of them rounded.) The
/// remainder is exact but for the last step, which adds `b` where the signs differ. Both are NaN
/// where `a` is infinite or either is NaN; `b = 0` gives the quotient `a / b` and the remainder
/// NaN; `b` infinite gives `(0, a)`, or `(-1, b)` where the signs differ. A remainder of zero has
/// the sign of `b`. 16-bit floats: the results for `f32`, rounded.
///
/// The method for floats is long division: the divisor is scaled by a power of two to within
/// [`Float::MANTISSA_BITS`] bits of what is left of the dividend, so that the quotient's digits are
/// an integer that a float holds and one fused multiply-add takes their product away exactly. One
/// step does for quotients below 2^22 (`f32`) or 2^51 (`f64`).
///
/// What several steps give is the sum of two floats, of which the second is rounded to odd, so that
/// their sum is rounded as all of the digits would be: the digits of the second step reach far
/// below the last place of the quotient.
#[derive(Clone, Copy, Debug)]
pub struct Divmod;

impl Catalogued for Divmod {
    type By = Widened;
}

/// Lists the integers, with the floats of their size and what divides two that are too large for
/// these.
macro_rules! ints {
    ($($t:ident by $float:ident or $floor:ident)*) => {$(
        impl Binary<$t, $t, ($t, $t)> for Divmod {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, a: Vector<S, $t>, b: Vector<S, $t>) -> (Vector<S, $t>, Vector<S, $t>) {
                let (zero, by_zero) = (a.like(0), b.eq(a.like(0)));
                let quotient = if are_small::<S, $t, $float>(a, b) {
                    floor_small::<S, $float>(a.bitcast(), b.bitcast()).bitcast()
                } else {
                    a.zip_lanes(b, $floor)
                };
                let quotient = by_zero.select(zero, quotient);
                (quotient, by_zero.select(zero, a - quotient * b))
            }
        }
    )*};
}
ints! { i32 by f32 or floor_32 i64 by f64 or floor_i64 u32 by f32 or floor_32 u64 by f64 or floor_u64 }

/// Whether all are below `2^(MANTISSA_BITS - 2)` of the float in magnitude, as whatever has been
/// widened from 16 bits.
#[inline(always)]
fn are_small<S: Isa, T: Int<Mask = F::Mask>, F: Float>(a: Vector<S, T>, b: Vector<S, T>) -> bool {
    let limit =
        Vector::<S, F::Bits>::splat(a.isa, F::Bits::wrapping_from(1 << (F::MANTISSA_BITS - 2)));
    let least = if T::LEAST < T::ZERO { limit } else { limit.like(F::Bits::ZERO) };
    let above_least = |x: Vector<S, T>| x.bitcast() + least;
    !(above_least(a) | above_least(b)).ge(least + limit).any()
}

/// The quotient rounded down, of [small](are_small) numbers; any number where `b` is 0. There is no
/// vector division of integers, but there is one of floats.
///
/// `(a + 1/2) / b`, if the half has the sign of `b`, has the floor of `a / b`, and is at least `1 /
/// 2b` away from the integers. So that floor is what half less rounds to, if errors stay below `1 /
/// 2b`. They do: those of the quotient and of the difference are together about one unit in the
/// last place of `a / b`, and `a` has three bits less than there are places.
///
/// Among the neighbours of `rounder` are all integers of a smaller magnitude: adding it rounds to
/// an integer, and the last bits of the sum are those of the integer.
#[inline(always)]
fn floor_small<S: Isa, T: Float>(a: Vector<S, T::Int>, b: Vector<S, T::Int>) -> Vector<S, T::Int> {
    let half = Vector::splat(a.isa, T::from_f64(0.5));
    let rounder = half.like(T::from_f64(1.5 * (1_u64 << T::MANTISSA_BITS) as f64));
    let bits: Vector<S, T::Int> = rounder.to_bits().bitcast();
    let float = |x: Vector<S, T::Int>| Vector::<S, T>::from_bits((x + bits).bitcast()) - rounder;
    let (a, b) = (float(a), float(b));
    ((a + half.copysign(b)) / b - half + rounder).to_bits().bitcast() - bits
}

/// The quotient rounded down; any number where `b` is 0. See [`floor_small`]; by `f64`, all numbers
/// of 32 bits are small, and the last bits of a quotient that is too large are what it wraps to.
#[inline(always)]
fn floor_32<T: Int + Into<f64>>(a: T, b: T) -> T {
    const ROUNDER: f64 = 1.5 * (1_u64 << f64::MANTISSA_BITS) as f64;
    let (a, b): (f64, f64) = (a.into(), b.into());
    T::wrapping_from(((a + 0.5_f64.copysign(b)) / b - 0.5 + ROUNDER).to_bits() as i64)
}

/// The quotient rounded down; 0 where `b` is 0.
#[inline(always)]
fn floor_i64(a: i64, b: i64) -> i64 {
    if b == 0 {
        return 0;
    }
    let (truncated, rest) = (a.wrapping_div(b), a.wrapping_rem(b));
    // Where the signs differ, rounding down goes one further.
    truncated - i64::from(rest != 0 && (rest ^ b) < 0)
}

/// See [`floor_i64`].
#[inline(always)]
fn floor_u64(a: u64, b: u64) -> u64 {
    a.checked_div(b).unwrap_or(0)
}

impl Binary<f32, f32, (f32, f32)> for Divmod {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: Vector<S, f32>,
        b: Vector<S, f32>,
    ) -> (Vector<S, f32>, Vector<S, f32>) {
        divmod(a, b)
    }
}

impl Binary<f64, f64, (f64, f64)> for Divmod {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: Vector<S, f64>,
        b: Vector<S, f64>,
    ) -> (Vector<S, f64>, Vector<S, f64>) {
        divmod(a, b)
    }
}

#[inline(always)]
fn divmod<S: Isa, T: Float>(a: Vector<S, T>, b: Vector<S, T>) -> (Vector<S, T>, Vector<S, T>) {
    let zero = a.like(T::ZERO);
    let signs_differ =
        (a.to_bits() ^ b.to_bits()).bitcast::<T::Int>().lt(Vector::splat(a.isa, T::Int::ZERO));
    let is_fine = a.abs().lt(a.like(T::INFINITY)) & b.abs().gt(zero);
    let (magnitude, left) = divide(
        is_fine.select(a.abs(), zero),
        is_fine.select(b.abs(), a.like(T::ONE)),
        signs_differ,
    );

    let is_zero = left.eq(zero);
    let truncated = left.copysign(a);
    let moved = (!is_zero & signs_differ).select(truncated + b, truncated);
    let remainder = is_fine.select(is_zero.select(zero.copysign(b), moved), a.like(T::NAN));
    let quotient = signs_differ.select(-magnitude, magnitude);
    // Infinity for zero divisors; NaN for what else is not fine, and for 0 / 0.
    let special = b.eq(zero).select(a / b, a.like(T::NAN));
    (is_fine.select(quotient, special), remainder)
}

/// One digit of a quotient, in a high base.
struct Digit<S: Isa, T: Float> {
    /// How often the divisor goes into what was left.
    value: Vector<S, T>,
    /// It counts for `value * 2^gap`.
    gap: Vector<S, T::Int>,
    /// `b * 2^gap`
    divisor: Vector<S, T>,
    /// What is left now.
    rest: Vector<S, T>,
}

impl<S: Isa, T: Float> Digit<S, T> {
    /// The first digit of `left / b`, which are not negative. Only where `left` is not less than
    /// `b`.
    #[inline(always)]
    fn first(left: Vector<S, T>, b: Vector<S, T>) -> Self {
        let none = Vector::splat(left.isa, T::Int::ZERO);
        // One bit less than a float holds, for the quotient's own rounding.
        let digits =
            Vector::splat(left.isa, T::Int::wrapping_from(i64::from(T::MANTISSA_BITS) - 1));
        let gap = (left.exponent() - b.exponent() - digits).max(none);
        let divisor = shift(b, gap);
        let value = (left / divisor).trunc();
        let rest = value.neg_mul_add(divisor, left);
        // The quotient may have been rounded up to the next integer.
        let is_too_large = rest.lt(left.like(T::ZERO));
        Digit {
            value: is_too_large.select(value - left.like(T::ONE), value),
            gap,
            divisor,
            rest: is_too_large.select(rest + divisor, rest),
        }
    }
}

/// `x * 2^gap`, at once where there are no gaps.
#[inline(always)]
fn shift<S: Isa, T: Float>(x: Vector<S, T>, gap: Vector<S, T::Int>) -> Vector<S, T> {
    let none = Vector::splat(x.isa, T::Int::ZERO);
    if gap.gt(none).any() { scale(x, gap) } else { x }
}

/// `floor(a / b)`, or `ceil(a / b)` in the lanes of `up`, rounded once; and what is left of `a`
/// after taking away `b` as often as it goes. `a` and `b` are not negative, `a` is finite, and `b`
/// is not 0.
#[inline(always)]
fn divide<S: Isa, T: Float>(
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
        // All digits after this one are as large as can be, and one more carries into it.
        let carries = goes & up & digit.rest.gt(zero) & (digit.divisor - digit.rest).le(b);
        let part = shift(carries.select(digit.value + one, digit.value), digit.gap);
        sum = sum.plus((goes & !is_up).select(part, zero));
        is_up = is_up | carries;
        left = goes.select(digit.rest, left);
    }
    let rounds_up = up & !is_up & left.gt(zero);
    (sum.plus(rounds_up.select(one, zero)).rounded(), left)
}

/// The sum of two floats, not negative: the first exact, the second rounded to odd, if it is not
/// exact, too (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
struct Sum<S: Isa, T: Float> {
    high: Vector<S, T>,
    low: Vector<S, T>,
}

impl<S: Isa, T: Float> Sum<S, T> {
    /// Adds `x`, which is 0 or smaller than all that has been added before.
    #[inline(always)]
    fn plus(self, x: Vector<S, T>) -> Self {
        let Sum { high, low } = self;
        let whole = high + x;
        let fits = (whole - high).eq(x);
        let x = fits.select(x.like(T::ZERO), x);
        let nearest = low + x;
        let lost = x - (nearest - low);
        let bit = |mask: MaskOf<S, T>| {
            let of = |bit| Vector::<S, T::Bits>::splat(x.isa, bit);
            mask.select(of(T::Bits::ONE), of(T::Bits::ZERO))
        };
        let below = nearest.to_bits() - bit(lost.lt(x.like(T::ZERO)));
        Sum {
            high: fits.select(whole, high),
            low: Vector::from_bits(below | bit(!lost.eq(x.like(T::ZERO)))),
        }
    }

    /// The nearest float. An infinite first one may have made the second NaN.
    #[inline(always)]
    fn rounded(self) -> Vector<S, T> {
        self.high.eq(self.high.like(T::INFINITY)).select(self.high, self.high + self.low)
    }
}
