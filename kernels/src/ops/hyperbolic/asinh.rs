//! `asinh`.

use crate::math::{
    LogarithmConstants, Pair, log_of_four_times, long_logarithm, nearly_quotient, polynomial,
};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The inverse hyperbolic sine.
///
/// # Method
/// `asinh(|x|) = ln(|x| + sqrt(x^2 + 1))`, where the sum under the root, the root and its argument
/// are sums of two floats ([`long_logarithm`]). For large `|x|` it is `ln(2 * |x|)`, and below 1/8
/// a polynomial. The coefficients come from Sollya; the command is in the source.
///
/// # Accuracy
/// At most 0.62 ULP for `f32`, over all 2^32 inputs, and 0.59 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// `asinh(±0) = ±0`, `asinh(±inf) = ±inf`, and `asinh(NaN)` is NaN. Subnormal numbers stay as they
/// are, and nothing overflows.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.0_f64);
/// // In an operation of your own, on a vector `x` of zeros.
/// assert_eq!(x.asinh().lane(0), 0.0);
/// assert_eq!((x + f64::INFINITY).asinh().lane(0), f64::INFINITY);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Asinh;

impl Catalogued for Asinh {
    type By = DoubleComplex;
}

/// `(asinh(x) - x) / x^3`, a polynomial in `x^2`. Sollya computes it; for `f64`, with degree 6 and
/// `D` instead of 2 and `SG`:
///
/// ```text
/// fpminimax((asinh(sqrt(x))/sqrt(x) - 1)/x, 2, [|SG...|], [2^-50; 0.126^2], absolute);
/// ```
const SINGLE: &[f32] = &[-0.16666666, 0.07499421, -0.043850347];

/// As [`SINGLE`], for `f64`.
const DOUBLE: &[f64] = &[
    -0.16666666666666666,
    0.07499999999998218,
    -0.04464285713281243,
    0.030381941929334022,
    -0.022371834270704126,
    0.01733023046319697,
    -0.01316568832085973,
];

#[inline(always)]
fn asinh<S: Isa, T: LogarithmConstants>(x: Vector<S, T>, coefficients: &[T]) -> Vector<S, T> {
    let one = x.like(T::ONE);
    let a = x.abs();
    let high = a.mul_add(a, one);
    let low = a.mul_add(a, one - high);
    let root = high.sqrt();
    let rest = root.neg_mul_add(root, high) + low;
    let rest = rest * nearly_quotient(T::from_f64(0.5), root);

    let mut sum = Pair::quick_sum(root, a).with_rest(rest);
    let large = a.gt(x.like(T::from_f64(LARGE)));
    let half_a = a * x.like(T::from_f64(0.5));
    if large.any() {
        sum.high = large.select(half_a, sum.high);
        sum.low = large.select(x.like(T::ZERO), sum.low);
    }
    let logarithm = long_logarithm(sum);
    let mut y = logarithm.round();
    if large.any() {
        y = large.select(log_of_four_times(half_a, logarithm), y);
    }

    let square = a * a;
    let small = (square * a).mul_add(polynomial(square, coefficients), a);
    a.lt(x.like(T::from_f64(SMALL))).select(small, y).copysign(x)
}

/// Above this number, `x^2 + 1` is `x^2`, for all that the result shows.
const LARGE: f64 = 1e9;
/// Below this number, the polynomial gives the result.
const SMALL: f64 = 0.125;

impl Unary<f32> for Asinh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        asinh(x, SINGLE)
    }
}

impl Unary<f64> for Asinh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        asinh(x, DOUBLE)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Asinh: Unary<T>,
{
    /// The inverse hyperbolic sine; see [`Asinh`].
    #[inline(always)]
    pub fn asinh(self) -> Self {
        Asinh.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn asinh32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).asinh().lane(0)
    }

    fn asinh64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).asinh().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(0.0, 0.0), (-0.0, -0.0), (INFINITY, INFINITY), (-INFINITY, -INFINITY)] {
            assert_eq!(asinh64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(asinh32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(asinh64(nan).is_nan() && asinh32(nan as f32).is_nan(), "{nan}");
        }
        for x in [f64::from_bits(1), f64::MIN_POSITIVE, -1e-310, 1e-30] {
            assert_eq!(asinh64(x), x);
        }
        for x in [f32::from_bits(1), f32::MIN_POSITIVE, -1e-40, 1e-15] {
            assert_eq!(asinh32(x), x);
        }
        assert_eq!(asinh64(f64::MAX), 710.475_860_073_944);
        assert_eq!(asinh32(f32::MIN), -89.415_985);
    }
}
