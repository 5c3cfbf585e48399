//! `log_base`.

use crate::math::{LOWEST_IN_TABLE, Pair, Split, longer_logarithm, pow2};
use crate::{Binary, ByType, Catalogued, Cost, Isa, Lane, Vector};

/// The logarithm of `x` to the base `b`.
///
/// # Method
/// The quotient of natural logarithms, each of which is the sum of two floats
/// ([`longer_logarithm`]); one step corrects the quotient. `f32` is computed in
/// `f64`, and rounded.
///
/// # Accuracy
/// At most 0.51 ULP for `f32` and 0.52 ULP for `f64`, as measured by `tests/accuracy`. Logarithms
/// that are integers are exact.
///
/// # Special values
/// Those of `log(x) / log(b)`: so `log_base(0, 10) = -inf`, and `log_base(x, 1)` is infinite, or
/// NaN if `x` is 1. NaN and numbers below zero give NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 125.0_f64);
/// // In an operation of your own, on a vector `x` of cubes of five.
/// assert_eq!(x.log_base(x.like(5.0)).lane(0), 3.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LogBase;

impl Catalogued for LogBase {
    type By = ByType;
}

/// The natural logarithm of any number.
#[inline(always)]
fn ln<S: Isa>(x: Vector<S, f64>) -> Pair<S, f64> {
    let (zero, infinity) = (x.like(0.0), x.like(f64::INFINITY));
    let least = pow2::<S, f64>(x.like_int(1 - 1023));
    let are_normal = (x.ge(least) & x.lt(infinity)).all();
    let split =
        if are_normal { Split::of(x, LOWEST_IN_TABLE) } else { Split::of_any(x, LOWEST_IN_TABLE) };
    let Pair { high, low } = longer_logarithm(split, x.like(-0.0));
    let ln = Pair::quick_sum(high, low);
    if are_normal {
        return ln;
    }
    let is_inside = x.gt(zero) & x.lt(infinity);
    let limit = x.lt(zero).select(x.like(f64::NAN), x.eq(zero).select(-infinity, x));
    Pair::new(is_inside.select(ln.high, limit), is_inside.select(ln.low, zero))
}

#[inline(always)]
fn log_base<S: Isa>(x: Vector<S, f64>, base: Vector<S, f64>) -> Vector<S, f64> {
    let (a, b) = (ln(x), ln(base));
    let quotient = a.high / b.high;
    let rest = quotient.neg_mul_add(b.high, a.high) + quotient.neg_mul_add(b.low, a.low);
    let corrected = quotient + rest / b.high;
    // If the logarithms are 0 or infinite, the rest is NaN.
    corrected.is_nan().select(quotient, corrected)
}

impl Binary<f32> for LogBase {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>, base: Vector<S, f32>) -> Vector<S, f32> {
        let ([a, b], [c, d]) = (x.widen(), base.widen());
        Vector::narrow([log_base(a, c), log_base(b, d)])
    }
}

impl Binary<f64> for LogBase {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>, base: Vector<S, f64>) -> Vector<S, f64> {
        log_base(x, base)
    }
}

impl<S: Isa, T: Lane> Vector<S, T>
where
    LogBase: Binary<T>,
{
    /// The logarithm to a base; see [`LogBase`].
    #[inline(always)]
    pub fn log_base(self, base: Self) -> Self {
        LogBase.apply(self, base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn log_base64(x: f64, base: f64) -> f64 {
        let s = Scalar::new();
        Vector::splat(s, x).log_base(Vector::splat(s, base)).lane(0)
    }

    fn log_base32(x: f32, base: f32) -> f32 {
        let s = Scalar::new();
        Vector::splat(s, x).log_base(Vector::splat(s, base)).lane(0)
    }

    #[test]
    fn logarithms_that_are_integers_are_exact() {
        for base in 2..=20_i32 {
            for k in -1..=5 {
                let x = f64::from(base).powi(k.max(0));
                let (x, k) = if k < 0 { (f64::from(base * base), 2) } else { (x, k) };
                assert_eq!(log_base64(x, f64::from(base)), f64::from(k));
                assert_eq!(log_base32(x as f32, base as f32), k as f32);
            }
        }
        assert_eq!(log_base64(8.0, 0.5), -3.0);
        assert_eq!(log_base64(5e-324, 2.0), -1074.0);
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, base, y) in [
            (0.0, 10.0, -INFINITY),
            (INFINITY, 10.0, INFINITY),
            (INFINITY, 0.5, -INFINITY),
            (3.0, 1.0, INFINITY),
            (0.5, 1.0, -INFINITY),
            (5.0, INFINITY, 0.0),
            (5.0, 0.0, 0.0),
            (1.0, 3.0, 0.0),
        ] {
            assert_eq!(log_base64(x, base), y, "{x}, {base}");
            assert_eq!(log_base32(x as f32, base as f32), y as f32, "{x}, {base}");
        }
        for (x, base) in [(1.0, 1.0), (-1.0, 2.0), (2.0, -1.0), (f64::NAN, 2.0), (2.0, f64::NAN)] {
            assert!(log_base64(x, base).is_nan(), "{x}, {base}");
            assert!(log_base32(x as f32, base as f32).is_nan(), "{x}, {base}");
        }
    }
}
