//! `lgamma`.

use crate::math::special::{log_gamma, log_gamma_of_single};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The natural logarithm of the absolute value of the gamma function.
///
/// # Method
/// Stirling's formula, the recurrence `gamma(x) = gamma(x + 1) / x`, and the reflection
/// `gamma(x) * gamma(-x) = -pi / (x * sin(pi x))`, with twice the digits of a float. Near its
/// zeros, which are 1, 2 and two between all negative integers from -2 on, the function is the
/// distance from the zero times a polynomial; see [`log_gamma`]. `f32` is computed in plain `f64`,
/// except near the zeros.
///
/// # Accuracy
/// At most 0.51 ULP for `f32` and 0.95 ULP for `f64`, as measured by
/// `tests/accuracy`: near the zeros, too.
///
/// # Special values
/// `lgamma(1) = lgamma(2) = 0`. At the poles, `±0` and the negative integers, and at `±inf`, the
/// result is `inf`. NaN gives NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 3.0_f64);
/// // In an operation of your own, whose vector `x` holds 3.
/// assert_eq!(x.lgamma().lane(0), core::f64::consts::LN_2);
/// assert_eq!((x - 1.0).lgamma().lane(0), 0.0);
/// ```
#[doc(alias = "gammaln")]
#[derive(Clone, Copy, Debug)]
pub struct Lgamma;

impl Catalogued for Lgamma {
    type By = ByType;
}

impl Unary<f32> for Lgamma {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        let mut y = x.widen();
        for y in &mut y {
            *y = log_gamma_of_single(*y);
        }
        Vector::narrow(y)
    }
}

impl Unary<f64> for Lgamma {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        log_gamma(x)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Lgamma: Unary<T>,
{
    /// The natural logarithm of the absolute value of the gamma function; see [`Lgamma`].
    #[doc(alias = "gammaln")]
    #[inline(always)]
    pub fn lgamma(self) -> Self {
        Lgamma.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn lgamma32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).lgamma().lane(0)
    }

    fn lgamma64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).lgamma().lane(0)
    }

    #[test]
    fn zeros_poles_infinities_and_nan() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(1.0, 0.0), (2.0, 0.0)] {
            assert_eq!((lgamma64(x), lgamma32(x as f32)), (y, y as f32), "{x}");
        }
        for x in [0.0, -0.0, -1.0, -2.0, -17.0, -1e20, INFINITY, -INFINITY] {
            assert_eq!((lgamma64(x), lgamma32(x as f32)), (INFINITY, f32::INFINITY), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(lgamma64(nan).is_nan() && lgamma32(nan as f32).is_nan());
        }
    }

    #[test]
    fn is_minus_the_logarithm_near_0() {
        assert_eq!(lgamma64(5e-324), 744.4400719213812);
        assert_eq!(lgamma64(-5e-324), 744.4400719213812);
        assert_eq!(lgamma64(1e-20), 46.051701859880914);
    }

    #[test]
    fn overflow_begins_beyond_the_largest_number() {
        assert!(lgamma64(2.5599833278516383e+305).is_finite());
        assert_eq!(lgamma64(2.5599833278516387e+305), f64::INFINITY);
        assert_eq!(lgamma64(f64::MAX), f64::INFINITY);
        assert!(lgamma32(4.085e36).is_finite());
        assert_eq!(lgamma32(f32::MAX), f32::INFINITY);
    }
}
