//! `gamma`.

use crate::math::special::{exp_product, gamma_parts, plain_gamma_parts};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The gamma function, the continuation of factorials: `gamma(n + 1) = n!`.
///
/// # Method
/// Stirling's formula with logarithms of twice the digits of a float, the recurrence `gamma(x) =
/// gamma(x + 1) / x` for small numbers, and the reflection `gamma(x) * gamma(-x) = -pi / (x *
/// sin(pi x))` for negative ones; see [`gamma_parts`]. `f32` is computed in plain
/// `f64`; see [`plain_gamma_parts`].
///
/// # Accuracy
/// At most 0.51 ULP for `f32` and 0.65 ULP for `f64`, as measured by
/// `tests/accuracy`. Factorials that are floats are exact.
///
/// # Special values
/// `gamma(±0) = ±inf`, `gamma(inf) = inf`. Negative integers, `-inf` and NaN give NaN. Results too
/// large are `inf`, results too small 0 with the sign of the function there.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 5.0_f64);
/// // In an operation of your own, whose vector `x` holds 5.
/// assert_eq!(x.gamma().lane(0), 24.0);
/// assert_eq!((x + 6.0).gamma().lane(0), 3_628_800.0);
/// ```
#[doc(alias = "tgamma")]
#[derive(Clone, Copy, Debug)]
pub struct Gamma;

impl Catalogued for Gamma {
    type By = ByType;
}

/// Below this, `1 / x` is the result: the next term is Euler's constant, 0.58.
const TINY: f64 = 8.7e-19;

/// `x`, or a number whose result is infinite or 0, as that of `x` is.
#[inline(always)]
fn limited<S: Isa>(x: Vector<S, f64>) -> Vector<S, f64> {
    let last = x.lt(x.like(0.0)).select(x.like(-185.5), x.like(172.0));
    x.abs().gt(last.abs()).select(last, x)
}

/// The result, of which `y` is the magnitude unless `x` is an integer or tiny.
#[inline(always)]
fn finished<S: Isa>(x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
    let a = x.abs();
    let negative = x.lt(x.like(0.0));
    let whole = a.floor();
    let half = whole * 0.5;
    let is_even = half.floor().eq(half);
    let y = (negative & is_even).select(-y, y);
    let y = (negative & whole.eq(a)).select(x.like(f64::NAN), y);
    a.lt(x.like(TINY)).select(1.0 / x, y)
}

impl Unary<f32> for Gamma {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        let mut y = x.widen();
        for y in &mut y {
            let x = limited(*y);
            let [exponent, divisor] = plain_gamma_parts(x);
            let negative = x.lt(x.like(0.0));
            let power = negative.select(-exponent, exponent).exp();
            *y = finished(*y, negative.select(divisor * power, power / divisor));
        }
        Vector::narrow(y)
    }
}

impl Unary<f64> for Gamma {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        let (exponent, factor) = gamma_parts(limited(x));
        let [large, small] = exp_product([exponent.high, exponent.low], [factor.high, factor.low]);
        finished(x, large + small)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Gamma: Unary<T>,
{
    /// The gamma function; see [`Gamma`].
    #[doc(alias = "tgamma")]
    #[inline(always)]
    pub fn gamma(self) -> Self {
        Gamma.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn gamma32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).gamma().lane(0)
    }

    fn gamma64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).gamma().lane(0)
    }

    #[test]
    fn poles_infinities_and_nan() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [
            (0.0, INFINITY),
            (-0.0, -INFINITY),
            (INFINITY, INFINITY),
            (200.0, INFINITY),
            (-200.5, -0.0),
            (-201.5, 0.0),
        ] {
            assert_eq!(gamma64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(gamma32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [-INFINITY, -1.0, -2.0, -300.0, -1e30, f64::NAN, -f64::NAN] {
            assert!(gamma64(x).is_nan() && gamma32(x as f32).is_nan(), "{x}");
        }
    }

    #[test]
    fn factorials_are_exact() {
        let mut factorial = 1.0;
        for n in 1..=22 {
            assert_eq!(gamma64(f64::from(n)), factorial, "{n}");
            assert_eq!(gamma32(n as f32), factorial as f32, "{n}");
            factorial *= f64::from(n);
        }
    }

    #[test]
    fn overflow_begins_beyond_the_largest_number() {
        assert!(gamma64(171.6243769563027).is_finite());
        assert_eq!(gamma64(171.62437695630274), f64::INFINITY);
        assert_eq!(gamma64(1e-310), f64::INFINITY);
        assert_eq!(gamma32(35.05), f32::INFINITY);
    }
}
