//! `log`.

use crate::math::{Logarithm, logarithm};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The natural logarithm.
///
/// # Method
/// [`ln_in_parts`](crate::math::ln_in_parts): the sum of a large term and a small one, which comes
/// from a polynomial in `(m - 1) / (m + 1)`, where `m` is the fraction.
///
/// Complex numbers: [`complex::polar`](crate::math::complex::polar), in `f64`.
///
/// # Accuracy
/// At most 0.90 ULP for `f32`, and 0.89 ULP for `f64`, as measured by `tests/accuracy`. Subnormal
/// inputs are as accurate as others. The parts of complex results are within 0.51 ULP, even near
/// zeros of the real part.
///
/// # Special values
/// `log(1) = 0`, `log(±0) = -inf`, `log(inf) = inf`. The logarithm of NaN and of numbers below zero
/// is NaN. Complex numbers: C99, Annex G.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), core::f64::consts::E);
/// // In an operation of your own, whose vector `x` holds e.
/// assert_eq!(x.log().lane(0), 1.0);
/// assert_eq!((x * x).log().lane(0), 2.0);
/// ```
#[doc(alias = "ln")]
#[derive(Clone, Copy, Debug)]
pub struct Log;

impl Catalogued for Log {
    type By = DoubleComplex;
}

impl<T: Logarithm> Unary<T> for Log {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        logarithm(x, None)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Log: Unary<T>,
{
    /// The natural logarithm; see [`Log`].
    #[doc(alias = "ln")]
    #[inline(always)]
    pub fn log(self) -> Self {
        Log.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;
    use crate::math::complex::testing::assert_table;
    use core::f64::consts::LN_2;

    fn log32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).log().lane(0)
    }

    fn log64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).log().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(1.0, 0.0), (0.0, -INFINITY), (-0.0, -INFINITY), (INFINITY, INFINITY)] {
            assert_eq!(log64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(log32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::NAN, -f64::NAN, -1.0, -1e-40, f64::MIN, -INFINITY] {
            assert!(log64(x).is_nan() && log32(x as f32).is_nan(), "{x}");
        }
    }

    #[test]
    fn powers_of_two_down_to_the_least_subnormal() {
        for k in -1074..=1023 {
            let x = if k < -1022 { f64::from_bits(1 << (k + 1074)) } else { 2_f64.powi(k) };
            let y = f64::from(k) * LN_2;
            assert!((log64(x) - y).abs() <= y.abs() * f64::EPSILON, "{k}");
            if (-149..=127).contains(&k) {
                assert_eq!(log32(x as f32), y as f32, "{k}");
            }
        }
    }

    #[test]
    fn complex_special_values() {
        use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        assert_table(
            crate::math::complex::log,
            &[
                ([-0.0, 0.0], [-inf, PI]),
                ([0.0, 0.0], [-inf, 0.0]),
                ([1.0, inf], [inf, FRAC_PI_2]),
                ([1.0, nan], [nan, nan]),
                ([-inf, 1.0], [inf, PI]),
                ([inf, 1.0], [inf, 0.0]),
                ([-inf, inf], [inf, 3.0 * FRAC_PI_4]),
                ([inf, inf], [inf, FRAC_PI_4]),
                ([inf, nan], [inf, nan]),
                ([-inf, nan], [inf, nan]),
                ([nan, 1.0], [nan, nan]),
                ([nan, inf], [inf, nan]),
                ([nan, nan], [nan, nan]),
                ([1.0, 0.0], [0.0, 0.0]),
                ([-1.0, 0.0], [0.0, PI]),
                // |z|^2 - 1 is 1e-200, 2^-52 + 2^-106, and less than its parts.
                ([1.0, 1e-100], [5e-201, 1e-100]),
                ([1.0 + f64::EPSILON, 0.0], [f64::EPSILON * (1.0 - f64::EPSILON / 2.0), 0.0]),
                ([0.6, 0.8], [2.2204460492503132e-17, 0.9272952180016123]),
            ],
        );
    }
}
