//! `sinpi`.

use crate::math::trigonometric::{flip, sine_of_half_turns, sinpi};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The sine of an angle in half turns: `sin(π * x)`.
///
/// # Method
/// Subtracts multiples of π, which is exact. `f64`: the sine of the rest is a function of a
/// parabola that has the same zeros; see [`sinpi`]. `f32`: one polynomial in `f64` arithmetic, as
/// [`Sin`](crate::ops::Sin).
///
/// # Accuracy
/// At most 0.60 ULP for `f32`, as measured by `tests/accuracy`. For `f64`, at most 0.9 ULP, or
/// 1 ULP if the result is below 2^-1020.
///
/// # Special values
/// `sinpi(±0) = ±0`. The result of another integer is a zero with its sign. That of infinities and
/// NaN is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.5_f64);
/// // In an operation of your own, whose vector `x` holds 1/2.
/// assert_eq!(x.sinpi().lane(0), 1.0);
/// assert_eq!((x + x).sinpi().lane(0), 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sinpi;

impl Catalogued for Sinpi {
    type By = ByType;
}

impl Unary<f32> for Sinpi {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        flip(sine_of_half_turns::<0, S>(x.abs()), x.to_bits())
    }
}

impl Unary<f64> for Sinpi {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        flip(sinpi(x.abs()), x.to_bits())
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Sinpi: Unary<T>,
{
    /// The sine of an angle in half turns; see [`Sinpi`].
    #[inline(always)]
    pub fn sinpi(self) -> Self {
        Sinpi.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn sinpi32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).sinpi().lane(0)
    }

    fn sinpi64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).sinpi().lane(0)
    }

    #[test]
    fn special_values() {
        for (x, y) in [
            (0.0, 0.0),
            (-0.0, -0.0),
            (1.0, 0.0),
            (-1.0, -0.0),
            (2.0, 0.0),
            (-7.0, -0.0),
            (0.5, 1.0),
            (1.5, -1.0),
            (-0.5, -1.0),
            (1e9, 0.0),
            (-1e38, -0.0),
        ] {
            assert_eq!(sinpi64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(sinpi32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::INFINITY, -f64::INFINITY, f64::NAN] {
            assert!(sinpi64(x).is_nan() && sinpi32(x as f32).is_nan(), "{x}");
        }
    }
}
