//! Logarithms of sums of powers.

mod near_zero;

use super::{
    Base, FixedPoint, LOWEST_IN_TABLE, Pair, Sixteenths, Split, longer_logarithm, polynomial,
};
use crate::{Isa, Vector};

/// The function `log_b(b^x + b^y)` for a base `b`.
///
/// With `max` and `min`, it is `max + log_b(1 + b^(min - max))`. The difference, the power and the
/// logarithm are sums of two floats each. If the terms of that sum nearly cancel, the result comes
/// from [powers near 1](Self::near_zero) instead.
pub struct LogAdd<const PARTS: usize> {
    /// `b`.
    pub base: Base<PARTS>,
    /// `(b^r - 1) / r`.
    pub polynomial: [f64; 7],
    /// `1 / ln(b)`, and its rounding error.
    pub slope: [f64; 2],
    /// `ln(b)` and `1 / ln(b)`.
    pub exactly: [FixedPoint; 2],
}

impl<const PARTS: usize> LogAdd<PARTS> {
    /// Applies the function. `power` is that of `b`.
    #[inline(always)]
    pub fn apply<S: Isa>(&self, x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
        let (one, zero) = (x.like(1.0), x.like(0.0));
        let (max, min) = (x.max(y), x.min(y));
        let difference = Pair::sum(min, -max);
        let power = Sixteenths::nearest(difference.high, self.base.steps);
        let is_near = power.is_near();

        let r = power.rest(difference.high, &self.base.step) + difference.low;
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
        let result = if is_near.all() {
            result
        } else {
            // The logarithm of `1 + t` is `t` times the slope.
            let tiny = power.times_one_plus(r, polynomial(r, &self.polynomial)) * slope;
            let result = is_near.select(result, max + tiny.lt(one).select(tiny, zero));
            max.abs().eq(x.like(f64::INFINITY)).select(max, result)
        };

        let is_near_zero = result.abs().lt(max.abs() * 0.25);
        if !is_near_zero.any() {
            return result;
        }
        is_near_zero.select(self.near_zero(max, min, is_near_zero), result)
    }
}
