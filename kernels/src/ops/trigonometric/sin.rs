//! `sin`.

use crate::math::trigonometric::{Reduced, flip, sine_of_radians};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The sine of an angle in radians.
///
/// # Method
/// `f64`: [`Reduced`] writes `x = n * π/2 + r` with `|r| <= π/4`, where `r` is the sum of two
/// numbers: up to 1.6 million by subtracting three parts of π/2 (Cody and Waite), beyond by the
/// method of Payne and Hanek, for every finite number. Then the result is a sine or cosine of `r`,
/// by polynomials.
///
/// `f32`: [`sine_of_radians`] does so in `f64` arithmetic, but subtracts multiples of π, up to
/// 65,536 in two parts. So one polynomial is enough.
///
/// Complex numbers: see [`complex::sin`](crate::math::complex::sin).
///
/// # Accuracy
/// At most 0.61 ULP for `f32` and 0.74 ULP for `f64`, as measured by `tests/accuracy`, however
/// large `x` is.
///
/// # Special values
/// `sin(±0) = ±0`. The sine of infinities and NaN is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.5_f64);
/// // In an operation of your own, whose vector `x` holds 1/2.
/// assert_eq!(x.sin().lane(0), 0.479425538604203);
/// assert_eq!((x - 0.5).sin().lane(0), 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sin;

impl Catalogued for Sin {
    type By = DoubleComplex;
}

impl Unary<f32> for Sin {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        flip(sine_of_radians::<0, S>(x.abs()), x.to_bits())
    }
}

impl Unary<f64> for Sin {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        let [sine, _] = Reduced::radians(x.abs()).sine_cosine();
        flip(sine, x.to_bits())
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Sin: Unary<T>,
{
    /// The sine of an angle in radians; see [`Sin`].
    #[inline(always)]
    pub fn sin(self) -> Self {
        Sin.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn sin32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).sin().lane(0)
    }

    fn sin64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).sin().lane(0)
    }

    #[test]
    fn special_values() {
        for (x, y) in [(0.0, 0.0), (-0.0, -0.0), (1e-40, 1e-40), (-1e-40, -1e-40)] {
            assert_eq!(sin64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(sin32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::INFINITY, -f64::INFINITY, f64::NAN] {
            assert!(sin64(x).is_nan() && sin32(x as f32).is_nan(), "{x}");
        }
    }

    #[test]
    fn large_angles() {
        for (x, y) in [
            (1e6, -0.349_993_502_171_292_94),
            (1e22, -0.8522008497671888),
            (f64::MAX, 0.004961954789184062),
            (f64::MIN, -0.004961954789184062),
        ] {
            assert_eq!(sin64(x), y, "{x}");
        }
        for (x, y) in [(1e6, -0.3499935), (f32::MAX, -0.5218765), (f32::MIN, 0.5218765)] {
            assert_eq!(sin32(x), y, "{x}");
        }
    }
}
