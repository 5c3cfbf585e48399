//! Logarithms near 0: those of sums of powers near 1.

use super::LogAdd;
use crate::math::{FixedPoint, Pair, Sixteenths, polynomial};
use crate::{Isa, MaskOf, Vector};

/// Taylor's series of `(e^z - 1 - z - z^2 / 2) / z^3`, for `|z| < 0.022`.
const POWER: [f64; 8] = [
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
];

/// Taylor's series of `(2 artanh(w) - 2 w) / w^3`, in `w^2`, for `|w| < 0.1`.
const ARTANH: [f64; 8] =
    [2.0 / 3.0, 2.0 / 5.0, 2.0 / 7.0, 2.0 / 9.0, 2.0 / 11.0, 2.0 / 13.0, 2.0 / 15.0, 2.0 / 17.0];

impl<const PARTS: usize> LogAdd<PARTS> {
    /// The function where its magnitude is less than a quarter of that of `max`, as the mask says;
    /// anything elsewhere.
    ///
    /// With `s = (b^max - 1) + b^min`, it is `log_b(1 + s)`. The powers are sums of two floats, with
    /// 70 bits. If that is not enough, they are numbers of 256 bits.
    #[inline(always)]
    pub fn near_zero<S: Isa>(
        &self,
        max: Vector<S, f64>,
        min: Vector<S, f64>,
        is_near_zero: MaskOf<S, f64>,
    ) -> Vector<S, f64> {
        let power = Power::new(self, max);
        let large = Pair::sum(power.t, max.like(-1.0)).plus_pair(power.rest);
        let power = Power::new(self, min);
        let small = Pair::sum(power.t, power.rest.high).with_rest(power.rest.low);
        let s = Pair::sum(large.high, small.high);
        let s = s.plus(large.low + small.low);

        let log = ln_1p(s).times_pair(Pair::splat(max.isa, self.slope)).round();
        // Lower parts of smaller numbers may be subnormal.
        let is_common = max.abs().gt(max.like(2_f64.powi(-800)));
        let is_enough = is_common & log.abs().gt(max.abs() * 2_f64.powi(-11));
        let is_nearest = is_near_zero & !is_enough;
        if !is_nearest.any() {
            return log;
        }
        let max = is_nearest.select(max, max.like(f64::NAN));
        let exact = max.zip_lanes(min, |max, min| self.nearest_zero(max, min));
        is_nearest.select(exact, log)
    }

    /// As [`near_zero`](Self::near_zero), for one element, however small; NaN for NaN.
    fn nearest_zero(&self, max: f64, min: f64) -> f64 {
        if max.is_nan() {
            return max;
        }
        let [ln, inverse] = self.exactly;
        // `max` may be far below the last bit, so the sum is `2^n` times this one.
        let (scaled, n) = FixedPoint::normalized(max);
        let scaled = scaled * ln;
        let large = scaled * FixedPoint::expm1_over(scaled.times_power_of_2(n));

        let exponent = FixedPoint::of(min, 0) * ln;
        let k = (exponent * FixedPoint::LOG2_E).floor();
        let r = exponent - FixedPoint::of(k as f64, 0) * FixedPoint::LN_2;
        let power = FixedPoint::ONE + r * FixedPoint::expm1_over(r);
        let small = power.times_power_of_2(k as i32 - n);

        let s = large + small;
        (s * FixedPoint::ln_1p_over(s.times_power_of_2(n)) * inverse).to_float(n)
    }
}

/// A power of `b`.
struct Power<S: Isa> {
    /// The nearest power of `2^(1/16)`, rounded.
    t: Vector<S, f64>,
    /// What is to be added to it.
    rest: Pair<S, f64>,
}

impl<S: Isa> Power<S> {
    #[inline(always)]
    fn new<const PARTS: usize>(function: &LogAdd<PARTS>, x: Vector<S, f64>) -> Self {
        let steps = Sixteenths::nearest(x, function.steps);
        let [first, others @ ..] = function.step.as_slice() else { unreachable!() };
        let mut r = Pair::of(steps.rest(x, &[*first]));
        for &part in others {
            let product = Pair::product(steps.n, x.like(part));
            r = Pair::sum(r.high, -product.high).plus(r.low - product.low);
        }

        // `e^z - 1 = z + z^2 / 2 + ..`
        let z = r.times_pair(Pair::splat(x.isa, function.ln));
        let half_square = Pair::product(z.high, z.high * 0.5);
        let cube = z.high * z.high * z.high;
        let first = Pair::quick_sum(z.high, half_square.high);
        let low = z.low.mul_add(z.high, z.low) + half_square.low;
        let expm1 = first.plus(cube.mul_add(polynomial(z.high, &POWER), low));

        let [t, u] = steps.power();
        let rest = expm1.plus(u.mul_add(expm1.high, u)).times(t);
        Self { t, rest }
    }
}

/// `ln(1 + s)`, for `|s| < 0.19`: with `w = s / (2 + s)`, it is `2 artanh(w)`, and that is
/// `s - s^2 / 2 + w * (s^2 / 2 + ..)`.
#[inline(always)]
fn ln_1p<S: Isa>(s: Pair<S, f64>) -> Pair<S, f64> {
    let w = s.high / (s.high + 2.0);
    let square = w * w;
    let half_square = s.high * s.high * 0.5;
    let inner = square.mul_add(polynomial(square, &ARTANH), half_square);
    let small = w.mul_add(inner, s.high.neg_mul_add(s.low, s.low));
    Pair::quick_sum(s.high, small - half_square)
}
