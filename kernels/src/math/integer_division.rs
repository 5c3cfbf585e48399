//! Quotients and remainders of integers. No ISA divides registers of integers.

use crate::{Float, Int, Isa, Vector};
use tightloop_array_core::Element;

/// Integers that registers divide: by way of the float of their width.
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
    )*};
}
divisible! { i32 by f32 u32 by f32 i64 by f64 u64 by f64 }

impl<S: Isa, T: Divisible> Vector<S, T> {
    /// The quotient rounded down, and the remainder, which has the sign of `other`. Both are 0 if
    /// `other` is 0; the least number divided by -1 wraps to itself.
    ///
    /// A quotient `q` below zero is the complement of `-q - 1`. So the division is one of numbers
    /// that are not negative: by `|other|` of `|self|`, or of `|self| - 1` if the signs differ.
    #[inline(always)]
    pub fn divmod(self, other: Self) -> (Self, Self) {
        if !T::SIGNED {
            let (quotient, rest) = divide::<S, T::Float>(self.bitcast(), other.bitcast());
            return (quotient.bitcast(), rest.bitcast());
        }
        let divisor_sign = other.all_ones_if_negative();
        let is_below = (self ^ divisor_sign).lt(divisor_sign);
        let below = is_below.select(self.like(T::wrapping_from(-1)), self.like(T::ZERO));
        let (dividend, divisor) = (self.abs() + below, other.abs());
        let (quotient, rest) = divide::<S, T::Float>(dividend.bitcast(), divisor.bitcast());
        // The rest of `|self| - 1` is what lacks one of a whole divisor.
        let rest = (rest.bitcast() ^ below) + (divisor & below);
        let by_zero = other.eq(self.like(T::ZERO));
        let quotient = by_zero.select(other, quotient.bitcast() ^ below);
        (quotient, by_zero.select(other, (rest ^ divisor_sign) - divisor_sign))
    }

    /// The quotient rounded down: the first result of [`divmod`](Self::divmod).
    #[inline(always)]
    pub fn floor_divide(self, other: Self) -> Self {
        self.divmod(other).0
    }

    /// The remainder with the sign of `other`: the second result of [`divmod`](Self::divmod).
    #[inline(always)]
    pub fn remainder(self, other: Self) -> Self {
        self.divmod(other).1
    }

    /// The remainder with the sign of `self`, as of Rust's `%`; 0 if `other` is 0.
    #[inline(always)]
    pub fn fmod(self, other: Self) -> Self {
        let (dividend, divisor) = (self.abs(), other.abs());
        let (_, rest) = divide::<S, T::Float>(dividend.bitcast(), divisor.bitcast());
        let sign = self.all_ones_if_negative();
        (rest.bitcast() ^ sign) - sign
    }

    /// -1 in lanes that are below zero, else 0.
    #[inline(always)]
    fn all_ones_if_negative(self) -> Self {
        let zero = self.like(T::ZERO);
        self.lt(zero).select(self.like(T::wrapping_from(-1)), zero)
    }
}

/// The quotient and the rest of unsigned integers; both are 0 if `b` is 0.
#[inline(always)]
fn divide<S: Isa, F: Float>(
    a: Vector<S, F::Bits>,
    b: Vector<S, F::Bits>,
) -> (Vector<S, F::Bits>, Vector<S, F::Bits>) {
    let zero = a.like(F::Bits::ZERO);
    // Small numbers have no such bits.
    let large = zero.like(F::Bits::wrapping_from(-1 << (F::MANTISSA_BITS - 2)));
    let is_small = ((a | b) & large).eq(zero);
    let (quotient, rest) = if (!is_small).any() {
        divide_large::<S, F>(a, b)
    } else {
        divide_small::<S, F>(a.bitcast(), b.bitcast())
    };
    let by_zero = b.eq(zero);
    (by_zero.select(zero, quotient), by_zero.select(zero, rest))
}

/// The quotient and the rest of numbers below `2^(MANTISSA_BITS - 2)`, by one division of floats;
/// anything if `b` is 0.
///
/// `(a + 1/2) / b` has the same integer part as `a / b`, and is at least `1 / 2b` away from any
/// integer. So half less than that rounds to this integer part if its error is below `1 / 2b`. It
/// is: the errors of the quotient and of the subtraction add up to about one unit in the last place
/// of `a / b`, and `a` has three bits less than the float has places.
#[inline(always)]
fn divide_small<S: Isa, F: Float>(
    a: Vector<S, F::Int>,
    b: Vector<S, F::Int>,
) -> (Vector<S, F::Bits>, Vector<S, F::Bits>) {
    let (a, b) = (Vector::<S, F>::from_int(a), Vector::<S, F>::from_int(b));
    let half = a.like(F::from_f64(0.5));
    let quotient = ((a + half) / b - half).round();
    let rest = quotient.neg_mul_add(b, a);
    (quotient.to_int().bitcast(), rest.to_int().bitcast())
}

/// The quotient and the rest of any numbers; anything if `b` is 0.
///
/// `inverse` is the reciprocal of `b`, reduced by more than the errors of all steps. So a product
/// with it is below the quotient, by a small part of it, and never above. What is left of `a` fits
/// into `b` a few thousand times at most. A second product finds all of these times but one.
#[inline(always)]
fn divide_large<S: Isa, F: Float>(
    a: Vector<S, F::Bits>,
    b: Vector<S, F::Bits>,
) -> (Vector<S, F::Bits>, Vector<S, F::Bits>) {
    let float = Vector::<S, F>::from_uint;
    let epsilon = 1.0 / (1_u64 << F::MANTISSA_BITS) as f64;
    let divisor = float(b);
    let inverse = divisor.like(F::from_f64(1.0 - 4.0 * epsilon)) / divisor;

    let most = (float(a) * inverse).to_uint();
    let rest = a - most * b;
    let half = divisor.like(F::from_f64(0.5));
    let more = float(rest).mul_add(inverse, -half).to_int().bitcast();
    let rest = rest - more * b;

    let goes_again = rest.ge(b);
    let (zero, one) = (b.like(F::Bits::ZERO), b.like(F::Bits::ONE));
    (most + more + goes_again.select(one, zero), rest - goes_again.select(b, zero))
}
