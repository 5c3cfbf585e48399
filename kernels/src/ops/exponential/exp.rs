//! `exp`.

use crate::math::Exponential;
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// `e^x`.
///
/// # Method
/// [`Exponential`]: a power of two, which is exact or comes from a table, times a polynomial. The
/// coefficients come from Sollya; the command is in the source.
///
/// Complex numbers: see [`complex::exponential`](crate::math::complex::exponential).
///
/// # Accuracy
/// At most 0.93 ULP for `f32`, and 0.78 ULP for `f64`, as measured by `tests/accuracy`.
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

/// The constants. Sollya computes them, with `(SG, 1, 5)` or `(D, 16, 5)` for `(p, s, d)`:
///
/// ```text
/// round(s/log(2), p, RN); h = round(log(2)/s, p, RN); h; round(log(2)/s - h, p, RN);
/// I = [-log(2)/(2*s) * 1.0001; log(2)/(2*s) * 1.0001];
/// fpminimax(expm1(x)/x, d, [|p...|], I, absolute);
/// ```
pub(super) const SINGLE: Exponential<f32, 2, 6> = Exponential {
    steps: core::f32::consts::LOG2_E,
    step: [core::f32::consts::LN_2, -1.9046542e-9],
    polynomial: [1.0, 0.5, 0.1666654, 0.041666456, 0.008366821, 0.0013935822],
};

/// As [`SINGLE`], for `f64`.
pub(super) const DOUBLE: Exponential<f64, 2, 6> = Exponential {
    steps: 23.083120654223414,
    step: [0.04332169878499658, 1.4494042586539372e-18],
    polynomial: [
        1.0000000000000007,
        0.5000000000000004,
        0.1666666666418715,
        0.041666666660430396,
        0.008333473370675021,
        0.0013889117858648607,
    ],
};

impl Unary<f32> for Exp {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        SINGLE.apply(x)
    }
}

impl Unary<f64> for Exp {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        DOUBLE.apply(x)
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
