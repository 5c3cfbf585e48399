//! Greatest common divisors and least common multiples.

use super::Divisible;
use crate::{Int, Isa, Vector};

impl<S: Isa, T: Divisible> Vector<S, T> {
    /// The greatest common divisor of the magnitudes: that of 0 and `x` is `|x|`. If it is the
    /// magnitude of the least signed number, it wraps to that number.
    #[inline(always)]
    pub fn gcd(self, other: Self) -> Self {
        let (odd, twos) =
            greatest_odd_divisor::<S, T::Unsigned>(self.abs().bitcast(), other.abs().bitcast());
        (odd << twos).bitcast()
    }

    /// The least common multiple of the magnitudes; wraps. It is 0 if either is 0.
    #[inline(always)]
    pub fn lcm(self, other: Self) -> Self {
        let (a, b) = (self.abs().bitcast(), other.abs().bitcast());
        let (odd, twos) = greatest_odd_divisor::<S, T::Unsigned>(a, b);
        ((a >> twos) * inverse(odd) * b).bitcast()
    }
}

/// The greatest common divisor of unsigned integers: its odd part, and how often two divides it.
///
/// This is Stein's algorithm ("Computational problems associated with Racah algebra", 1967): as
/// long as two odd numbers differ, the larger becomes their difference, without its factors of two.
#[inline(always)]
fn greatest_odd_divisor<S: Isa, T: Int>(
    a: Vector<S, T>,
    b: Vector<S, T>,
) -> (Vector<S, T>, Vector<S, T>) {
    let zero = a.like(T::ZERO);
    let twos = trailing_zeros(a | b);
    let (a, b) = (a >> trailing_zeros(a), b >> trailing_zeros(b));
    // The greatest common divisor of 0 and a number is the number.
    let (mut a, mut b) = (a.eq(zero).select(b, a), b.eq(zero).select(a, b));
    loop {
        let difference = a - b;
        let differ = !difference.eq(zero);
        if !differ.any() {
            return (a, twos);
        }
        let smaller = a.min(b);
        // The sign does not change which bit is the lowest one.
        let odd = (a.max(b) - smaller) >> trailing_zeros(difference);
        (a, b) = (differ.select(odd, a), smaller);
    }
}

/// The number of zeros below the lowest one; the number of bits if there is no one.
#[inline(always)]
fn trailing_zeros<S: Isa, T: Int>(x: Vector<S, T>) -> Vector<S, T> {
    (!x & (x - x.like(T::ONE))).count_ones()
}

/// The inverse of an odd number modulo `2^bits`: dividing a multiple of the number is multiplying
/// by it. Each Newton step doubles its correct bits, of which the first guess has five.
#[inline(always)]
fn inverse<S: Isa, T: Int>(odd: Vector<S, T>) -> Vector<S, T> {
    let (two, three) = (odd.like(T::wrapping_from(2)), odd.like(T::wrapping_from(3)));
    let mut inverse = (three * odd) ^ two;
    let mut correct = 5;
    while correct < 8 * size_of::<T>() {
        inverse = inverse * (two - odd * inverse);
        correct *= 2;
    }
    inverse
}
