//! `divmod`.

use crate::math::floor_division;
use crate::{Binary, Catalogued, Cost, Float, Int, Isa, Vector, Widened};
use tightloop_array_core::Element;

/// The quotient rounded down, and the remainder, as Python's `divmod`: `a = q * b + r`, where `r`
/// has the sign of `b`.
///
/// # Method
/// Floats: [`floor_division`], which divides once, or, if the quotient is large, digit by digit.
///
/// Integers: no ISA divides vectors of integers, so small ones are divided as floats, and large
/// ones number by number.
///
/// # Accuracy
/// The quotient of floats is the exact `floor(a / b)`, rounded once to the nearest number. (Python
/// rounds twice: it subtracts the remainder from `a`, then divides.) The remainder is exact unless
/// the signs of `a` and `b` differ: then `b` is added to it, rounded once. 16-bit floats are
/// computed as `f32`, and the results rounded.
///
/// # Special values
/// Integers: if `b` is 0, both results are 0. The least value divided by -1 wraps to itself.
///
/// Floats: if `a` is infinite or either is NaN, both results are NaN. `b = 0` gives the quotient
/// `a / b` and the remainder NaN. An infinite `b` gives `(0, a)`, or `(-1, b)` if the signs differ.
/// A remainder of zero has the sign of `b`.
#[derive(Clone, Copy, Debug)]
pub struct Divmod;

impl Catalogued for Divmod {
    type By = Widened;
}

/// Lists the integers, each with the float of its size and the function that divides two numbers
/// that are too large for this float.
macro_rules! ints {
    ($($t:ident by $float:ident or $floor:ident)*) => {$(
        impl Binary<$t, $t, ($t, $t)> for Divmod {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(
                &self,
                a: Vector<S, $t>,
                b: Vector<S, $t>,
            ) -> (Vector<S, $t>, Vector<S, $t>) {
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
ints! {
    i32 by f32 or floor_32
    i64 by f64 or floor_i64
    u32 by f32 or floor_32
    u64 by f64 or floor_u64
}

/// Whether the magnitude of all numbers is below `2^(MANTISSA_BITS - 2)` of the float. Numbers that
/// have been widened from 16 bits always are.
#[inline(always)]
fn are_small<S: Isa, T: Int<Mask = F::Mask>, F: Float>(a: Vector<S, T>, b: Vector<S, T>) -> bool {
    let limit =
        Vector::<S, F::Bits>::splat(a.isa, F::Bits::wrapping_from(1 << (F::MANTISSA_BITS - 2)));
    let least = if T::LEAST < T::ZERO { limit } else { limit.like(F::Bits::ZERO) };
    let (a_above_least, b_above_least) = (a.bitcast() + least, b.bitcast() + least);
    !(a_above_least | b_above_least).ge(least + limit).any()
}

/// The quotient of [small](are_small) numbers, rounded down, by a division of floats; any number if
/// `b` is 0.
///
/// If the half has the sign of `b`, `q = (a + 1/2) / b` has the same floor as `a / b`, and is at
/// least `1 / 2b` away from any integer. So `q - 1/2` rounds to that floor if its error is below
/// `1 / 2b`. It is: the errors of the quotient and of the subtraction add up to about one unit in
/// the last place of `a / b`, and `a` has three bits less than the float has places.
///
/// The floats around `rounder` are the integers. So adding it rounds to an integer, whose bits are
/// the last bits of the sum.
#[inline(always)]
fn floor_small<S: Isa, T: Float>(a: Vector<S, T::Int>, b: Vector<S, T::Int>) -> Vector<S, T::Int> {
    let half = Vector::splat(a.isa, T::from_f64(0.5));
    let rounder = half.like(T::from_f64(1.5 * (1_u64 << T::MANTISSA_BITS) as f64));
    let bits: Vector<S, T::Int> = rounder.to_bits().bitcast();
    let a = Vector::from_bits((a + bits).bitcast()) - rounder;
    let b = Vector::from_bits((b + bits).bitcast()) - rounder;
    ((a + half.copysign(b)) / b - half + rounder).to_bits().bitcast() - bits
}

/// The quotient rounded down; any number if `b` is 0. As [`floor_small`] in `f64`, for which all
/// 32-bit numbers are small. The last bits of a quotient that is too large are its wrapped value.
#[inline(always)]
fn floor_32<T: Int + Into<f64>>(a: T, b: T) -> T {
    const ROUNDER: f64 = 1.5 * (1_u64 << f64::MANTISSA_BITS) as f64;
    let (a, b): (f64, f64) = (a.into(), b.into());
    T::wrapping_from(((a + 0.5_f64.copysign(b)) / b - 0.5 + ROUNDER).to_bits() as i64)
}

/// The quotient rounded down; 0 if `b` is 0.
#[inline(always)]
fn floor_i64(a: i64, b: i64) -> i64 {
    if b == 0 {
        return 0;
    }
    let (truncated, rest) = (a.wrapping_div(b), a.wrapping_rem(b));
    // If the signs differ, rounding down goes one further than truncating.
    truncated - i64::from(rest != 0 && (rest ^ b) < 0)
}

/// The quotient rounded down; 0 if `b` is 0.
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
        floor_division(a, b)
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
        floor_division(a, b)
    }
}
