//! `exp2`.

use crate::math::{Sixteenths, TableOfPowers, polynomial};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// `2^x`.
///
/// # Method
/// Writes `x = n / 16 + r` with the integer `n` for which `|r| <= 1/32`, without error. Then `2^x =
/// 2^(n/16) * 2^r`, where the first factor comes from a table of 16 and the second from a
/// polynomial, as in [`Exp`](super::Exp). The coefficients come from Sollya; the command is in the
/// source.
///
/// Complex numbers: see [`complex::exponential_of_2`](crate::math::complex::exponential_of_2).
///
/// # Accuracy
/// At most 0.64 ULP for `f32`, over all 2^32 inputs (the worst is -126.656, with a subnormal
/// result), and 0.63 ULP for `f64`, as measured by `tests/accuracy`.
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

/// `(2^r - 1) / r`. Sollya computes it; for `f64`, with degree 6 and `D` instead of 2 and `SG`:
///
/// ```text
/// fpminimax((2^x - 1)/x, 2, [|SG...|], [-1/32; 1/32], absolute);
/// ```
const SINGLE: [f32; 3] = [core::f32::consts::LN_2, 0.24023356, 0.0555027];

/// As [`SINGLE`], for `f64`.
const DOUBLE: [f64; 7] = [
    core::f64::consts::LN_2,
    0.24022650695910086,
    0.055504108665011584,
    0.009618129106480943,
    0.0013333554254306957,
    0.00015403759517727358,
    1.548061054840321e-05,
];

#[inline(always)]
fn exp2<S: Isa, T: TableOfPowers, const N: usize>(
    x: Vector<S, T>,
    coefficients: &[T; N],
) -> Vector<S, T> {
    let power = Sixteenths::nearest(x, T::from_f64(16.0));
    let r = power.n.neg_mul_add(x.like(T::from_f64(1.0 / 16.0)), x);
    power.times_one_plus(r, polynomial(r, coefficients))
}

impl Unary<f32> for Exp2 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        exp2(x, &SINGLE)
    }
}

impl Unary<f64> for Exp2 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        exp2(x, &DOUBLE)
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
