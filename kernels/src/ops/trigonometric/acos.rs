//! `acos`.

use crate::math::trigonometric::Arcsine;
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The inverse cosine, from 0 to π.
///
/// # Method
/// From the arc sine ([`Arcsine`]): up to 1/2, `acos x = π/2 - asin x`; beyond, `2 asin sqrt((1 -
/// x) / 2)`, and π less that for negative `x`. The rounding errors of the square root and of π are
/// corrected.
///
/// Complex numbers: see [`complex::acos`](crate::math::complex::acos).
///
/// # Accuracy
/// At most 0.66 ULP for `f32` and 0.59 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// `acos(1) = 0`, `acos(±0) = π/2`, `acos(-1) = π`. The result of NaN and of numbers beyond ±1 is
/// NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1.0_f64);
/// // In an operation of your own, on a vector `x` of ones.
/// assert_eq!(x.acos().lane(0), 0.0);
/// assert_eq!((x - 1.0).acos().lane(0), core::f64::consts::FRAC_PI_2);
/// ```
#[doc(alias = "arccos")]
#[derive(Clone, Copy, Debug)]
pub struct Acos;

impl Catalogued for Acos {
    type By = DoubleComplex;
}

impl Unary<f32> for Acos {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        Arcsine::SINGLE.arccosine(x)
    }
}

impl Unary<f64> for Acos {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        Arcsine::DOUBLE.arccosine(x)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Acos: Unary<T>,
{
    /// The inverse cosine; see [`Acos`].
    #[doc(alias = "arccos")]
    #[inline(always)]
    pub fn acos(self) -> Self {
        Acos.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn acos32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).acos().lane(0)
    }

    fn acos64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).acos().lane(0)
    }

    use core::f64::consts::{FRAC_PI_2, PI};

    #[test]
    fn special_values() {
        for (x, y) in [(1.0, 0.0), (0.0, FRAC_PI_2), (-0.0, FRAC_PI_2), (-1.0, PI)] {
            assert_eq!(acos64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(acos32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [1.1, -2.0, f64::INFINITY, -f64::INFINITY, f64::NAN] {
            assert!(acos64(x).is_nan() && acos32(x as f32).is_nan(), "{x}");
        }
    }
}
