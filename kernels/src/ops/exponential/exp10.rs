//! `exp10`.

use crate::math::{Exponential, Wholes, polynomial};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// `10^x`.
///
/// # Method
/// [`Exponential`]: a power of two, which is exact or comes from a table, times a polynomial. The
/// coefficients come from Sollya; the command is in the source. For `f32`, the linear terms of the
/// polynomial are the sum of two floats.
///
/// # Accuracy
/// At most 0.92 ULP for `f32` and 0.75 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// Powers that a float holds, such as 1 and 1000, are exact. `exp10(-inf) = 0`, `exp10(inf) = inf`,
/// and `exp10(NaN)` is NaN. Results that are too large become infinite, results that are too small
/// 0.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 2.0_f64);
/// // In an operation of your own, on a vector `x` of twos.
/// assert_eq!(x.exp10().lane(0), 100.0);
/// assert_eq!((-x).exp10().lane(0), 0.01);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exp10;

impl Catalogued for Exp10 {
    type By = ByType;
}

/// The constants. Sollya computes them, with `(SG, 1, 5)` or `(D, 16, 5)` for `(p, s, d)`:
///
/// ```text
/// round(s/log10(2), p, RN); h = round(log10(2)/s, p, RN); h; round(log10(2)/s - h, p, RN);
/// I = [-log10(2)/(2*s) * 1.0001; log10(2)/(2*s) * 1.0001];
/// fpminimax((10^x - 1)/x, d, [|p...|], I, absolute);
/// ```
const DOUBLE: Exponential<f64, 2, 6> = Exponential {
    steps: 53.150849518197795,
    step: [0.018814374728998825, -1.7523300798657315e-19],
    polynomial: [
        2.3025850929940472,
        2.6509490552392014,
        2.034678591990074,
        1.1712551487342495,
        0.5393919995824173,
        0.20699928307121285,
    ],
};

/// As [`DOUBLE`], for `f32`.
const STEPS: f32 = core::f32::consts::LOG2_10;

/// See [`STEPS`].
const STEP: [f32; 2] = [core::f32::consts::LOG10_2, -1.4320989e-8];

/// The coefficients but for the first, which is `ln(10)`: here is what that has lost by rounding.
const POLYNOMIAL: [f32; 6] = [
    (core::f64::consts::LN_10 - core::f32::consts::LN_10 as f64) as f32,
    2.650949,
    2.0346577,
    1.1712569,
    0.54174113,
    0.2074518,
];

impl Unary<f32> for Exp10 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        // As the coefficient is above 2, a polynomial rounded to a float would lose too much.
        let (one, slope) = (x.like(1.0), x.like(core::f32::consts::LN_10));
        let power = Wholes::nearest(x, STEPS);
        let r = power.rest(x, &STEP);
        let high = r.mul_add(slope, one);
        let low = r.mul_add(slope, one - high);
        power.times(high + r.mul_add(polynomial(r, &POLYNOMIAL), low))
    }
}

impl Unary<f64> for Exp10 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        DOUBLE.apply(x)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Exp10: Unary<T>,
{
    /// `10^x`; see [`Exp10`].
    #[inline(always)]
    pub fn exp10(self) -> Self {
        Exp10.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn exp10_32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).exp10().lane(0)
    }

    fn exp10_64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).exp10().lane(0)
    }

    #[test]
    fn powers_that_floats_hold_are_exact() {
        let mut power = 1_u64;
        for n in 0..=19_u8 {
            assert_eq!(exp10_64(f64::from(n)), power as f64, "{n}");
            if n <= 10 {
                assert_eq!(exp10_32(f32::from(n)), power as f32, "{n}");
            }
            power = power.wrapping_mul(10);
        }
        assert_eq!([exp10_64(20.0), exp10_64(21.0), exp10_64(22.0)], [1e20, 1e21, 1e22]);
    }

    #[test]
    fn special_values_and_the_ends_of_the_range() {
        for (x, y) in [
            (0.0, 1.0),
            (-0.0, 1.0),
            (f64::INFINITY, f64::INFINITY),
            (f64::NEG_INFINITY, 0.0),
            (1e30, f64::INFINITY),
            (-1e30, 0.0),
            (1e-300, 1.0),
        ] {
            assert_eq!(exp10_64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(exp10_32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        assert!(exp10_64(f64::NAN).is_nan() && exp10_32(-f32::NAN).is_nan());
        const LAST: (f32, f64) = (38.531837, 308.254_715_559_916_7);
        assert!(exp10_32(LAST.0).is_finite() && exp10_64(LAST.1).is_finite());
        assert_eq!(exp10_32(LAST.0.next_up()), f32::INFINITY);
        assert_eq!(exp10_64(LAST.1.next_up()), f64::INFINITY);
        assert_eq!((exp10_32(-45.0), exp10_64(-323.3)), (f32::from_bits(1), f64::from_bits(1)));
        assert_eq!((exp10_32(-45.2), exp10_64(-323.7)), (0.0, 0.0));
    }
}
