//! `silu`.

use crate::math::{HyperbolicConstants, Logistic, long_decay, most_decay};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The sigmoid linear unit, `x / (1 + e^-x)`.
///
/// # Method
/// Multiplies `x` and the logistic function, which is the sum of two floats, as computed for
/// [`Sigmoid`](super::Sigmoid). Far below 0, the result is `x * e^x`, where `e^x` is the square of
/// `e^(x/2)`. Far above 0, it is `x`.
///
/// # Accuracy
/// At most 0.95 ULP for `f32`, over all 2^32 inputs, and 0.89 ULP for `f64`, as measured by
/// `tests/accuracy`; subnormal results are as accurate.
///
/// # Special values
/// `silu(±0) = ±0`, `silu(-inf) = -0`, `silu(inf) = inf`, and `silu(NaN)` is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1000.0_f64);
/// // In an operation of your own, on a vector `x` that holds 1000.
/// assert_eq!(x.silu().lane(0), 1000.0);
/// assert_eq!((-x).silu().lane(0), 0.0);
/// ```
#[doc(alias = "swish")]
#[derive(Clone, Copy, Debug)]
pub struct Silu;

impl Catalogued for Silu {
    type By = ByType;
}

impl<T: HyperbolicConstants> Unary<T> for Silu {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let a = x.abs();
        let Logistic { quotient, rest } = Logistic::new(x);
        let y = x.mul_add(quotient, x * rest);
        let far = a.gt(x.like(most_decay()));
        if !far.any() {
            return y;
        }
        let most = x.like(most_decay());
        let factor = x.max(-(most + most));
        let limit = x.gt(x.like(T::ZERO)).select(x, long_decay(factor, a));
        far.select(limit, y)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Silu: Unary<T>,
{
    /// `x` times its logistic function, `x / (1 + e^-x)`; see [`Silu`].
    #[inline(always)]
    pub fn silu(self) -> Self {
        Silu.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn silu32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).silu().lane(0)
    }

    fn silu64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).silu().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in
            [(0.0, 0.0), (-0.0, -0.0), (INFINITY, INFINITY), (-INFINITY, -0.0), (1e3, 1e3)]
        {
            assert_eq!(silu64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(silu32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(silu64(nan).is_nan() && silu32(nan as f32).is_nan(), "{nan}");
        }
        assert_eq!(silu64(-2e3).to_bits(), (-0.0_f64).to_bits());
        assert_eq!((silu32(f32::MAX), silu64(f64::MAX)), (f32::MAX, f64::MAX));
    }
}
