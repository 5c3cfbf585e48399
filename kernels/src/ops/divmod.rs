//! `divmod`.

use crate::math::scale;
use crate::{Binary, Catalogued, Cost, Float, Int, Isa, Vector, Widened};
use tightloop_array_core::Element;

/// The quotient rounded down, and the remainder, which has the sign of `b`: `a = q * b + r`, as Python's `divmod`.
///
/// Integers: both are 0 where `b` is 0, and the least value divided by -1 wraps to itself.
///
/// Floats: the remainder is exact but for the last step, which adds `b` where the signs differ; the quotient is that of `a - r` by `b`, rounded to the
/// nearest integer. Both are NaN where `a` is infinite or either is NaN; `b = 0` gives the quotient `a / b` and the remainder NaN; `b`
/// infinite gives `(0, a)`, or `(-1, b)` where the signs differ. A remainder of zero has the sign of `b`.
///
/// The method for floats is long division: the divisor is scaled by a power of two to within [`Float::MANTISSA_BITS`] bits of what is left of
/// the dividend, so that the quotient's digits are an integer that a float holds and one fused multiply-add takes their
/// product away exactly. One step does for quotients below 2^22 (`f32`) or 2^51 (`f64`).
#[derive(Clone, Copy, Debug)]
pub struct Divmod;

impl Catalogued for Divmod {
    type By = Widened;
}

/// Lists the integers. There is no vector division: lanes are divided one by one.
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Binary<$t, $t, ($t, $t)> for Divmod {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, a: Vector<S, $t>, b: Vector<S, $t>) -> (Vector<S, $t>, Vector<S, $t>) {
                (a.zip_lanes(b, Int::floor_div), a.zip_lanes(b, Int::floor_rem))
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl Binary<f32, f32, (f32, f32)> for Divmod {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> (Vector<S, f32>, Vector<S, f32>) {
        divmod(a, b)
    }
}

impl Binary<f64, f64, (f64, f64)> for Divmod {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> (Vector<S, f64>, Vector<S, f64>) {
        divmod(a, b)
    }
}

#[inline(always)]
fn divmod<S: Isa, T: Float>(a: Vector<S, T>, b: Vector<S, T>) -> (Vector<S, T>, Vector<S, T>) {
    let zero = a.like(T::ZERO);
    let truncated = exact_remainder(a.abs(), b.abs()).copysign(a);
    let is_zero = truncated.eq(zero);
    let signs_differ = truncated.lt(zero) ^ b.lt(zero);
    let moved = (!is_zero & signs_differ).select(truncated + b, truncated);
    let remainder = is_zero.select(zero.copysign(b), moved);
    // The quotient of what is divisible; its rounding error is less than half.
    let whole = ((a - truncated) / b).round();
    let lowered = (!is_zero & signs_differ).select(whole - a.like(T::ONE), whole);
    let quotient = lowered.eq(zero).select(zero.copysign(a / b), lowered);

    let by_zero = b.eq(zero);
    (by_zero.select(a / b, quotient), remainder)
}

/// What is left of `a` after taking away `b` as often as it goes, for `a` and `b` not negative; NaN where `b` is 0 or `a` is infinite.
#[inline(always)]
fn exact_remainder<S: Isa, T: Float>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
    let zero = a.like(T::ZERO);
    let infinity = a.like(T::INFINITY);
    let is_fine = a.lt(infinity) & b.gt(zero);
    let b = is_fine.select(b, a.like(T::ONE));
    let mut left = is_fine.select(a, zero);
    // The digits of one step: one bit less than a float holds, for the quotient's own rounding.
    let digits = Vector::splat(a.isa, T::Int::wrapping_from(i64::from(T::MANTISSA_BITS) - 1));
    let none = Vector::splat(a.isa, T::Int::ZERO);
    while left.ge(b).any() {
        let gap = left.exponent() - b.exponent() - digits;
        let divisor = scale(b, gap.max(none));
        let digit = (left / divisor).trunc();
        let rest = digit.neg_mul_add(divisor, left);
        // The quotient may have been rounded up to the next integer.
        let rest = rest.lt(zero).select(rest + divisor, rest);
        left = left.ge(b).select(rest, left);
    }
    is_fine.select(left, a.like(T::NAN))
}
