//! `exp`.

use crate::math::{Sixteenths, TableOfPowers, polynomial};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// `e^x`.
///
/// # Method
/// Writes `x = n * ln(2) / 16 + r` with the integer `n` for which `|r| <= ln(2) / 32`. Then `e^x =
/// 2^(n/16) * e^r`, where the first factor comes from a table of 16 and the second from a
/// polynomial (Tang, "Table-driven implementation of the exponential function in IEEE
/// floating-point arithmetic", 1989). `ln(2) / 16` is the sum of two floats (Cody and Waite): with
/// fused arithmetic, subtracting `n` times the first is exact. [`Sixteenths`] rounds the product
/// once, in the subnormal range too. The coefficients come from Sollya; the command is in the
/// source.
///
/// Complex numbers: see [`complex::exponential`](crate::math::complex::exponential).
///
/// # Accuracy
/// At most 0.64 ULP for `f32`, over all 2^32 inputs (the worst is -87.755275, with a subnormal
/// result), and 0.63 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// `exp(±0) = 1`, `exp(-inf) = 0`, `exp(inf) = inf`, and `exp(NaN)` is NaN. Results that are too
/// large become infinite, results that are too small 0.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1.0_f64);
/// // In an operation of your own, on a vector `x` of ones.
/// assert_eq!(x.exp().lane(0), core::f64::consts::E);
/// assert_eq!((x - 1.0).exp().lane(0), 1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exp;

impl Catalogued for Exp {
    type By = DoubleComplex;
}

/// The constants, which differ between `f32` and `f64`. Sollya computes them, with `(SG, 2)` or
/// `(D, 6)` for `(p, d)`:
///
/// ```text
/// round(16/log(2), p, RN); h = round(log(2)/16, p, RN); h; round(log(2)/16 - h, p, RN);
/// I = [-log(2)/32 * 1.0001; log(2)/32 * 1.0001];
/// fpminimax(expm1(x)/x, d, [|p...|], I, absolute);
/// ```
struct Constants<T, const N: usize> {
    /// `16 / ln(2)`.
    sixteenths: T,
    /// `ln(2) / 16`, and its rounding error.
    ln_2_sixteenth: [T; 2],
    /// `(e^r - 1) / r`.
    polynomial: [T; N],
}

const SINGLE: Constants<f32, 3> = Constants {
    sixteenths: 23.08312,
    ln_2_sixteenth: [0.0433217, -1.1904089e-10],
    polynomial: [1.0, 0.50001466, 0.16667025],
};

const DOUBLE: Constants<f64, 7> = Constants {
    sixteenths: 23.083120654223414,
    ln_2_sixteenth: [0.04332169878499658, 1.4494042586539372e-18],
    polynomial: [
        1.0,
        0.5000000000000003,
        0.16666666666666674,
        0.041666666661527935,
        0.00833333333250943,
        0.0013889098043834353,
        0.00019841540783169462,
    ],
};

#[inline(always)]
fn exp<S: Isa, T: TableOfPowers, const N: usize>(
    x: Vector<S, T>,
    c: &Constants<T, N>,
) -> Vector<S, T> {
    let power = Sixteenths::nearest(x, c.sixteenths);
    let [high, low] = c.ln_2_sixteenth;
    let r = power.n.neg_mul_add(x.like(high), x);
    let r = power.n.neg_mul_add(x.like(low), r);
    power.times_one_plus(r, polynomial(r, &c.polynomial))
}

impl Unary<f32> for Exp {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        exp(x, &SINGLE)
    }
}

impl Unary<f64> for Exp {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        exp(x, &DOUBLE)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Exp: Unary<T>,
{
    /// `e^x`; see [`Exp`].
    #[inline(always)]
    pub fn exp(self) -> Self {
        Exp.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn exp32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).exp().lane(0)
    }

    fn exp64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).exp().lane(0)
    }

    #[test]
    fn zeros_infinities_and_nan() {
        for (x, y) in [
            (0.0, 1.0),
            (-0.0, 1.0),
            (f64::INFINITY, f64::INFINITY),
            (f64::NEG_INFINITY, 0.0),
            (1e-300, 1.0),
        ] {
            assert_eq!(exp64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(exp32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(exp64(nan).is_nan() && exp32(nan as f32).is_nan());
        }
    }

    #[test]
    fn overflow_begins_beyond_the_largest_number() {
        const LAST: (f32, f64) = (88.72283, 709.782712893384);
        assert_eq!((exp32(LAST.0), exp64(LAST.1)), (3.4027985e38, 1.7976931348622732e308));
        for x in [LAST.0.next_up(), 1e3, f32::MAX] {
            assert_eq!(exp32(x), f32::INFINITY, "{x}");
        }
        for x in [LAST.1.next_up(), 1e4, f64::MAX] {
            assert_eq!(exp64(x), f64::INFINITY, "{x}");
        }
    }

    #[test]
    fn underflow_is_gradual() {
        assert_eq!(exp32(-87.5), 9.982_351e-39);
        assert_eq!(exp32(-103.9), f32::from_bits(1));
        assert_eq!(exp64(-745.0), f64::from_bits(1));
        for x in [-104.0, -1e3, f64::from(f32::MIN)] {
            assert_eq!(exp32(x as f32).to_bits(), 0, "{x}");
        }
        for x in [-745.2, -1e4, f64::MIN] {
            assert_eq!(exp64(x).to_bits(), 0, "{x}");
        }
    }
}
