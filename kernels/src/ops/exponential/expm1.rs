//! `expm1`.

use super::Exp;
use crate::math::{Sixteenths, TableOfPowers, polynomial};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// `e^x - 1`, accurate near 0 too.
///
/// # Method
/// Writes `x = n * ln(2) / 16 + r` as [`Exponential`](crate::math::Exponential) does, so `e^x - 1 =
/// (t - 1) + t * (r + r^2 * p(r))` with `t = 2^(n/16)`. The rounding errors of `t - 1`, of `r`, and
/// of their sum join the small terms. If `n` is 0, `t - 1` is 0, and the result is `r + r^2 *
/// p(r)`. The coefficients come from Sollya; the command is in the source.
///
/// Complex numbers: see
/// [`complex::exponential_minus_1`](crate::math::complex::exponential_minus_1).
///
/// # Accuracy
/// At most 0.78 ULP for `f32` and 0.61 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// `expm1(±0) = ±0`, `expm1(-inf) = -1`, `expm1(inf) = inf`, and `expm1(NaN)` is NaN. Results that
/// are too large become infinite.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1e-20_f64);
/// // In an operation of your own, on a vector `x` of small numbers.
/// assert_eq!(x.expm1().lane(0), 1e-20);
/// assert_eq!((x.exp() - 1.0).lane(0), 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Expm1;

impl Catalogued for Expm1 {
    type By = DoubleComplex;
}

/// The constants, which differ between `f32` and `f64`. Sollya computes them, with `(SG, 2)` or
/// `(D, 5)` for `(p, d)`:
///
/// ```text
/// round(16/log(2), p, RN); h = round(log(2)/16, p, RN); h; round(log(2)/16 - h, p, RN);
/// I = [-log(2)/32 * 1.0001; log(2)/32 * 1.0001];
/// fpminimax((expm1(x) - x)/x^2, d, [|p...|], I, absolute);
/// ```
struct Constants<T, const N: usize> {
    /// `16 / ln(2)`.
    sixteenths: T,
    /// `ln(2) / 16`, and its rounding error.
    ln_2_sixteenth: [T; 2],
    /// `(e^r - 1 - r) / r^2`.
    polynomial: [T; N],
}

const SINGLE: Constants<f32, 3> = Constants {
    sixteenths: 23.08312,
    ln_2_sixteenth: [0.0433217, -1.1904089e-10],
    polynomial: [0.5, 0.1666696, 0.041667264],
};

const DOUBLE: Constants<f64, 6> = Constants {
    sixteenths: 23.083120654223414,
    ln_2_sixteenth: [0.04332169878499658, 1.4494042586539372e-18],
    polynomial: [
        0.5000000000000001,
        0.1666666666666667,
        0.041666666663330694,
        0.00833333333266232,
        0.0013889067968379375,
        0.0001984152083785985,
    ],
};

#[inline(always)]
fn expm1<S: Isa, T: TableOfPowers, const N: usize>(
    x: Vector<S, T>,
    c: &Constants<T, N>,
) -> Vector<S, T>
where
    Exp: Unary<T>,
{
    let power = Sixteenths::nearest(x, c.sixteenths);
    let [step, step_rest] = c.ln_2_sixteenth;
    let (step, step_rest) = (x.like(step), x.like(step_rest));
    let exact = power.n.neg_mul_add(step, x);
    let r = power.n.neg_mul_add(step_rest, exact);
    let [t, rest] = power.power();
    let one = x.like(T::ONE);

    let large = t - one;
    let swing = large - t;
    let lost = (t - (large - swing)) - (one + swing);
    let sum = large + exact;
    let lost = power.n.neg_mul_add(step_rest, lost + (exact - (sum - large)));
    let small = r.mul_add(r.mul_add(polynomial(r, &c.polynomial), rest), rest);
    let y = sum + large.mul_add(r, t.mul_add(small, lost));
    let y = y.copysign(x);
    let is_near = power.is_near();
    if is_near.all() {
        return y;
    }
    let limit = x.lt(x.like(T::ZERO)).select(-one, x.exp());
    is_near.select(y, limit)
}

impl Unary<f32> for Expm1 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        expm1(x, &SINGLE)
    }
}

impl Unary<f64> for Expm1 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        expm1(x, &DOUBLE)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Expm1: Unary<T>,
{
    /// `e^x - 1`, accurate near 0 too; see [`Expm1`].
    #[inline(always)]
    pub fn expm1(self) -> Self {
        Expm1.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn expm1_32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).expm1().lane(0)
    }

    fn expm1_64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).expm1().lane(0)
    }

    #[test]
    fn special_values() {
        for (x, y) in [
            (0.0, 0.0),
            (-0.0, -0.0),
            (f64::INFINITY, f64::INFINITY),
            (f64::NEG_INFINITY, -1.0),
            (-1e3, -1.0),
            (-40.0, -1.0),
            (1e3, f64::INFINITY),
        ] {
            assert_eq!(expm1_64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(expm1_32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        assert!(expm1_64(f64::NAN).is_nan() && expm1_32(-f32::NAN).is_nan());
    }

    #[test]
    fn tiny_numbers_stay_themselves() {
        for x in [1e-40, -1e-40, f64::from(f32::from_bits(1)), 1e-10] {
            assert_eq!(expm1_32(x as f32), x as f32);
        }
        for x in [1e-310, -1e-310, f64::from_bits(1), 1e-20] {
            assert_eq!(expm1_64(x), x);
        }
    }

    #[test]
    fn overflow_begins_beyond_the_largest_number() {
        const LAST: (f32, f64) = (88.72283, 709.782712893384);
        assert_eq!((expm1_32(LAST.0), expm1_64(LAST.1)), (3.4027985e38, 1.7976931348622732e308));
        assert_eq!(expm1_32(LAST.0.next_up()), f32::INFINITY);
        assert_eq!(expm1_64(LAST.1.next_up()), f64::INFINITY);
    }
}
