//! `softplus`.

use crate::math::{
    HyperbolicConstants, LogarithmConstants, Pair, decay, long_decay, long_logarithm_1p, most_decay,
};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// `ln(1 + e^x)`, a smooth `max(x, 0)`.
///
/// # Method
/// Computes `max(x, 0) + ln(1 + e^-|x|)`, so nothing overflows. The power and the logarithm are
/// sums of two floats. Far below 0, the result is `e^x`, as the square of `e^(x/2)`; far above,
/// `x`.
///
/// # Accuracy
/// At most 0.95 ULP for `f32`, over all 2^32 inputs, and 0.89 ULP for `f64`, as measured by
/// `tests/accuracy`; subnormal results are as accurate.
///
/// # Special values
/// `softplus(-inf) = 0`, `softplus(inf) = inf`, and `softplus(NaN)` is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1000.0_f64);
/// // In an operation of your own, on a vector `x` that holds 1000.
/// assert_eq!(x.softplus().lane(0), 1000.0);
/// assert_eq!((x - 1000.0).softplus().lane(0), core::f64::consts::LN_2);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Softplus;

impl Catalogued for Softplus {
    type By = ByType;
}

impl<T: HyperbolicConstants + LogarithmConstants> Unary<T> for Softplus {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let (zero, a) = (x.like(T::ZERO), x.abs());
        let is_positive = x.gt(zero);
        let logarithm = long_logarithm_1p(decay(a));
        let sum = Pair::sum(is_positive.select(x, zero), logarithm.high);
        let y = sum.with_rest(logarithm.low).round();
        let far = a.gt(x.like(most_decay()));
        if !far.any() {
            return y;
        }
        let limit = is_positive.select(x, long_decay(x.like(T::ONE), a));
        far.select(limit, y)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Softplus: Unary<T>,
{
    /// `ln(1 + e^x)`; see [`Softplus`].
    #[inline(always)]
    pub fn softplus(self) -> Self {
        Softplus.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn softplus32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).softplus().lane(0)
    }

    fn softplus64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).softplus().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(INFINITY, INFINITY), (-INFINITY, 0.0), (1e3, 1e3), (-1e3, 0.0)] {
            assert_eq!(softplus64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(softplus32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(softplus64(nan).is_nan() && softplus32(nan as f32).is_nan(), "{nan}");
        }
        assert_eq!(softplus64(0.0), core::f64::consts::LN_2);
        assert_eq!(
            (softplus32(-103.9), softplus64(-745.0)),
            (f32::from_bits(1), f64::from_bits(1))
        );
        assert_eq!((softplus32(f32::MAX), softplus64(f64::MAX)), (f32::MAX, f64::MAX));
    }
}
