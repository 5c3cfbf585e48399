//! `log`.

use crate::math::{polynomial, pow2};
use crate::{Catalogued, Cost, DoubleComplex, Float, Int, Isa, Unary, Vector};

/// The natural logarithm.
///
/// # Method
/// Writes `x = 2^k * (1 + f)` with `1 + f` from 89/128 to twice that. With `s = f / (2 + f)`,
/// `log(1 + f) = 2 atanh(s) = f - (f^2 / 2 - s * (f^2 / 2 + s^2 * p(s^2)))`, where every term
/// except the first is small (as in FDLIBM's `e_log.c`, Sun Microsystems, 1993). `ln 2` is the sum
/// of two floats (Cody and Waite). The first is so short that `k` times it is exact; the rounding
/// error of adding `f` to that joins the small terms. The coefficients come from Sollya; the
/// command is in the source.
///
/// Complex numbers: [`complex::polar`](crate::math::complex::polar), in `f64`.
///
/// # Accuracy
/// At most 0.71 ULP for `f32`, over all 2^32 inputs (the worst is 1.2716812), and 0.68 ULP for
/// `f64`, as measured by `tests/accuracy`. Subnormal inputs are as accurate as others. The
/// parts of complex results are within 0.51 ULP, even near zeros of the real part.
///
/// # Special values
/// `log(1) = 0`, `log(±0) = -inf`, `log(inf) = inf`. The logarithm of NaN and of numbers below zero
/// is NaN. Complex numbers: C99, Annex G.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), core::f64::consts::E);
/// // In an operation of your own, whose vector `x` holds e.
/// assert_eq!(x.log().lane(0), 1.0);
/// assert_eq!((x * x).log().lane(0), 2.0);
/// ```
#[doc(alias = "ln")]
#[derive(Clone, Copy, Debug)]
pub struct Log;

impl Catalogued for Log {
    type By = DoubleComplex;
}

/// The constants, which differ between `f32` and `f64`. Sollya computes them, with `(SG, 2, 15)` or
/// `(D, 6, 42)` for `(p, d, b)`:
///
/// ```text
/// h = round(log(2), b, RN); h; round(log(2) - h, p, RN);
/// S = (1 - 89/128) / (1 + 89/128);
/// fpminimax((2 * atanh(sqrt(x))/sqrt(x) - 2)/x, d, [|p...|], [2^-40; S^2], absolute);
/// ```
struct Constants<T, const N: usize> {
    /// `ln 2` in so few bits that its products with exponents are exact, and the rest of it.
    ln_2: [T; 2],
    /// `p(s^2) = (2 atanh(s) / s - 2) / s^2`.
    polynomial: [T; N],
}

/// The smallest `1 + f`. At `sqrt(1/2)`, the largest `|f|` of both signs would be least. It is a
/// little below, so that `|log(1 + f) - f|` stays below 1/16, where the error of the small terms
/// would double.
const LOWEST: f64 = 89.0 / 128.0;

const SINGLE: Constants<f32, 3> =
    Constants { ln_2: [0.69314575, 1.4286068e-6], polynomial: [0.6666669, 0.39986223, 0.2968704] };

const DOUBLE: Constants<f64, 7> = Constants {
    ln_2: [0.6931471805598903, 5.497923018708371e-14],
    polynomial: [
        0.6666666666666673,
        0.39999999999817865,
        0.28571428660466025,
        0.22222205832426137,
        0.18183254607893007,
        0.15320198078625719,
        0.14751807220990823,
    ],
};

#[inline(always)]
fn log<S: Isa, T: Float, const N: usize>(x: Vector<S, T>, c: &Constants<T, N>) -> Vector<S, T> {
    let (ln_2, ln_2_rest) = (x.like(c.ln_2[0]), x.like(c.ln_2[1]));
    let (k, m) = exponent_and_fraction(x);
    let (zero, one, infinity) = (x.like(T::ZERO), x.like(T::ONE), x.like(T::INFINITY));

    let f = m - one;
    let s = f / (m + one);
    let s2 = s * s;
    let half_f = f * x.like(T::from_f64(0.5));
    let bracket = s2.mul_add(polynomial(s2, &c.polynomial), half_f * f);

    let sum = k.mul_add(ln_2, f);
    let lost = f - k.neg_mul_add(ln_2, sum);
    let small = s.mul_add(bracket, k.mul_add(ln_2_rest, lost));
    let y = sum + half_f.neg_mul_add(f, small);

    let y = x.lt(infinity).select(y, x);
    let y = x.lt(zero).select(x.like(T::NAN), y);
    x.eq(zero).select(-infinity, y)
}

/// The `k` and `m` of `x = 2^k * m`, where `m` is from [`LOWEST`] to twice that. `x` is positive
/// and finite.
#[inline(always)]
fn exponent_and_fraction<S: Isa, T: Float>(x: Vector<S, T>) -> (Vector<S, T>, Vector<S, T>) {
    let digits = T::MANTISSA_BITS as i32 + 1;
    let subnormal = x.lt(pow2(x.like_int(1 - T::EXPONENT_BIAS)));
    let normal = subnormal.select(x * pow2(x.like_int(digits)), x);

    // The exponent of this is that of `x`, or one more if the fraction of `x` is at least that of
    // `LOWEST`.
    let lowest = x.like(T::from_f64(LOWEST)).to_bits();
    let shifted = normal.to_bits() + (x.like(T::ONE).to_bits() - lowest);
    let fraction = shifted & lowest.like(T::Bits::wrapping_from((1 << T::MANTISSA_BITS) - 1));
    let m = Vector::from_bits(fraction + lowest);

    // Setting the low bits of `zero` to those of a small integer gives the float `zero` plus the
    // integer.
    let zero = pow2(x.like_int(T::MANTISSA_BITS as i32));
    let k = Vector::from_bits(shifted >> T::MANTISSA_BITS | zero.to_bits());
    let bias = zero + x.like(T::from_f64(f64::from(T::EXPONENT_BIAS)));
    let subnormal_bias = zero + x.like(T::from_f64(f64::from(T::EXPONENT_BIAS + digits)));
    (k - subnormal.select(subnormal_bias, bias), m)
}

impl Unary<f32> for Log {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        log(x, &SINGLE)
    }
}

impl Unary<f64> for Log {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        log(x, &DOUBLE)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Log: Unary<T>,
{
    /// The natural logarithm; see [`Log`].
    #[doc(alias = "ln")]
    #[inline(always)]
    pub fn log(self) -> Self {
        Log.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;
    use crate::math::complex::testing::assert_table;
    use core::f64::consts::LN_2;

    fn log32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).log().lane(0)
    }

    fn log64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).log().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(1.0, 0.0), (0.0, -INFINITY), (-0.0, -INFINITY), (INFINITY, INFINITY)] {
            assert_eq!(log64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(log32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::NAN, -f64::NAN, -1.0, -1e-40, f64::MIN, -INFINITY] {
            assert!(log64(x).is_nan() && log32(x as f32).is_nan(), "{x}");
        }
    }

    #[test]
    fn powers_of_two_down_to_the_least_subnormal() {
        for k in -1074..=1023 {
            let x = if k < -1022 { f64::from_bits(1 << (k + 1074)) } else { 2_f64.powi(k) };
            let y = f64::from(k) * LN_2;
            assert!((log64(x) - y).abs() <= y.abs() * f64::EPSILON, "{k}");
            if (-149..=127).contains(&k) {
                assert_eq!(log32(x as f32), y as f32, "{k}");
            }
        }
    }

    #[test]
    fn complex_special_values() {
        use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        assert_table(
            crate::math::complex::log,
            &[
                ([-0.0, 0.0], [-inf, PI]),
                ([0.0, 0.0], [-inf, 0.0]),
                ([1.0, inf], [inf, FRAC_PI_2]),
                ([1.0, nan], [nan, nan]),
                ([-inf, 1.0], [inf, PI]),
                ([inf, 1.0], [inf, 0.0]),
                ([-inf, inf], [inf, 3.0 * FRAC_PI_4]),
                ([inf, inf], [inf, FRAC_PI_4]),
                ([inf, nan], [inf, nan]),
                ([-inf, nan], [inf, nan]),
                ([nan, 1.0], [nan, nan]),
                ([nan, inf], [inf, nan]),
                ([nan, nan], [nan, nan]),
                ([1.0, 0.0], [0.0, 0.0]),
                ([-1.0, 0.0], [0.0, PI]),
                // |z|^2 - 1 is 1e-200, 2^-52 + 2^-106, and less than its parts.
                ([1.0, 1e-100], [5e-201, 1e-100]),
                ([1.0 + f64::EPSILON, 0.0], [f64::EPSILON * (1.0 - f64::EPSILON / 2.0), 0.0]),
                ([0.6, 0.8], [2.2204460492503132e-17, 0.9272952180016123]),
            ],
        );
    }
}
