//! Logarithms of sums of powers.

use super::{LOWEST_IN_TABLE, Pair, Sixteenths, Split, longer_logarithm, polynomial};
use crate::{Isa, Vector};

/// The function `log_b(b^x + b^y)` for a base `b`.
///
/// With `max` and `min`, it is `max + log_b(1 + b^(min - max))`. The difference, the power and the
/// logarithm are sums of two floats each, so the result is accurate even if it is small because the
/// terms have different signs.
pub struct LogAdd<const PARTS: usize> {
    /// The number of sixteenths in the exponent of 2, for each 1 in the exponent of `b`.
    pub steps: f64,
    /// The parts of the inverse of that.
    pub step: [f64; PARTS],
    /// `(b^r - 1) / r`.
    pub polynomial: [f64; 7],
    /// `1 / ln(b)`, and its rounding error.
    pub slope: [f64; 2],
}

impl<const PARTS: usize> LogAdd<PARTS> {
    /// Applies the function. `power` is that of `b`.
    #[inline(always)]
    pub fn apply<S: Isa>(&self, x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
        let (one, zero) = (x.like(1.0), x.like(0.0));
        let (max, min) = (x.max(y), x.min(y));
        let difference = Pair::sum(min, -max);
        let power = Sixteenths::nearest(difference.high, self.steps);
        let is_near = power.is_near();

        let r = power.rest(difference.high, &self.step) + difference.low;
        let [t, rest] = power.power();
        let rest = t * r.mul_add(polynomial(r, &self.polynomial), rest);
        let term = Pair::quick_sum(t, rest);
        let sum = Pair::quick_sum(one, term.high);
        let ln = longer_logarithm(Split::of(sum.high, LOWEST_IN_TABLE), x.like(-0.0));
        // `ln(sum.high + sum.low + term.low) = ln(sum.high) + lost - lost^2 / 2 + ..`. If the power
        // is tiny, `lost` is all of it, and the result may be even smaller.
        let lost = sum.low / sum.high;
        let small = ln.low + lost.neg_mul_add(lost * 0.5, term.low / sum.high);
        let [slope, slope_rest] = self.slope;
        let (slope, slope_rest) = (x.like(slope), x.like(slope_rest));
        let (log, lost) = (Pair::product(ln.high, slope), Pair::product(lost, slope));
        let rest =
            (ln.high + lost.high).mul_add(slope_rest, small.mul_add(slope, log.low + lost.low));
        let total = Pair::sum(max, log.high);
        let lost = Pair::sum(total.high, lost.high);
        let result = lost.high + (lost.low + (total.low + rest));
        if is_near.all() {
            return result;
        }

        // The logarithm of `1 + t` is `t` times the slope.
        let tiny = power.times_one_plus(r, polynomial(r, &self.polynomial)) * slope;
        let result = is_near.select(result, max + tiny.lt(one).select(tiny, zero));
        max.abs().eq(x.like(f64::INFINITY)).select(max, result)
    }
}
