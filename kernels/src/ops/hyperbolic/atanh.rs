//! `atanh`.

use crate::math::{LogarithmConstants, Pair, long_logarithm, nearly_quotient, polynomial};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The inverse hyperbolic tangent.
///
/// # Method
/// `atanh(|x|) = ln((1 + |x|) / (1 - |x|)) / 2`, where the quotient is the sum of two floats, of
/// which the second comes from the remainder of the division ([`long_logarithm`]). Below 1/8 it is
/// a polynomial. The coefficients come from Sollya; the command is in the source.
///
/// # Accuracy
/// At most 0.73 ULP for `f32`, over all 2^32 inputs, and 0.65 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// `atanh(±0) = ±0`, `atanh(±1) = ±inf`. For numbers beyond ±1 and for NaN it is NaN. Subnormal
/// numbers stay as they are.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.0_f64);
/// // In an operation of your own, on a vector `x` of zeros.
/// assert_eq!(x.atanh().lane(0), 0.0);
/// assert_eq!((x + 1.0).atanh().lane(0), f64::INFINITY);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Atanh;

impl Catalogued for Atanh {
    type By = DoubleComplex;
}

/// `(atanh(x) - x) / x^3`, a polynomial in `x^2`. Sollya computes it; for `f64`, with degree 6 and
/// `D` instead of 2 and `SG`:
///
/// ```text
/// fpminimax((atanh(sqrt(x))/sqrt(x) - 1)/x, 2, [|SG...|], [2^-50; 0.126^2], absolute);
/// ```
const SINGLE: &[f32] = &[0.33333334, 0.19998498, 0.14549093];

/// As [`SINGLE`], for `f64`.
const DOUBLE: &[f64] = &[
    0.3333333333333333,
    0.20000000000002413,
    0.14285714285095902,
    0.11111111051862059,
    0.0909094887438197,
    0.07686944505084205,
    0.06963618702884423,
];

#[inline(always)]
fn atanh<S: Isa, T: LogarithmConstants>(x: Vector<S, T>, coefficients: &[T]) -> Vector<S, T> {
    let (one, two, half) = (x.like(T::ONE), x.like(T::from_f64(2.0)), x.like(T::from_f64(0.5)));
    let a = x.abs();
    // `(1 + a) / (1 - a) = 2 / (1 - a) - 1`.
    let below = Pair::quick_sum(one, -a);
    let quotient = two / below.high;
    let rest = quotient.neg_mul_add(below.low, quotient.neg_mul_add(below.high, two));
    let rest = rest * nearly_quotient(T::from_f64(0.95), below.high);
    let y = long_logarithm(Pair { high: quotient - one, low: rest }).round() * half;

    let square = a * a;
    let small = (square * a).mul_add(polynomial(square, coefficients), a);
    let y = a.lt(x.like(T::from_f64(SMALL))).select(small, y);
    let outside = a.ge(one);
    if !outside.any() {
        return y.copysign(x);
    }
    let limit = a.eq(one).select(x.like(T::INFINITY), x.like(T::NAN));
    outside.select(limit, y).copysign(x)
}

/// Below this number, the polynomial gives the result.
const SMALL: f64 = 0.125;

impl Unary<f32> for Atanh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        atanh(x, SINGLE)
    }
}

impl Unary<f64> for Atanh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        atanh(x, DOUBLE)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Atanh: Unary<T>,
{
    /// The inverse hyperbolic tangent; see [`Atanh`].
    #[inline(always)]
    pub fn atanh(self) -> Self {
        Atanh.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn atanh32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).atanh().lane(0)
    }

    fn atanh64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).atanh().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(0.0, 0.0), (-0.0, -0.0), (1.0, INFINITY), (-1.0, -INFINITY)] {
            assert_eq!(atanh64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(atanh32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, 1_f32.next_up().into(), -2.0, f64::MAX, -INFINITY, INFINITY] {
            assert!(atanh64(nan).is_nan() && atanh32(nan as f32).is_nan(), "{nan}");
        }
        for x in [f64::from_bits(1), f64::MIN_POSITIVE, -1e-310, 1e-30] {
            assert_eq!(atanh64(x), x);
        }
        for x in [f32::from_bits(1), f32::MIN_POSITIVE, -1e-40, 1e-15] {
            assert_eq!(atanh32(x), x);
        }
    }
}
