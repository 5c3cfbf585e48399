//! `cospi`.

use crate::math::trigonometric::{cospi, sine_of_half_turns};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The cosine of an angle in half turns: `cos(π * x)`.
///
/// # Method
/// That of [`Sinpi`](crate::ops::Sinpi), a quarter of a turn ahead.
///
/// # Accuracy
/// At most 0.6 ULP for `f32` and 0.92 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// `cospi(±0) = 1`. The result is +0 halfway between integers, and 1 or -1 at an even or odd one.
/// That of infinities and NaN is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.5_f64);
/// // In an operation of your own, whose vector `x` holds 1/2.
/// assert_eq!(x.cospi().lane(0), 0.0);
/// assert_eq!((x + x).cospi().lane(0), -1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cospi;

impl Catalogued for Cospi {
    type By = ByType;
}

impl Unary<f32> for Cospi {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        sine_of_half_turns::<1, S>(x.abs())
    }
}

impl Unary<f64> for Cospi {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        cospi(x.abs())
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Cospi: Unary<T>,
{
    /// The cosine of an angle in half turns; see [`Cospi`].
    #[inline(always)]
    pub fn cospi(self) -> Self {
        Cospi.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn cospi32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).cospi().lane(0)
    }

    fn cospi64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).cospi().lane(0)
    }

    #[test]
    fn special_values() {
        for (x, y) in [
            (0.0, 1.0),
            (-0.0, 1.0),
            (1.0, -1.0),
            (-3.0, -1.0),
            (0.5, 0.0),
            (1.5, 0.0),
            (-0.5, 0.0),
            (-2.5, 0.0),
            (8_388_609.0, -1.0),
            (1e38, 1.0),
        ] {
            assert_eq!(cospi64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(cospi32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::INFINITY, -f64::INFINITY, f64::NAN] {
            assert!(cospi64(x).is_nan() && cospi32(x as f32).is_nan(), "{x}");
        }
    }

    #[test]
    fn the_largest_odd_number() {
        assert_eq!(cospi64(9_007_199_254_740_991.0), -1.0);
        assert_eq!(cospi32(16_777_215.0), -1.0);
    }
}
