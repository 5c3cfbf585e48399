//! `atan2`.

use crate::math::trigonometric::Arctangent;
use crate::{Binary, ByType, Catalogued, Cost, Float, Isa, Vector};

/// The angle of the point `(x, y)` in radians, from -π to π. Operands are in the order `y`, `x`.
///
/// # Method
/// [`Arctangent`] measures the angle from the nearest axis or diagonal, by one division and the
/// polynomial of [`Atan`](crate::ops::Atan). The rounding errors of the division and of the
/// multiple of π/4 are corrected. Numbers whose division could overflow or underflow on the way
/// are scaled before.
///
/// # Accuracy
/// At most 0.89 ULP for `f32` and 0.77 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// As C's `atan2`: the result has the sign of `y`, and its magnitude is
///
/// | | `x` = -inf | `x` < 0 | `x` = -0 | `x` = +0 | `x` > 0 | `x` = inf |
/// |---|---|---|---|---|---|---|
/// | `y` = ±0 | π | π | π | 0 | 0 | 0 |
/// | `y` finite | π | | π/2 | π/2 | | 0 |
/// | `y` = ±inf | 3π/4 | π/2 | π/2 | π/2 | π/2 | π/4 |
///
/// If either is NaN, the result is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1.0_f64);
/// // In an operation of your own, on a vector `x` of ones.
/// assert_eq!(x.atan2(x).lane(0), core::f64::consts::FRAC_PI_4);
/// assert_eq!((x - x).atan2(-x).lane(0), core::f64::consts::PI);
/// ```
#[doc(alias = "arctan2")]
#[derive(Clone, Copy, Debug)]
pub struct Atan2;

impl Catalogued for Atan2 {
    type By = ByType;
}

impl Binary<f32> for Atan2 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, y: Vector<S, f32>, x: Vector<S, f32>) -> Vector<S, f32> {
        Arctangent::SINGLE.of_point(y, x)
    }
}

impl Binary<f64> for Atan2 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, y: Vector<S, f64>, x: Vector<S, f64>) -> Vector<S, f64> {
        Arctangent::DOUBLE.of_point(y, x)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Atan2: Binary<T>,
{
    /// The angle of the point `(x, self)`; see [`Atan2`].
    #[doc(alias = "arctan2")]
    #[inline(always)]
    pub fn atan2(self, x: Self) -> Self {
        Atan2.apply(self, x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;
    use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

    fn atan2_32(y: f32, x: f32) -> f32 {
        let s = Scalar::new();
        Vector::splat(s, y).atan2(Vector::splat(s, x)).lane(0)
    }

    fn atan2_64(y: f64, x: f64) -> f64 {
        let s = Scalar::new();
        Vector::splat(s, y).atan2(Vector::splat(s, x)).lane(0)
    }

    /// The table of Annex F of the C standard: `x`, and the results for `y` = 0, 1 and infinity.
    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, results) in [
            (-INFINITY, [PI, PI, 3.0 * FRAC_PI_4]),
            (-1.0, [PI, 3.0 * FRAC_PI_4, FRAC_PI_2]),
            (-1e-40, [PI, FRAC_PI_2, FRAC_PI_2]),
            (-0.0, [PI, FRAC_PI_2, FRAC_PI_2]),
            (0.0, [0.0, FRAC_PI_2, FRAC_PI_2]),
            (1e-40, [0.0, FRAC_PI_2, FRAC_PI_2]),
            (1.0, [0.0, FRAC_PI_4, FRAC_PI_2]),
            (INFINITY, [0.0, 0.0, FRAC_PI_4]),
        ] {
            for (y, angle) in [0.0, 1.0, INFINITY].into_iter().zip(results) {
                for (y, angle) in [(y, angle), (-y, -angle)] {
                    assert_eq!(atan2_64(y, x).to_bits(), angle.to_bits(), "{y} {x}");
                    let single = atan2_32(y as f32, x as f32);
                    assert_eq!(single.to_bits(), (angle as f32).to_bits(), "{y} {x}");
                }
            }
        }
        for x in [f64::NAN, 0.0, -1.0, INFINITY] {
            assert!(atan2_64(x, f64::NAN).is_nan() && atan2_64(f64::NAN, x).is_nan(), "{x}");
            let x = x as f32;
            assert!(atan2_32(x, f32::NAN).is_nan() && atan2_32(f32::NAN, x).is_nan(), "{x}");
        }
    }

    #[test]
    fn extreme_operands() {
        for (y, x, angle) in [
            (f64::MAX, f64::MAX, FRAC_PI_4),
            (5e-324, 5e-324, FRAC_PI_4),
            (5e-324, f64::MAX, 0.0),
            (5e-324, 1.0, 5e-324),
            (5e-324, -1.0, PI),
            (f64::MAX, 5e-324, FRAC_PI_2),
        ] {
            assert_eq!(atan2_64(y, x), angle, "{y} {x}");
        }
        assert_eq!(atan2_64(1.5e-323, 3e-323), atan2_64(1.0, 2.0));
    }
}
