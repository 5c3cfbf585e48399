//! `cos`.

use crate::math::trigonometric::{Reduced, sine_of_radians};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The cosine of an angle in radians.
///
/// # Method
/// That of [`Sin`](crate::ops::Sin), a quarter of a turn ahead.
///
/// Complex numbers: see [`complex::cos`](crate::math::complex::cos).
///
/// # Accuracy
/// At most 0.61 ULP for `f32` and 0.75 ULP for `f64`, as measured by `tests/accuracy`, however
/// large `x` is.
///
/// # Special values
/// `cos(±0) = 1`. The cosine of infinities and NaN is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.5_f64);
/// // In an operation of your own, whose vector `x` holds 1/2.
/// assert_eq!(x.cos().lane(0), 0.8775825618903728);
/// assert_eq!((x - 0.5).cos().lane(0), 1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cos;

impl Catalogued for Cos {
    type By = DoubleComplex;
}

impl Unary<f32> for Cos {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        sine_of_radians::<1, S>(x.abs())
    }
}

impl Unary<f64> for Cos {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        let [_, cosine] = Reduced::radians(x.abs()).sine_cosine();
        cosine
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Cos: Unary<T>,
{
    /// The cosine of an angle in radians; see [`Cos`].
    #[inline(always)]
    pub fn cos(self) -> Self {
        Cos.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn cos32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).cos().lane(0)
    }

    fn cos64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).cos().lane(0)
    }

    #[test]
    fn special_values() {
        for (x, y) in [(0.0, 1.0), (-0.0, 1.0), (1e-40, 1.0)] {
            assert_eq!(cos64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(cos32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::INFINITY, -f64::INFINITY, f64::NAN] {
            assert!(cos64(x).is_nan() && cos32(x as f32).is_nan(), "{x}");
        }
    }

    /// The double that is nearest to a multiple of π/2 (Muller, "Elementary Functions", 2016).
    #[test]
    fn the_hardest_double() {
        let x = 6_381_956_970_095_103.0 * f64::from_bits((797 + 1023) << 52);
        assert_eq!(cos64(x), -4.687_165_924_254_628e-19);
    }
}
