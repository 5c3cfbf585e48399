//! Logarithms near 0: those of sums of powers near 1.

use super::LogAdd;
use crate::math::{FixedPoint, Pair, polynomial, power_of_2};
use crate::{Isa, MaskOf, Vector};

/// Taylor's series of `(2 artanh(w) - 2 w) / w^3`, in `w^2`, for `|w| < 0.1`.
const ARTANH: [f64; 8] =
    [2.0 / 3.0, 2.0 / 5.0, 2.0 / 7.0, 2.0 / 9.0, 2.0 / 11.0, 2.0 / 13.0, 2.0 / 15.0, 2.0 / 17.0];

impl<const PARTS: usize> LogAdd<PARTS> {
    /// The function where its magnitude is less than a quarter of that of `max`, as the mask says;
    /// anything elsewhere.
    ///
    /// With `s = (b^max - 1) + b^min`, it is `log_b(1 + s)`. The powers have 70 bits. If that is
    /// not enough, they have 256.
    #[inline(always)]
    pub fn near_zero<S: Isa>(
        &self,
        max: Vector<S, f64>,
        min: Vector<S, f64>,
        is_near_zero: MaskOf<S, f64>,
    ) -> Vector<S, f64> {
        let s = self.base.power(max).minus_1().plus_pair(self.base.power(min).sum());

        let log = ln_1p(s).times_pair(Pair::splat(max.isa, self.slope)).round();
        // Lower parts of smaller numbers may be subnormal.
        let is_common = max.abs().gt(max.like(power_of_2(-800)));
        let is_enough = is_common & log.abs().gt(max.abs() * power_of_2(-11));
        let is_nearest = is_near_zero & !is_enough;
        if !is_nearest.any() {
            return log;
        }
        let max = is_nearest.select(max, max.like(f64::NAN));
        let [exact] = Vector::map_lanes([max, min], |[max, min]| [self.nearest_zero(max, min)]);
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

        let (power, k) = FixedPoint::exp(FixedPoint::of(min, 0) * ln);
        let s = large + power.times_power_of_2(k - n);
        (s * FixedPoint::ln_1p_over(s.times_power_of_2(n)) * inverse).to_float(n)
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
