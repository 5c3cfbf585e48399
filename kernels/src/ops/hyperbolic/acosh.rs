//! `acosh`.

use crate::math::{LogarithmConstants, Pair, log_of_four_times, long_logarithm, nearly_quotient};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The inverse hyperbolic cosine.
///
/// # Method
/// `acosh(x) = ln(x + sqrt(x^2 - 1))`, where the difference under the root, the root and its sum
/// with `x` are sums of two floats ([`long_logarithm`]). For large `x` it is `ln(2 * x)`.
///
/// # Accuracy
/// At most 0.61 ULP for `f32`, over all 2^32 inputs, and 0.77 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// `acosh(1) = 0` and `acosh(inf) = inf`. For numbers below 1 and for NaN it is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1.0_f64);
/// // In an operation of your own, on a vector `x` of ones.
/// assert_eq!(x.acosh().lane(0), 0.0);
/// assert!((x - 2.0).acosh().lane(0).is_nan());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Acosh;

impl Catalogued for Acosh {
    type By = DoubleComplex;
}

impl<T: LogarithmConstants> Unary<T> for Acosh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        // With `t = x - 1`, `x^2 - 1 = t^2 + 2 * t`.
        let one = x.like(T::ONE);
        let t = x - one;
        let twice = t + t;
        let high = t.mul_add(t, twice);
        let low = t.mul_add(t, twice - high);
        let root = high.sqrt();
        let rest = root.neg_mul_add(root, high) + low;
        let rest = rest * nearly_quotient(T::from_f64(0.5), root);

        let mut sum = Pair::quick_sum(x, root).with_rest(rest);
        let (small, large) = (x.lt(one), x.gt(x.like(T::from_f64(LARGE))));
        let unusual = small | large;
        let half_x = x * x.like(T::from_f64(0.5));
        if unusual.any() {
            sum.high = large.select(half_x, sum.high);
            sum.low = large.select(x.like(T::ZERO), sum.low);
        }
        let logarithm = long_logarithm(sum);
        let mut y = logarithm.round();
        if unusual.any() {
            y = large.select(log_of_four_times(half_x, logarithm), y);
            y = small.select(x.like(T::NAN), y);
        }
        y
    }
}

/// Above this number, `x^2 - 1` is `x^2`, for all that the result shows.
const LARGE: f64 = 1e9;

impl<S: Isa, T: Float> Vector<S, T>
where
    Acosh: Unary<T>,
{
    /// The inverse hyperbolic cosine; see [`Acosh`].
    #[inline(always)]
    pub fn acosh(self) -> Self {
        Acosh.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn acosh32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).acosh().lane(0)
    }

    fn acosh64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).acosh().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(1.0, 0.0), (INFINITY, INFINITY)] {
            assert_eq!(acosh64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(acosh32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, 0.0, -0.0, 1_f32.next_down().into(), -1.0, -2.0, f64::MIN, -INFINITY]
        {
            assert!(acosh64(nan).is_nan() && acosh32(nan as f32).is_nan(), "{nan}");
        }
        assert_eq!(acosh64(f64::MAX), 710.475_860_073_944);
        assert_eq!(acosh32(f32::MAX), 89.415_985);
    }
}
