//! `tan`.

use crate::math::trigonometric::{Reduced, Tangent, flip};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The tangent of an angle in radians.
///
/// # Method
/// [`Reduced`] writes `x = n * π/2 + r` with `|r| <= π/4`, where `r` is the sum of two numbers: up
/// to 1.6 million (`f64`) or 100,000 (`f32`) by subtracting three parts of π/2 (Cody and Waite),
/// beyond by the method of Payne and Hanek, for every finite number. Then [`Tangent`] divides
/// `r` by a polynomial, `r / tan r`, or the polynomial by `-r`, if `n` is odd.
///
/// Complex numbers: see [`complex::tan`](crate::math::complex::tan).
///
/// # Accuracy
/// At most 0.85 ULP for `f32` and 0.80 ULP for `f64`, as measured by `tests/accuracy`, however
/// large `x` is.
///
/// # Special values
/// `tan(±0) = ±0`. The tangent of infinities and NaN is NaN. No number is an odd multiple of π/2,
/// so no result is infinite.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.5_f64);
/// // In an operation of your own, whose vector `x` holds 1/2.
/// assert_eq!(x.tan().lane(0), 0.5463024898437905);
/// assert_eq!((x - 0.5).tan().lane(0), 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tan;

impl Catalogued for Tan {
    type By = DoubleComplex;
}

impl Unary<f32> for Tan {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        flip(Tangent::SINGLE.of(Reduced::radians(x.abs())), x.to_bits())
    }
}

impl Unary<f64> for Tan {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        flip(Tangent::DOUBLE.of(Reduced::radians(x.abs())), x.to_bits())
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Tan: Unary<T>,
{
    /// The tangent of an angle in radians; see [`Tan`].
    #[inline(always)]
    pub fn tan(self) -> Self {
        Tan.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn tan32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).tan().lane(0)
    }

    fn tan64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).tan().lane(0)
    }

    #[test]
    fn special_values() {
        for (x, y) in [(0.0, 0.0), (-0.0, -0.0), (1e-40, 1e-40), (-1e-40, -1e-40)] {
            assert_eq!(tan64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(tan32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::INFINITY, -f64::INFINITY, f64::NAN] {
            assert!(tan64(x).is_nan() && tan32(x as f32).is_nan(), "{x}");
        }
    }

    /// The double that is nearest to a multiple of π/2 (Muller, "Elementary Functions", 2016).
    #[test]
    fn the_hardest_double() {
        let x = 6_381_956_970_095_103.0 * f64::from_bits((797 + 1023) << 52);
        assert_eq!(tan64(x), -2.133_485_385_753_704e18);
    }
}
