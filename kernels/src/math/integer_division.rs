//! Quotients and remainders of integers. No ISA divides registers of integers.

use crate::{Float, Int, Isa, Vector};
use tightloop_array_core::Element;

/// Integers that registers divide, by way of the float of their width.
pub trait Divisible: Int {
    /// The float.
    type Float: Float<Mask = Self::Mask, Bits = Self::Unsigned>;
}

/// Lists the integers, each with the float of its width.
macro_rules! divisible {
    ($($t:ident by $float:ident)*) => {$(
        impl Divisible for $t {
            type Float = $float;
        }

        impl<S: Isa> Vector<S, $t> {
            /// The quotient rounded down, and the remainder, which has the sign of `other`. Both
            /// are 0 if `other` is 0; the least signed number divided by -1 wraps to itself.
            #[inline(always)]
            pub fn divmod(self, other: Self) -> (Self, Self) {
                floor(self, other)
            }

            /// The quotient rounded down: the first result of [`divmod`](Self::divmod).
            #[inline(always)]
            pub fn floor_divide(self, other: Self) -> Self {
                self.divmod(other).0
            }

            /// The remainder with the sign of `other`: the second result of
            /// [`divmod`](Self::divmod).
            #[inline(always)]
            pub fn remainder(self, other: Self) -> Self {
                self.divmod(other).1
            }

            /// The remainder with the sign of `self`, as of Rust's `%`; 0 if `other` is 0.
            #[inline(always)]
            pub fn fmod(self, other: Self) -> Self {
                truncated_rest(self, other)
            }
        }
    )*};
}
divisible! { i32 by f32 u32 by f32 i64 by f64 u64 by f64 }

/// The quotient rounded down, and the remainder.
///
/// Large numbers: a quotient `q` below zero is the complement of `-q - 1`. So the division is one
/// of numbers that are not negative: by `|b|` of `|a|`, or of `|a| - 1` if the signs differ.
#[inline(always)]
fn floor<S: Isa, T: Divisible>(a: Vector<S, T>, b: Vector<S, T>) -> (Vector<S, T>, Vector<S, T>) {
    let zero = a.like(T::ZERO);
    let (quotient, rest) = if are_small(a, b) {
        let (a, b) = (float(a), float(b));
        let quotient = ((a + half_like(b)) / b).floor();
        (int(quotient), int(quotient.neg_mul_add(b, a)))
    } else if !T::SIGNED {
        let (quotient, rest) = divide::<S, T::Float>(a.bitcast(), b.bitcast());
        (quotient.bitcast(), rest.bitcast())
    } else {
        let sign = all_ones_if_negative(b);
        let below = (a ^ sign).lt(sign).select(a.like(T::wrapping_from(-1)), zero);
        let (dividend, divisor) = (a.abs() + below, b.abs());
        let (quotient, rest) = divide::<S, T::Float>(dividend.bitcast(), divisor.bitcast());
        // The rest of `|a| - 1` is one less than what the quotient of `|a|`, rounded up, exceeds.
        let rest = (rest.bitcast() ^ below) + (divisor & below);
        (quotient.bitcast() ^ below, (rest ^ sign) - sign)
    };
    let by_zero = b.eq(zero);
    (by_zero.select(zero, quotient), by_zero.select(zero, rest))
}

/// The remainder of the division whose quotient is rounded towards zero.
#[inline(always)]
fn truncated_rest<S: Isa, T: Divisible>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
    let zero = a.like(T::ZERO);
    let rest = if are_small(a, b) {
        let (a, b) = (float(a), float(b));
        let quotient = ((a + half_like(a)) / b).trunc();
        int(quotient.neg_mul_add(b, a))
    } else {
        let (dividend, divisor) = (a.abs(), b.abs());
        let (_, rest) = divide::<S, T::Float>(dividend.bitcast(), divisor.bitcast());
        let sign = all_ones_if_negative(a);
        (rest.bitcast() ^ sign) - sign
    };
    b.eq(zero).select(zero, rest)
}

/// Whether the magnitude of all numbers is below `2^(MANTISSA_BITS - 2)` of the float. Numbers that
/// have been widened from 16 bits always are.
///
/// For such numbers, one division of floats is enough. Half of the sign of the result is added to
/// `a` first. That does not change the quotient rounded down, or towards zero, and moves it at
/// least `1 / 2b` away from any integer. The errors are smaller: they add up to about one unit in
/// the last place of `a / b`, and `a` has three bits less than the float has places.
#[inline(always)]
fn are_small<S: Isa, T: Divisible>(a: Vector<S, T>, b: Vector<S, T>) -> bool {
    let (zero, bits) = (a.like(T::ZERO), T::Float::MANTISSA_BITS - 2);
    let all = if T::SIGNED {
        let limit = a.like(T::wrapping_from(1 << bits));
        ((a + limit) | (b + limit)) & a.like(T::wrapping_from(-2 << bits))
    } else {
        (a | b) & a.like(T::wrapping_from(-1 << bits))
    };
    !(!all.eq(zero)).any()
}

/// The float that is a small integer.
#[inline(always)]
fn float<S: Isa, T: Divisible>(x: Vector<S, T>) -> Vector<S, T::Float> {
    Vector::from_int(x.bitcast())
}

/// The integer that is a small float.
#[inline(always)]
fn int<S: Isa, T: Divisible>(x: Vector<S, T::Float>) -> Vector<S, T> {
    x.to_int().bitcast()
}

/// 1/2 with the sign of `x`.
#[inline(always)]
fn half_like<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    x.like(T::from_f64(0.5)).copysign(x)
}

/// -1 in lanes that are below zero, else 0.
#[inline(always)]
fn all_ones_if_negative<S: Isa, T: Int>(x: Vector<S, T>) -> Vector<S, T> {
    let zero = x.like(T::ZERO);
    x.lt(zero).select(x.like(T::wrapping_from(-1)), zero)
}

/// The quotient and the rest of unsigned integers; any numbers if `b` is 0.
///
/// `inverse` is the reciprocal of `b`, reduced by more than the errors of all steps. So a product
/// with it is below the quotient, by a small part of it, and never above. What is left of `a` fits
/// into `b` a few thousand times at most. A second product finds all of these times but one.
#[inline(always)]
fn divide<S: Isa, F: Float>(
    a: Vector<S, F::Bits>,
    b: Vector<S, F::Bits>,
) -> (Vector<S, F::Bits>, Vector<S, F::Bits>) {
    let divisor = Vector::<S, F>::from_uint(b);
    let epsilon = 1.0 / (1_u64 << F::MANTISSA_BITS) as f64;
    let inverse = divisor.like(F::from_f64(1.0 - 4.0 * epsilon)) / divisor;

    let most = (Vector::from_uint(a) * inverse).to_uint();
    let rest = a - most * b;
    let half = divisor.like(F::from_f64(0.5));
    let more = Vector::from_uint(rest).mul_add(inverse, -half).to_int().bitcast();
    let rest = rest - more * b;

    let goes_again = rest.ge(b);
    let (zero, one) = (b.like(F::Bits::ZERO), b.like(F::Bits::ONE));
    (most + more + goes_again.select(one, zero), rest - goes_again.select(b, zero))
}
