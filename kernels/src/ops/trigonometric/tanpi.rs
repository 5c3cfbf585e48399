//! `tanpi`.

use crate::math::trigonometric::{Reduced, Tangent, flip};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The tangent of an angle in half turns: `tan(π * x)`.
///
/// # Method
/// Subtracts multiples of a quarter turn, which is exact, multiplies what is left by π as the sum
/// of two numbers, and goes on as [`Tan`](crate::ops::Tan).
///
/// # Accuracy
/// At most 0.9 ULP for `f32` and `f64`, as measured by `tests/accuracy`, or 1 ULP if the result is
/// below 2^-124 or 2^-1020.
///
/// # Special values
/// `tanpi(±0) = ±0`. For positive `x`, an even integer gives +0, an odd one -0; an even integer
/// plus 1/2 gives infinity, an odd one plus 1/2 negative infinity. For negative `x`, the signs are
/// opposite. The result of infinities and NaN is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.25_f64);
/// // In an operation of your own, whose vector `x` holds 1/4.
/// assert_eq!(x.tanpi().lane(0), 1.0);
/// assert_eq!((x + x).tanpi().lane(0), f64::INFINITY);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tanpi;

impl Catalogued for Tanpi {
    type By = ByType;
}

impl Unary<f32> for Tanpi {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        flip(Tangent::SINGLE.of_exact(Reduced::half_turns(x.abs())), x.to_bits())
    }
}

impl Unary<f64> for Tanpi {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        flip(Tangent::DOUBLE.of_exact(Reduced::half_turns(x.abs())), x.to_bits())
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Tanpi: Unary<T>,
{
    /// The tangent of an angle in half turns; see [`Tanpi`].
    #[inline(always)]
    pub fn tanpi(self) -> Self {
        Tanpi.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn tanpi32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).tanpi().lane(0)
    }

    fn tanpi64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).tanpi().lane(0)
    }

    #[test]
    fn special_values() {
        for (x, y) in [
            (0.0, 0.0),
            (-0.0, -0.0),
            (1.0, -0.0),
            (-1.0, 0.0),
            (2.0, 0.0),
            (-2.0, -0.0),
            (0.25, 1.0),
            (0.75, -1.0),
            (-0.25, -1.0),
            (0.5, f64::INFINITY),
            (-0.5, -f64::INFINITY),
            (1.5, -f64::INFINITY),
            (-1.5, f64::INFINITY),
            (1e38, 0.0),
        ] {
            assert_eq!(tanpi64(x).to_bits(), f64::to_bits(y), "{x}");
            assert_eq!(tanpi32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::INFINITY, -f64::INFINITY, f64::NAN] {
            assert!(tanpi64(x).is_nan() && tanpi32(x as f32).is_nan(), "{x}");
        }
    }
}
