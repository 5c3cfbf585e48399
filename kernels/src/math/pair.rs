//! Sums of two floats: numbers of twice the precision, for steps that would lose digits otherwise.

use crate::{Float, Isa, Vector};

/// The unevaluated sum `high + low`, where `low` is at most about half a unit in the last place of
/// `high`.
#[derive(Clone, Copy)]
pub struct Pair<S: Isa, T: Float> {
    /// The sum, rounded.
    pub high: Vector<S, T>,
    /// The rest.
    pub low: Vector<S, T>,
}

impl<S: Isa, T: Float> Pair<S, T> {
    /// The pair of these floats.
    #[inline(always)]
    pub fn new(high: Vector<S, T>, low: Vector<S, T>) -> Self {
        Self { high, low }
    }

    /// `a + b`, exactly (Knuth).
    #[inline(always)]
    pub fn sum(a: Vector<S, T>, b: Vector<S, T>) -> Self {
        let high = a + b;
        let of_b = high - a;
        Self { high, low: (a - (high - of_b)) + (b - of_b) }
    }

    /// `a + b`, exactly if `|a| >= |b|` or `a = 0` (Dekker).
    #[inline(always)]
    pub fn quick_sum(a: Vector<S, T>, b: Vector<S, T>) -> Self {
        let high = a + b;
        Self { high, low: b - (high - a) }
    }

    /// `a * b`, exactly unless it overflows or the rest underflows.
    #[inline(always)]
    pub fn product(a: Vector<S, T>, b: Vector<S, T>) -> Self {
        let high = a * b;
        Self { high, low: a.mul_add(b, -high) }
    }

    /// This number plus a small one.
    #[inline(always)]
    pub fn plus(self, small: Vector<S, T>) -> Self {
        Self::quick_sum(self.high, self.low + small)
    }

    /// The sum of two numbers, with an error of a few units in the last place of `low`.
    #[inline(always)]
    pub fn plus_pair(self, other: Self) -> Self {
        let sum = Self::sum(self.high, other.high);
        sum.plus(self.low + other.low)
    }

    /// This number times a float.
    #[inline(always)]
    pub fn times(self, factor: Vector<S, T>) -> Self {
        let product = Self::product(self.high, factor);
        product.plus(self.low * factor)
    }

    /// The product of two numbers, with an error of a few units in the last place of `low`.
    #[inline(always)]
    pub fn times_pair(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        product.plus(self.high.mul_add(other.low, self.low * other.high))
    }

    /// This number times a power of two.
    #[inline(always)]
    pub fn scaled(self, power: Vector<S, T>) -> Self {
        Self { high: self.high * power, low: self.low * power }
    }

    /// The nearest float.
    #[inline(always)]
    pub fn round(self) -> Vector<S, T> {
        self.high + self.low
    }
}
