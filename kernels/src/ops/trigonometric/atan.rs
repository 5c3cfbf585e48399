//! `atan`.

use crate::math::trigonometric::Arctangent;
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The inverse tangent, from -π/2 to π/2.
///
/// # Method
/// Up to 5/8, a polynomial ([`Arctangent`]); up to 8/5, `atan x = π/4 + atan((x - 1) / (x + 1))`;
/// beyond, `π/2 - atan(1 / x)`. The rounding errors of π/4 and π/2 are corrected.
///
/// Complex numbers: see [`complex::atan`](crate::math::complex::atan).
///
/// # Accuracy
/// At most 0.79 ULP for `f32` and 0.78 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// `atan(±0) = ±0`, `atan(±inf) = ±π/2`, and `atan(NaN)` is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1.0_f64);
/// // In an operation of your own, on a vector `x` of ones.
/// assert_eq!(x.atan().lane(0), core::f64::consts::FRAC_PI_4);
/// assert_eq!((x - 1.0).atan().lane(0), 0.0);
/// ```
#[doc(alias = "arctan")]
#[derive(Clone, Copy, Debug)]
pub struct Atan;

impl Catalogued for Atan {
    type By = DoubleComplex;
}

impl Unary<f32> for Atan {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        Arctangent::SINGLE.of(x)
    }
}

impl Unary<f64> for Atan {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        Arctangent::DOUBLE.of(x)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Atan: Unary<T>,
{
    /// The inverse tangent; see [`Atan`].
    #[doc(alias = "arctan")]
    #[inline(always)]
    pub fn atan(self) -> Self {
        Atan.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn atan32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).atan().lane(0)
    }

    fn atan64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).atan().lane(0)
    }

    use core::f64::consts::{FRAC_PI_2, FRAC_PI_4};

    #[test]
    fn special_values() {
        for (x, y) in [
            (0.0, 0.0),
            (-0.0, -0.0),
            (1.0, FRAC_PI_4),
            (-1.0, -FRAC_PI_4),
            (f64::INFINITY, FRAC_PI_2),
            (-f64::INFINITY, -FRAC_PI_2),
            (1e-40, 1e-40),
        ] {
            assert_eq!(atan64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(atan32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::NAN, -f64::NAN] {
            assert!(atan64(x).is_nan() && atan32(x as f32).is_nan(), "{x}");
        }
    }
}
