//! `erf`.

use crate::math::special::error_grid::{ERF, Nearest};
use crate::math::special::{Columns, ERF_SINGLE};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The error function, `2 / sqrt(pi)` times the integral of `e^(-t^2)` from 0 to `x`.
///
/// # Method
/// The range of `|x|` is cut into 16 intervals. In the first one, the result is `x + x * p(x^2)`.
/// In each of the others it is `c + d * p(d)`, with `d` the distance from a point `r` near the
/// middle. Among the floats there, `r` is one at which the function happens to be so close to a
/// float `c` that `c` counts as exact (Gal, "An accurate elementary mathematical library for the
/// IEEE floating point standard", 1991). So all roundings except the last concern the small term.
/// Beyond the last interval, the result is 1. The tables come from Sollya; the command is in the
/// source.
///
/// # Accuracy
/// At most 0.63 ULP for `f32` and 0.79 ULP for `f64`, as measured by
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

/// The constants, which differ between `f32` and `f64`. Rows of the table have `r`, `c` and the
/// coefficients of `p`. Sollya computes those, with `(D, 11)` or `(SG, 4)` for `(p, d)`, `F` the
/// end of the first interval and `I` the distances of an interval from its `r`:
///
/// ```text
/// fpminimax(erf(sqrt(x))/sqrt(x) - 1, d, [|p...|], [2^-40; F^2], absolute);
/// fpminimax(erf(r + x) - erf(r), [|1,...,d+1|], [|p...|], I, absolute);
/// ```
struct Constants<T: 'static, const N: usize> {
    /// The end of the first interval.
    first: T,
    /// A number within the last interval, from which on the result is 1.
    last: T,
    /// The number of intervals per unit, except for the first.
    per_unit: T,
    /// The number of intervals that would fit before the end of the first, less 1/2.
    offset: T,
    /// The table.
    rows: Columns<T, N>,
}

#[inline(always)]
fn erf<S: Isa, T: Float, const N: usize>(x: Vector<S, T>, c: &Constants<T, N>) -> Vector<S, T> {
    let last = x.like(c.last);
    let a = x.abs();
    let a = a.gt(last).select(last, a);
    let near = a.lt(x.like(c.first));
    let row = a.mul_add(x.like(c.per_unit), x.like(c.offset)).to_int();
    let row = near.select(x.like_int(0), row);
    let distance = a - c.rows.get(0, row);
    let (base, factor) = (near.select(a, c.rows.get(1, row)), near.select(a, distance));
    let p = c.rows.polynomial(2, row, near.select(a * a, distance));
    factor.mul_add(p, base).copysign(x)
}

impl Unary<f32> for Erf {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        erf(x, &SINGLE)
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

static SINGLE: Constants<f32, 8> = Constants {
    first: 0.6415,
    last: 3.92,
    per_unit: 32.0 / 7.0,
    offset: 0.5 - 41.0 / 64.0 * 32.0 / 7.0,
    rows: Columns::of_rows(&ERF_SINGLE),
};

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
