//! `exp2`.

use crate::math::Exponential;
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// `2^x`.
///
/// # Method
/// [`Exponential`]: a power of two, which is exact or comes from a table, times a polynomial. The
/// coefficients come from Sollya; the command is in the source.
///
/// Complex numbers: see [`complex::exponential_of_2`](crate::math::complex::exponential_of_2).
///
/// # Accuracy
/// At most 0.90 ULP for `f32`, and 0.80 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// Powers with integer exponents are exact. `exp2(-inf) = 0`, `exp2(inf) = inf`, and `exp2(NaN)` is
/// NaN. Results that are too large become infinite, results that are too small 0.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.5_f64);
/// // In an operation of your own, on a vector `x` of halves.
/// assert_eq!(x.exp2().lane(0), core::f64::consts::SQRT_2);
/// assert_eq!((x * 20.0).exp2().lane(0), 1024.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exp2;

impl Catalogued for Exp2 {
    type By = DoubleComplex;
}

/// The constants. Sollya computes them, with `(SG, 1, 5)` or `(D, 16, 5)` for `(p, s, d)`:
///
/// ```text
/// I = [-1/(2*s); 1/(2*s)];
/// fpminimax((2^x - 1)/x, d, [|p...|], I, absolute);
/// ```
const SINGLE: Exponential<f32, 1, 6> = Exponential {
    steps: 1.0,
    step: [1.0],
    polynomial: [
        core::f32::consts::LN_2,
        0.2402265,
        0.05550366,
        0.009618077,
        0.0013388073,
        0.0001545643,
    ],
};

/// As [`SINGLE`], for `f64`.
const DOUBLE: Exponential<f64, 1, 6> = Exponential {
    steps: 16.0,
    step: [0.0625],
    polynomial: [
        0.6931471805599457,
        0.24022650695910094,
        0.05550410865673138,
        0.009618129106128902,
        0.0013333780840481034,
        0.00015403788743936469,
    ],
};

impl Unary<f32> for Exp2 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        SINGLE.apply(x)
    }
}

impl Unary<f64> for Exp2 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        DOUBLE.apply(x)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Exp2: Unary<T>,
{
    /// `2^x`; see [`Exp2`].
    #[inline(always)]
    pub fn exp2(self) -> Self {
        Exp2.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn exp2_32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).exp2().lane(0)
    }

    fn exp2_64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).exp2().lane(0)
    }

    #[test]
    fn integer_exponents_are_exact() {
        for n in -1074..=1023 {
            let power = if n < -1022 { f64::from_bits(1 << (n + 1074)) } else { 2_f64.powi(n) };
            assert_eq!(exp2_64(f64::from(n)), power, "{n}");
            assert_eq!(exp2_32(n as f32), power as f32, "{n}");
        }
    }

    #[test]
    fn special_values_and_the_ends_of_the_range() {
        for (x, y) in [
            (-0.0, 1.0),
            (f64::INFINITY, f64::INFINITY),
            (f64::NEG_INFINITY, 0.0),
            (1e30, f64::INFINITY),
            (-1e30, 0.0),
        ] {
            assert_eq!(exp2_64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(exp2_32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        assert!(exp2_64(f64::NAN).is_nan() && exp2_32(-f32::NAN).is_nan());
        assert_eq!((exp2_32(128.0), exp2_64(1024.0)), (f32::INFINITY, f64::INFINITY));
        assert!(
            exp2_32(128_f32.next_down()).is_finite() && exp2_64(1024_f64.next_down()).is_finite()
        );
        assert_eq!((exp2_32(-149.5), exp2_64(-1074.5)), (f32::from_bits(1), f64::from_bits(1)));
        assert_eq!((exp2_32(-150.0), exp2_64(-1075.0)), (0.0, 0.0));
    }
}
