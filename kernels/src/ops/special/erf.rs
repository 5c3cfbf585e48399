//! `erf`.

use crate::math::special::error_grid::{ERF, Nearest};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The error function, `2 / sqrt(pi)` times the integral of `e^(-t^2)` from 0 to `x`.
///
/// # Method
/// `f64`: Taylor's series from the nearest of 64 points per unit, in which the value and the slope
/// are known; see [`error_grid`](crate::math::special::error_grid).
///
/// `f32`: the range of `|x|` is cut into 8 intervals. In each of them, the result is
/// `c + d * p(d)`, with `d` the distance from a point `r`. Among the floats near the middle, `r` is
/// one at which the function happens to be so close to a float `c` that `c` counts as exact (Gal,
/// "An accurate elementary mathematical library for the IEEE floating point standard", 1991). So
/// all roundings except the last concern the small term. In the first interval `r` is 0, and the
/// result `x + x * p(x)`. Beyond the last, it is 1.
///
/// # Accuracy
/// At most 0.71 ULP for `f32` and 0.95 ULP for `f64`, as measured by
/// `tests/accuracy`. Results for subnormal inputs are as accurate as others.
///
/// # Special values
/// `erf(±0) = ±0`, `erf(±inf) = ±1`; the function is odd. NaN gives NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 6.0_f64);
/// // In an operation of your own, whose vector `x` holds 6.
/// assert_eq!(x.erf().lane(0), 1.0);
/// assert_eq!((x * 0.0).erf().lane(0), 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Erf;

impl Catalogued for Erf {
    type By = ByType;
}

impl Unary<f32> for Erf {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        let magnitude = x.abs();
        let a = x.like(LAST_SINGLE).lesser(magnitude);
        let row = a.mul_add(x.like(1.0 / WIDTH), x.like(-0.5)).to_int();
        let distance = a - Vector::lookup_8(&POINTS[0], row);
        let mut p = Vector::lookup_8(&POLYNOMIALS[7], row);
        for column in POLYNOMIALS[..7].iter().rev() {
            p = p.mul_add(distance, Vector::lookup_8(column, row));
        }
        let base = row.eq(x.like_int(0)).select(a, x.like(0.0)) + Vector::lookup_8(&POINTS[1], row);
        let y = distance.mul_add(p, base);
        let sign = x.to_bits() ^ magnitude.to_bits();
        Vector::from_bits(y.to_bits() ^ sign)
    }
}

impl Unary<f64> for Erf {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        let magnitude = x.abs();
        let a = x.like(LAST).lesser(magnitude);
        let nearest = Nearest::to(a);
        let d = a - nearest.r;
        let [value, slope] = nearest.value_and_slope(&ERF);
        let small =
            (slope.high * d).mul_add(nearest.excess::<false>(d), d.mul_add(slope.low, value.low));
        let y = value.high + slope.high.mul_add(d, small);
        let sign = x.to_bits() ^ magnitude.to_bits();
        Vector::from_bits(y.to_bits() ^ sign)
    }
}

/// A number from which on the result is 1.
const LAST: f64 = 6.0;

impl<S: Isa, T: Float> Vector<S, T>
where
    Erf: Unary<T>,
{
    /// The error function; see [`Erf`].
    #[inline(always)]
    pub fn erf(self) -> Self {
        Erf.apply(self)
    }
}

/// A number from which on the result is 1, for `f32`.
const LAST_SINGLE: f32 = 3.955;

/// The width of an interval.
const WIDTH: f32 = 0.495;

/// For each interval, `r` and `c`.
const POINTS: [[f32; 8]; 2] = [
    [0.0, 0.74246407, 1.2374203, 1.7325157, 2.2277656, 2.7225962, 3.2173407, 3.7439213],
    [0.0, 0.70628315, 0.91987765, 0.9857202, 0.9983703, 0.99988204, 0.99999464, 0.9999999],
];

/// For each interval, the coefficients of `p`, the constant first: mpmath's `chebyfit` of
/// `erf(x) / x - 1` in the first, of `(erf(r + d) - erf(r)) / d` in the others.
const POLYNOMIALS: [[f32; 8]; 8] = [
    [
        0.12837917,
        0.650203,
        0.2440391,
        0.05608828,
        0.007890016,
        0.0006811366,
        3.605377e-05,
        9.2251264e-07,
    ],
    [
        9.754696e-08,
        -0.48275235,
        -0.30197895,
        -0.097173825,
        -0.017577106,
        -0.00185446,
        -0.000115997274,
        -3.4537945e-06,
    ],
    [
        -0.37613055,
        0.022216298,
        0.16777027,
        0.09354075,
        0.023475088,
        0.003138913,
        0.00023678542,
        8.313253e-06,
    ],
    [
        6.850732e-05,
        0.15266998,
        -0.0031414432,
        -0.048639107,
        -0.020289483,
        -0.0036548465,
        -0.0003422415,
        -1.4414138e-05,
    ],
    [
        0.11228038,
        -0.051987395,
        -0.048779603,
        0.0056404364,
        0.011039228,
        0.0030390124,
        0.00036928547,
        1.9067369e-05,
    ],
    [
        0.0024968304,
        -0.027841669,
        0.020952648,
        0.009712455,
        -0.002785757,
        -0.0017832826,
        -0.0003049046,
        -1.9818006e-05,
    ],
    [
        -0.033191677,
        0.017807145,
        0.0042959508,
        -0.0060319416,
        -0.0008987813,
        0.00065268105,
        0.0001955351,
        1.743126e-05,
    ],
    [
        0.008663873,
        0.0025856493,
        -0.0056888172,
        0.00052993896,
        0.0010701141,
        -6.217205e-05,
        -8.9445915e-05,
        -1.34963975e-05,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn erf32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).erf().lane(0)
    }

    fn erf64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).erf().lane(0)
    }

    #[test]
    fn zeros_infinities_and_nan() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(0.0_f64, 0.0_f64), (INFINITY, 1.0), (6.0, 1.0), (1e30, 1.0)] {
            for (x, y) in [(x, y), (-x, -y)] {
                assert_eq!(erf64(x).to_bits(), y.to_bits(), "{x}");
                assert_eq!(erf32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
            }
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(erf64(nan).is_nan() && erf32(nan as f32).is_nan());
        }
    }

    #[test]
    fn is_the_slope_at_0_times_tiny_numbers() {
        const SLOPE: f64 = core::f64::consts::FRAC_2_SQRT_PI;
        for x in [5e-324, 1e-310, 1e-300, 1e-20] {
            assert_eq!(erf64(x), x * SLOPE, "{x}");
        }
        for x in [1e-45, 1e-40, 1e-30] {
            assert_eq!(erf32(x), (f64::from(x) * SLOPE) as f32, "{x}");
        }
    }
}
