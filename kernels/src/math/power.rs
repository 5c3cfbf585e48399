//! `x^y`.

use super::{
    LOWEST_IN_TABLE, LogarithmConstants, Pair, Sixteenths, Split, TableOfPowers, longer_logarithm,
    polynomial,
};
use crate::{Isa, Vector};

/// The floats that can be raised to a power.
pub trait Power: LogarithmConstants + TableOfPowers {
    /// `1 / ln(2)`, and its rounding error.
    const LOG2_E: [Self; 2];

    /// `(2^r - 1) / r`, as in [`Exp2`](crate::ops::Exp2), for sixteenths.
    fn exp2_tail<S: Isa>(r: Vector<S, Self>) -> Vector<S, Self>;
}

impl Power for f32 {
    const LOG2_E: [f32; 2] = [core::f32::consts::LOG2_E, 1.925963e-8];

    #[inline(always)]
    fn exp2_tail<S: Isa>(r: Vector<S, f32>) -> Vector<S, f32> {
        polynomial(r, &[core::f32::consts::LN_2, 0.24023356, 0.0555027])
    }
}

impl Power for f64 {
    const LOG2_E: [f64; 2] = super::LOG2_E;

    #[inline(always)]
    fn exp2_tail<S: Isa>(r: Vector<S, f64>) -> Vector<S, f64> {
        polynomial(
            r,
            &[
                0.6931471805599457,
                0.24022650695910094,
                0.05550410865673138,
                0.009618129106128902,
                0.0013333780840481034,
                0.00015403788743936469,
            ],
        )
    }
}

/// `x^y` for `x > 0`, rounded from a value with about a dozen more bits than a float has.
///
/// It is `2^(y * log2(x))`, with the binary logarithm as the sum of two floats. If not all
/// `are_normal`, subnormal numbers are scaled.
///
/// `x` is finite. If `y` is infinite or NaN, the result has no meaning.
#[inline(always)]
pub fn power<S: Isa, T: Power>(x: Vector<S, T>, y: Vector<S, T>, are_normal: bool) -> Vector<S, T> {
    let [log2_e, log2_e_rest] = T::LOG2_E;
    let (log2_e, log2_e_rest) = (x.like(log2_e), x.like(log2_e_rest));
    let split =
        if are_normal { Split::of(x, LOWEST_IN_TABLE) } else { Split::of_any(x, LOWEST_IN_TABLE) };
    let ln = longer_logarithm(split, x.like(T::from_f64(-0.0)));
    let product = ln.high * log2_e;
    let rest = ln.high.mul_add(log2_e_rest, ln.high.mul_add(log2_e, -product));
    let log2 = Pair::quick_sum(product, ln.low.mul_add(log2_e, rest));

    let exponent = y * log2.high;
    let rest = y.mul_add(log2.low, y.mul_add(log2.high, -exponent));
    let power = Sixteenths::nearest(exponent, T::from_f64(16.0));
    let r = power.rest(exponent, &[T::from_f64(1.0 / 16.0)]) + rest;
    power.times_one_plus(r, T::exp2_tail(r))
}
