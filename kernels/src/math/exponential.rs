//! Powers of a constant base.

use super::{Pair, Sixteenths, Wholes, polynomial};
use crate::{Isa, Vector};

/// The function `b^x` for a base `b`.
///
/// It writes `x = n * step + r`, where the step is that with `b^step = 2` (`f32`) or `2^(1/16)`
/// (`f64`), and `n` the integer for which `|r|` is at most half a step. So `b^x` is a power of two,
/// which comes from its exponent and for `f64` a table, times `b^r`, which comes from a polynomial
/// (Tang, "Table-driven implementation of the exponential function in IEEE floating-point
/// arithmetic", 1989). For `f32`, the longer polynomial costs less than the table would.
///
/// If the step is no float, it is the sum of two (Cody and Waite). The power of two is multiplied
/// by in a way that rounds once (`f64`), or at most twice (`f32`), to subnormal numbers, too.
pub struct Exponential<T, const PARTS: usize, const N: usize> {
    /// The number of steps in 1, that is `1 / step`.
    pub steps: T,
    /// The parts of the step: the nearest float, and its rounding error if it is not exact.
    pub step: [T; PARTS],
    /// `(b^r - 1) / r`.
    pub polynomial: [T; N],
}

impl<const PARTS: usize, const N: usize> Exponential<f32, PARTS, N> {
    /// `b^x`.
    #[inline(always)]
    pub fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        let power = Wholes::nearest(x, self.steps);
        self.times_power(power, power.rest(x, &self.step))
    }

    /// `b^x`. If the first part is infinite, the second may be NaN.
    #[inline(always)]
    pub fn of_sum<S: Isa>(&self, x: Pair<S, f32>) -> Vector<S, f32> {
        let power = Wholes::nearest(x.high, self.steps);
        self.times_power(power, power.rest(x.high, &self.step) + x.low)
    }

    #[inline(always)]
    fn times_power<S: Isa>(&self, power: Wholes<S, f32>, r: Vector<S, f32>) -> Vector<S, f32> {
        power.times(r.mul_add(polynomial(r, &self.polynomial), r.like(1.0)))
    }
}

impl<const PARTS: usize, const N: usize> Exponential<f64, PARTS, N> {
    /// `b^x`.
    #[inline(always)]
    pub fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        let power = Sixteenths::nearest(x, self.steps);
        self.times_power(power, power.rest(x, &self.step))
    }

    /// `b^x`. If the first part is infinite, the second may be NaN.
    #[inline(always)]
    pub fn of_sum<S: Isa>(&self, x: Pair<S, f64>) -> Vector<S, f64> {
        let power = Sixteenths::nearest(x.high, self.steps);
        self.times_power(power, power.rest(x.high, &self.step) + x.low)
    }

    #[inline(always)]
    fn times_power<S: Isa>(&self, power: Sixteenths<S, f64>, r: Vector<S, f64>) -> Vector<S, f64> {
        power.times_one_plus(r, polynomial(r, &self.polynomial))
    }
}
