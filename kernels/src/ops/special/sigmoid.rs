//! `sigmoid`.

use crate::math::{HyperbolicConstants, Logistic, long_decay, most_decay};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The logistic function, `1 / (1 + e^-x)`.
///
/// # Method
/// With `e = e^-|x|`, it is `1 / (1 + e)` or, if `x` is negative, `e / (1 + e)`. `e` and the
/// divisor are sums of two floats, and the remainder of the division corrects the quotient `q`. The
/// reciprocal of the divisor, which that takes, is the larger of `q` and `1 - q`. Far from 0, the
/// result is `e`, computed as the square of `e^(x/2)`, or 1.
///
/// # Accuracy
/// At most 0.95 ULP for `f32`, over all 2^32 inputs, and 0.89 ULP for `f64`, as measured by
/// `tests/accuracy`; subnormal results are as accurate.
///
/// # Special values
/// `sigmoid(±0) = 0.5`, `sigmoid(-inf) = 0`, `sigmoid(inf) = 1`, and `sigmoid(NaN)` is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), -1000.0_f64);
/// // In an operation of your own, on a vector `x` that holds -1000.
/// assert_eq!(x.sigmoid().lane(0), 0.0);
/// assert_eq!((-x).sigmoid().lane(0), 1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sigmoid;

impl Catalogued for Sigmoid {
    type By = ByType;
}

impl<T: HyperbolicConstants> Unary<T> for Sigmoid {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let (one, a) = (x.like(T::ONE), x.abs());
        let Logistic { quotient, rest } = Logistic::new(x);
        let y = quotient + rest;
        let far = a.gt(x.like(most_decay()));
        if !far.any() {
            return y;
        }
        let limit = x.gt(x.like(T::ZERO)).select(one, long_decay(one, a));
        far.select(limit, y)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Sigmoid: Unary<T>,
{
    /// The logistic function, `1 / (1 + e^-x)`; see [`Sigmoid`].
    #[inline(always)]
    pub fn sigmoid(self) -> Self {
        Sigmoid.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn sigmoid32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).sigmoid().lane(0)
    }

    fn sigmoid64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).sigmoid().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [
            (0.0, 0.5_f64),
            (-0.0, 0.5),
            (INFINITY, 1.0),
            (-INFINITY, 0.0),
            (1e3, 1.0),
            (-1e3, 0.0),
        ] {
            assert_eq!(sigmoid64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(sigmoid32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(sigmoid64(nan).is_nan() && sigmoid32(nan as f32).is_nan(), "{nan}");
        }
        assert_eq!((sigmoid32(-103.9), sigmoid64(-745.0)), (f32::from_bits(1), f64::from_bits(1)));
    }
}
