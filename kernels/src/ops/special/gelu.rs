//! `gelu`.

use crate::math::Pair;
use crate::math::special::error_grid::{COMPLEMENT_LIMIT, complement};
use crate::math::special::{ComplementTable, exp_product};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The Gaussian error linear unit: `x` times the probability that a normally distributed number is
/// below `x`, `x / 2 * (1 + erf(x / sqrt(2)))`. This is the exact function, not the approximation
/// by `tanh`.
///
/// # Method
/// `f64` up to about `|x| = 8.5`: `gelu(x) = x / 2 * erfc(-x / sqrt(2))`, with both factors as sums
/// of two floats; the second as for [`Erfc`](super::Erfc).
///
/// `f32`, and beyond: `gelu(x) = max(x, 0) - q(|x|)` with `q(a) = a / 2 * erfc(a / sqrt(2))`. The
/// factors of `q` are `e^(-a^2 / 2)`, with the square as the sum of two floats, `a / 2`, and
/// `erfcx(a / sqrt(2))`, which falls slowly and is the sum of a number from a table and a small
/// polynomial; see [`ComplementTable`].
///
/// # Accuracy
/// At most 0.95 ULP for `f32` and 0.98 ULP for `f64`, as measured by
/// `tests/accuracy`: relative to the result, however small, even for `x` far below zero. Subnormal
/// results are as accurate as others.
///
/// # Special values
/// `gelu(±0) = ±0`, `gelu(inf) = inf`, and `gelu(-inf) = -0`, the limit. NaN gives NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 20.0_f64);
/// // In an operation of your own, whose vector `x` holds 20.
/// assert_eq!(x.gelu().lane(0), 20.0);
/// assert_eq!((-x).gelu().lane(0), -5.507248237212468e-88);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Gelu;

impl Catalogued for Gelu {
    type By = ByType;
}

/// Half of `a`, and `a / sqrt(2)` in two parts.
#[inline(always)]
fn factors<S: Isa, T: ComplementTable>(a: Vector<S, T>) -> (Vector<S, T>, Pair<S, T>) {
    let [scale, scale_rest] = T::SQRT_HALF;
    let (scale, scale_rest) = (a.like(scale), a.like(scale_rest));
    let z = a * scale;
    (a * a.like(T::from_f64(0.5)), Pair::new(z, a.mul_add(scale, -z) + a * scale_rest))
}

/// By `e^(-x^2 / 2)`, for all numbers.
#[inline(always)]
fn by_power<S: Isa, T: ComplementTable>(x: Vector<S, T>) -> Vector<S, T> {
    let (zero, half) = (x.like(T::ZERO), x.like(T::from_f64(0.5)));
    let last = x.like(T::LAST) * x.like(T::from_f64(core::f64::consts::SQRT_2));
    let magnitude = x.abs();
    let is_far = magnitude.gt(last);
    let a = is_far.select(last, magnitude);
    let square = Pair::product(a, a).scaled(-half);
    let (factor, z) = factors(a);
    let [large, small] = T::erfcx(z.high, z.low);
    let product = Pair::product(large, factor);
    let product_rest = small.mul_add(factor, product.low);
    let [large, small] = exp_product([square.high, square.low], [product.high, product_rest]);

    let base = x.gt(zero).select(x, zero);
    let difference = base - large;
    let lost = (base - difference) - large;
    let y = difference + (lost - small);
    let y = is_far.select(base, y);
    magnitude.lt(x.like(T::TINY)).select(x * half, y).copysign(x)
}

impl Unary<f32> for Gelu {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        by_power(x)
    }
}

impl Unary<f64> for Gelu {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        let limit = x.like(COMPLEMENT_LIMIT);
        let (half, z) = factors(x);
        let z = z.negative();
        let near = limit.lesser(-limit.lesser(-z.high));
        let value = complement(near, z.low);
        let large = half * value.high;
        let small = half.mul_add(value.low, half.mul_add(value.high, -large));
        let y = (large + small).copysign(x);
        let far = z.high.abs().gt(limit);
        if !far.any() {
            return y;
        }
        far.select(by_power(x), y)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Gelu: Unary<T>,
{
    /// The Gaussian error linear unit; see [`Gelu`].
    #[inline(always)]
    pub fn gelu(self) -> Self {
        Gelu.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn gelu32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).gelu().lane(0)
    }

    fn gelu64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).gelu().lane(0)
    }

    #[test]
    fn zeros_infinities_and_nan() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in
            [(0.0, 0.0), (-0.0, -0.0), (INFINITY, INFINITY), (-INFINITY, -0.0), (-50.0, -0.0)]
        {
            assert_eq!(gelu64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(gelu32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(gelu64(nan).is_nan() && gelu32(nan as f32).is_nan());
        }
    }

    #[test]
    fn is_x_far_above_zero_and_half_of_it_near_zero() {
        for x in [40.0, 1e10, f64::MAX] {
            assert_eq!(gelu64(x), x);
            assert_eq!(gelu32(x as f32), x as f32);
        }
        for x in [1e-30, -1e-30, 1e-310] {
            assert_eq!(gelu64(x), x / 2.0);
        }
        for x in [1e-20, -1e-20, 1e-40] {
            assert_eq!(gelu32(x), x / 2.0);
        }
    }
}
