//! Numbers with twice the digits of a float.

use crate::{Isa, MaskOf, Vector};

/// The unevaluated sum of two floats, of which the second is at most about one unit in the last
/// place of the first. The methods are those of Dekker, "A floating-point technique for extending
/// the available precision", 1971, with fused multiply-adds.
#[derive(Clone, Copy)]
pub struct Pair<S: Isa> {
    /// The nearest float, or one of its neighbours.
    pub high: Vector<S, f64>,
    /// The rest.
    pub low: Vector<S, f64>,
}

impl<S: Isa> Pair<S> {
    /// The float itself.
    #[inline(always)]
    pub fn of(x: Vector<S, f64>) -> Self {
        Self { high: x, low: x.like(0.0) }
    }

    /// A constant.
    #[inline(always)]
    pub fn splat(s: S, [high, low]: [f64; 2]) -> Self {
        Self { high: Vector::splat(s, high), low: Vector::splat(s, low) }
    }

    /// `a + b`, exactly, if `|a| >= |b|` or `a` is 0.
    #[inline(always)]
    pub fn fast_sum(a: Vector<S, f64>, b: Vector<S, f64>) -> Self {
        let high = a + b;
        Self { high, low: b - (high - a) }
    }

    /// `a + b`, exactly (Knuth).
    #[inline(always)]
    pub fn sum(a: Vector<S, f64>, b: Vector<S, f64>) -> Self {
        let high = a + b;
        let b_part = high - a;
        Self { high, low: (a - (high - b_part)) + (b - b_part) }
    }

    /// `a * b`, exactly.
    #[inline(always)]
    pub fn product(a: Vector<S, f64>, b: Vector<S, f64>) -> Self {
        let high = a * b;
        Self { high, low: a.mul_add(b, -high) }
    }

    /// `self + b`.
    #[inline(always)]
    pub fn plus(self, b: Self) -> Self {
        let Self { high, low } = Self::sum(self.high, b.high);
        Self::fast_sum(high, low + (self.low + b.low))
    }

    /// `self * b`.
    #[inline(always)]
    pub fn times(self, b: Self) -> Self {
        let Self { high, low } = Self::product(self.high, b.high);
        Self::fast_sum(high, self.high.mul_add(b.low, self.low.mul_add(b.high, low)))
    }

    /// `self / b`.
    #[inline(always)]
    pub fn over(self, b: Self) -> Self {
        let high = self.high / b.high;
        let rest = high.neg_mul_add(b.high, self.high);
        let rest = high.neg_mul_add(b.low, rest + self.low);
        Self::fast_sum(high, rest / b.high)
    }

    /// `-self`.
    #[inline(always)]
    pub fn negative(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }

    /// `a` in lanes where the mask is true, else `b`.
    #[inline(always)]
    pub fn select(mask: MaskOf<S, f64>, a: Self, b: Self) -> Self {
        Self { high: mask.select(a.high, b.high), low: mask.select(a.low, b.low) }
    }
}
