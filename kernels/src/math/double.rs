//! Sums and products of two floats without error: the rounded result, and what rounding has lost.

use crate::{Float, Isa, Vector};

/// A number as the sum of two floats, of which the second is small.
#[derive(Clone, Copy)]
pub struct Double<S: Isa, T: Float> {
    /// The sum, rounded to nearest or close to that.
    pub high: Vector<S, T>,
    /// The rest.
    pub low: Vector<S, T>,
}

impl<S: Isa, T: Float> Double<S, T> {
    /// `a + b`, if `|a| >= |b|` or `a` is 0 (Dekker, "A floating-point technique for extending the
    /// available precision", 1971).
    #[inline(always)]
    pub fn ordered_sum(a: Vector<S, T>, b: Vector<S, T>) -> Self {
        let high = a + b;
        Double { high, low: b - (high - a) }
    }

    /// `a + b` (Knuth, "The Art of Computer Programming", volume 2, 4.2.2).
    #[inline(always)]
    pub fn sum(a: Vector<S, T>, b: Vector<S, T>) -> Self {
        let high = a + b;
        let b_part = high - a;
        Double { high, low: (a - (high - b_part)) + (b - b_part) }
    }

    /// `a * b`, unless the rest underflows.
    #[inline(always)]
    pub fn product(a: Vector<S, T>, b: Vector<S, T>) -> Self {
        let high = a * b;
        Double { high, low: a.mul_add(b, -high) }
    }

    /// Adds a small number to the rest.
    #[inline(always)]
    pub fn plus_small(self, x: Vector<S, T>) -> Self {
        Double { high: self.high, low: self.low + x }
    }

    /// The nearest float.
    #[inline(always)]
    pub fn rounded(self) -> Vector<S, T> {
        self.high + self.low
    }
}
