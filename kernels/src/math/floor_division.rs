//! Quotients rounded down, and remainders of floats.

use super::long_division;
use super::trigonometric::flip;
use crate::{Float, Isa, MaskOf, Vector};
use tightloop_array_core::Element;

/// A whole number of times that a divisor fits into a dividend, and the rest of it. Neither operand
/// is negative.
struct Guess<S: Isa, T: Float> {
    /// The quotient, rounded to an integer: one too large if the rest is negative.
    whole: Vector<S, T>,
    /// The remainder, or what it lacks to the divisor.
    rest: Vector<S, T>,
    /// Whether all lanes are right.
    is_right: bool,
}

impl<S: Isa, T: Float> Guess<S, T> {
    /// Divides once.
    ///
    /// The dividend and all products of the divisor with integers are multiples of the divisor's
    /// last place. So whatever the quotient, a rest less than the divisor is a float, and no
    /// rounding has changed it. For quotients below `2^`[`MANTISSA_BITS`](Float::MANTISSA_BITS), it
    /// always is. If an operand is special, the rest is NaN.
    #[inline(always)]
    fn of(a: Vector<S, T>, b: Vector<S, T>) -> Self {
        let whole = (a / b).trunc();
        let rest = whole.neg_mul_add(b, a);
        Guess { whole, rest, is_right: rest.abs().lt(b).all() }
    }
}

/// `floor(a / b)`, rounded once, and the exact remainder `a - b * floor(a / b)`, except that `b` is
/// added to a remainder of the other sign with rounding. See [`Divmod`](crate::ops::Divmod) for
/// special values.
#[inline(always)]
pub fn floor_division<S: Isa, T: Float>(
    a: Vector<S, T>,
    b: Vector<S, T>,
) -> (Vector<S, T>, Vector<S, T>) {
    let (zero, one) = (a.like(T::ZERO), a.like(T::ONE));
    let sign = (a.to_bits() ^ b.to_bits()) & a.like(T::from_f64(-0.0)).to_bits();
    let guess = Guess::of(a.abs(), b.abs());
    if guess.is_right {
        // The rest in the direction of `b`. One that is negative moves the quotient down.
        let rest = flip(guess.rest, sign);
        let moved = guess.whole + flip(-one, sign);
        let quotient = rest.lt(zero).select(moved, guess.whole);
        return (
            Vector::from_bits(quotient.to_bits() | sign),
            not_below(rest, b.abs()).copysign(b),
        );
    }
    let (is_fine, nan) = (is_fine(a, b), a.like(T::NAN));
    let signs_differ = sign.bitcast::<T::Int>().lt(Vector::splat(a.isa, T::Int::ZERO));
    let (quotient, left) =
        long_division(is_fine.select(a.abs(), zero), is_fine.select(b.abs(), one), signs_differ);
    let remainder = not_below(flip(left, sign), b.abs()).copysign(b);
    // Infinity for `a / 0`; NaN for `0 / 0` and for all other special operands.
    let special = b.eq(zero).select(a / b, nan);
    let quotient = Vector::from_bits(quotient.to_bits() | sign);
    (is_fine.select(quotient, special), is_fine.select(remainder, nan))
}

/// The exact remainder of the quotient without its fraction, with the sign of `a`: C's `fmod`.
#[inline(always)]
pub fn truncated_remainder<S: Isa, T: Float>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
    let guess = Guess::of(a.abs(), b.abs());
    let left = if guess.is_right {
        not_below(guess.rest, b.abs())
    } else {
        let is_fine = is_fine(a, b);
        let (zero, one) = (a.like(T::ZERO), a.like(T::ONE));
        let (a, b) = (is_fine.select(a.abs(), zero), is_fine.select(b.abs(), one));
        let (_, left) = long_division(a, b, !is_fine & is_fine);
        is_fine.select(left, a.like(T::NAN))
    };
    left.copysign(a)
}

/// `rest`, or `rest + b` if it is negative.
#[inline(always)]
fn not_below<S: Isa, T: Float>(rest: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
    rest.lt(rest.like(T::ZERO)).select(rest + b, rest)
}

/// Whether `a` is finite, and `b` is neither 0 nor NaN.
#[inline(always)]
fn is_fine<S: Isa, T: Float>(a: Vector<S, T>, b: Vector<S, T>) -> MaskOf<S, T> {
    a.is_finite() & b.abs().gt(a.like(T::ZERO))
}
