//! Sums of two floats: numbers of twice the precision, for steps that would lose digits otherwise.

use crate::{Float, Isa, MaskOf, Vector};

/// `ln 2`, and its rounding error.
pub const LN_2: [f64; 2] = [core::f64::consts::LN_2, 2.3190468138462996e-17];

/// `1 / ln 2`, and its rounding error.
pub const LOG2_E: [f64; 2] = [core::f64::consts::LOG2_E, 2.0355273740931033e-17];

/// The unevaluated sum `high + low`, where `low` is at most about one unit in the last place of
/// `high`. The methods are those of Knuth ("The Art of Computer Programming", volume 2, 4.2.2) and
/// of Dekker ("A floating-point technique for extending the available precision", 1971), with fused
/// multiply-adds.
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

    /// The float itself.
    #[inline(always)]
    pub fn of(x: Vector<S, T>) -> Self {
        Self { high: x, low: x.like(T::ZERO) }
    }

    /// A constant.
    #[inline(always)]
    pub fn splat(s: S, [high, low]: [T; 2]) -> Self {
        Self { high: Vector::splat(s, high), low: Vector::splat(s, low) }
    }

    /// `a` in lanes where the mask is true, else `b`.
    #[inline(always)]
    pub fn select(mask: MaskOf<S, T>, a: Self, b: Self) -> Self {
        Self { high: mask.select(a.high, b.high), low: mask.select(a.low, b.low) }
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

    /// This number plus one that is so small that it joins the rest: the sum is not rounded again.
    #[inline(always)]
    pub fn with_rest(self, small: Vector<S, T>) -> Self {
        Self { high: self.high, low: self.low + small }
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
        let low = self.high.mul_add(other.low, self.low.mul_add(other.high, product.low));
        Self::quick_sum(product.high, low)
    }

    /// The quotient of two numbers, with an error of a few units in the last place of `low`.
    #[inline(always)]
    pub fn over(self, other: Self) -> Self {
        let high = self.high / other.high;
        let rest = high.neg_mul_add(other.high, self.high);
        let rest = high.neg_mul_add(other.low, rest + self.low);
        Self::quick_sum(high, rest / other.high)
    }

    /// The negative number.
    #[inline(always)]
    pub fn negative(self) -> Self {
        Self { high: -self.high, low: -self.low }
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
