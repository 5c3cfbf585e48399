//! Inverse sines and cosines.

use super::reduction::{QuarterTurns, flip};
use crate::math::long_polynomial;
use crate::{Float, Int, Isa, MaskOf, Vector};

/// The polynomial that differs between `f32` and `f64`.
pub struct Arcsine<T, const N: usize> {
    /// `(asin(s) / s - 1) / s^2` in powers of `s^2`, for `|s| <= 1/2`. Sollya computes it, with
    /// `(SG, 5)` or `(D, 13)` for `(P, n)`:
    ///
    /// ```text
    /// I = [1e-10; 0.25001];
    /// fpminimax(asin(sqrt(x))/sqrt(x), [|1,...,n|], [|P...|], I, absolute, 1);
    /// ```
    polynomial: [T; N],
}

impl Arcsine<f32, 5> {
    /// The polynomial for `f32`.
    pub const SINGLE: Self =
        Self { polynomial: [0.16666754, 0.07495252, 0.04547605, 0.024152007, 0.04221203] };
}

impl Arcsine<f64, 13> {
    /// The polynomial for `f64`.
    pub const DOUBLE: Self = Self {
        polynomial: [
            0.16666666666666763,
            0.07499999999970164,
            0.04464285717520085,
            0.030381942680181375,
            0.022372215749398065,
            0.01735159859057093,
            0.013980978563891062,
            0.011397641502549896,
            0.010787258724252258,
            0.0036803575634385263,
            0.02176989197267732,
            -0.02108618245094072,
            0.03268237108035364,
        ],
    };
}

/// `asin |x|` up to 1/2; else `asin sqrt((1 - |x|) / 2)`, which is a fourth turn less half of it.
struct Parts<S: Isa, T: Float> {
    /// Whether `|x|` is at most 1/2.
    is_small: MaskOf<S, T>,
    /// The number whose arc sine it is.
    large: Vector<S, T>,
    /// What is to be added.
    small: Vector<S, T>,
}

impl<T: QuarterTurns, const N: usize> Arcsine<T, N> {
    #[inline(always)]
    fn parts<S: Isa>(&self, magnitude: Vector<S, T>) -> Parts<S, T> {
        let (zero, half) = (magnitude.like(T::ZERO), magnitude.like(T::from_f64(0.5)));
        let is_small = magnitude.le(half);
        let rest = half.neg_mul_add(magnitude, half);
        let root = rest.sqrt();
        // The rounding error of the root: rest - root^2 = 2 * root * error.
        let error = root.neg_mul_add(root, rest) * rough_reciprocal(root + root);
        let error = is_small.select(zero, error);

        let large = is_small.select(magnitude, root);
        let square = is_small.select(magnitude * magnitude, rest);
        let small = (large * square).mul_add(long_polynomial(square, &self.polynomial), error);
        Parts { is_small, large, small }
    }

    /// The arc sine.
    #[inline(always)]
    pub fn arcsine<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let (zero, one) = (x.like(T::ZERO), x.like(T::ONE));
        let [quarter, rest, _] = x.like_each(T::QUARTER_TURN);
        let parts = self.parts(x.abs());
        let factor = parts.is_small.select(one, x.like(T::from_f64(-2.0)));
        let start = parts.is_small.select(zero, quarter);
        let start_rest = parts.is_small.select(zero, rest);
        parts.times_plus(factor, start, start_rest).copysign(x)
    }

    /// The arc cosine.
    #[inline(always)]
    pub fn arccosine<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let (zero, one, two) = (x.like(T::ZERO), x.like(T::ONE), x.like(T::from_f64(2.0)));
        let [quarter, rest, _] = x.like_each(T::QUARTER_TURN);
        let [pi, pi_rest] = x.like_each(T::HALF_TURN);
        let parts = self.parts(x.abs());
        let is_negative = x.lt(zero);
        let factor = flip(parts.is_small.select(-one, two), x.to_bits());
        let start = parts.is_small.select(quarter, is_negative.select(pi, zero));
        let start_rest = parts.is_small.select(rest, is_negative.select(pi_rest, zero));
        parts.times_plus(factor, start, start_rest)
    }
}

impl<S: Isa, T: Float> Parts<S, T> {
    /// `start + start_rest + factor * (large + small)`, where `start` is 0 or at least as large as
    /// the product, and the product of `factor` and `large` is exact.
    #[inline(always)]
    fn times_plus(
        self,
        factor: Vector<S, T>,
        start: Vector<S, T>,
        start_rest: Vector<S, T>,
    ) -> Vector<S, T> {
        let sum = factor.mul_add(self.large, start);
        let lost = factor.mul_add(self.large, start - sum);
        sum + factor.mul_add(self.small, lost + start_rest)
    }
}

/// `1 / x` within 1 %, for a positive `x` between the inverse of the largest number and that
/// number; a finite number if `x` is 0.
#[inline(always)]
pub fn rough_reciprocal<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let exponent = Vector::splat(x.isa, T::Bits::wrapping_from(i64::from(T::EXPONENT_BIAS - 1)));
    let twice_one = x.like(T::from_f64(1.899)).to_bits() + (exponent << T::MANTISSA_BITS);
    let y = Vector::from_bits(twice_one - x.to_bits());
    y * x.neg_mul_add(y, x.like(T::from_f64(2.0)))
}
