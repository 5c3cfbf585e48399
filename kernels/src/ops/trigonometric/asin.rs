//! `asin`.

use crate::math::trigonometric::Arcsine;
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The inverse sine, from -π/2 to π/2.
///
/// # Method
/// Up to 1/2, a polynomial ([`Arcsine`]). Beyond, `asin x = π/2 - 2 asin sqrt((1 - x) / 2)`, where
/// the rounding errors of the square root and of π/2 are corrected.
///
/// Complex numbers: see [`complex::asin`](crate::math::complex::asin).
///
/// # Accuracy
/// At most 0.70 ULP for `f32` and 0.64 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// `asin(±0) = ±0`, `asin(±1) = ±π/2`. The result of NaN and of numbers beyond ±1 is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1.0_f64);
/// // In an operation of your own, on a vector `x` of ones.
/// assert_eq!(x.asin().lane(0), core::f64::consts::FRAC_PI_2);
/// assert_eq!((x - 1.0).asin().lane(0), 0.0);
/// ```
#[doc(alias = "arcsin")]
#[derive(Clone, Copy, Debug)]
pub struct Asin;

impl Catalogued for Asin {
    type By = DoubleComplex;
}

impl Unary<f32> for Asin {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        Arcsine::SINGLE.arcsine(x)
    }
}

impl Unary<f64> for Asin {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        Arcsine::DOUBLE.arcsine(x)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Asin: Unary<T>,
{
    /// The inverse sine; see [`Asin`].
    #[doc(alias = "arcsin")]
    #[inline(always)]
    pub fn asin(self) -> Self {
        Asin.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn asin32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).asin().lane(0)
    }

    fn asin64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).asin().lane(0)
    }

    use core::f64::consts::FRAC_PI_2;

    #[test]
    fn special_values() {
        for (x, y) in
            [(0.0, 0.0), (-0.0, -0.0), (1.0, FRAC_PI_2), (-1.0, -FRAC_PI_2), (1e-40, 1e-40)]
        {
            assert_eq!(asin64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(asin32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [1.1, -2.0, f64::INFINITY, -f64::INFINITY, f64::NAN] {
            assert!(asin64(x).is_nan() && asin32(x as f32).is_nan(), "{x}");
        }
    }
}
