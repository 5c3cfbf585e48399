//! `x^y`.

use super::{Pair, Sixteenths, Split, TableOfLogarithms, TableOfPowers, Terms, polynomial};
use crate::{Isa, Vector};

/// The floats that can be raised to a power.
pub trait Power: TableOfLogarithms + TableOfPowers {
    /// `1 / ln(2)`, and its rounding error.
    const LOG2_E: [Self; 2];

    /// `(ln(1 + r) - r + r^2 / 2) / r^3`. Sollya computes it, with `(SG, 3)` or `(D, 8)` for `(p,
    /// d)`:
    ///
    /// ```text
    /// fpminimax((log1p(x) - x + x^2/2)/x^3, d, [|p...|], [-0.0335; 0.0325], absolute);
    /// ```
    fn ln_tail<S: Isa>(r: Vector<S, Self>) -> Vector<S, Self>;

    /// `(2^r - 1) / r`, as in [`Exp2`](crate::ops::Exp2), for sixteenths.
    fn exp2_tail<S: Isa>(r: Vector<S, Self>) -> Vector<S, Self>;
}

impl Power for f32 {
    const LOG2_E: [f32; 2] = [core::f32::consts::LOG2_E, 1.925963e-8];

    #[inline(always)]
    fn ln_tail<S: Isa>(r: Vector<S, f32>) -> Vector<S, f32> {
        polynomial(r, &[0.3333333, -0.24999976, 0.20015392, -0.16716844])
    }

    #[inline(always)]
    fn exp2_tail<S: Isa>(r: Vector<S, f32>) -> Vector<S, f32> {
        polynomial(r, &[core::f32::consts::LN_2, 0.24023356, 0.0555027])
    }
}

impl Power for f64 {
    const LOG2_E: [f64; 2] = [core::f64::consts::LOG2_E, 2.0355273740931033e-17];

    #[inline(always)]
    fn ln_tail<S: Isa>(r: Vector<S, f64>) -> Vector<S, f64> {
        polynomial(
            r,
            &[
                0.3333333333333333,
                -0.24999999999999584,
                0.2000000000001635,
                -0.16666666671748498,
                0.14285714253731475,
                -0.12499983246633731,
                0.11111118377387842,
                -0.10020466512162492,
                0.09109408710448806,
            ],
        )
    }

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
/// It is `2^(y * log2(x))`, with the binary logarithm as the sum of two floats. For that,
/// [`Terms`] of the natural logarithm are added to `-r^2 / 2`, in two floats, and to
/// `r^3 * p(r)`. If not all `are_normal`, subnormal numbers are scaled.
///
/// `x` is finite. If `y` is infinite or NaN, the result has no meaning.
#[inline(always)]
pub fn power<S: Isa, T: Power>(x: Vector<S, T>, y: Vector<S, T>, are_normal: bool) -> Vector<S, T> {
    let [log2_e, log2_e_rest] = T::LOG2_E;
    let (log2_e, log2_e_rest) = (x.like(log2_e), x.like(log2_e_rest));
    let ln = ln_in_pair(Split::of(x, are_normal));
    let product = ln.high * log2_e;
    let rest = ln.high.mul_add(log2_e_rest, ln.high.mul_add(log2_e, -product));
    let log2 = Pair::quick_sum(product, ln.low.mul_add(log2_e, rest));

    let exponent = y * log2.high;
    let rest = y.mul_add(log2.low, y.mul_add(log2.high, -exponent));
    let power = Sixteenths::nearest(exponent, T::from_f64(16.0));
    let r = power.rest(exponent, &[T::from_f64(1.0 / 16.0)]) + rest;
    power.times_one_plus(r, T::exp2_tail(r))
}

/// `ln x` for a positive number. The low part may be a little too large for a [`Pair`], but the
/// sum is that accurate.
#[inline(always)]
fn ln_in_pair<S: Isa, T: Power>(x: Split<S, T>) -> Pair<S, T> {
    let (one, half) = (x.m.like(T::ONE), x.m.like(T::from_f64(0.5)));
    let Terms { large, c, low, small } = Terms::of(x);
    // `r = high + rest`, both exact; `r^2 = square + square_rest`.
    let r = x.m.mul_add(c, -one);
    let rest = low * c;
    let high = (x.m - low).mul_add(c, -one);
    let square = high * high;
    let square_rest = (high + r).mul_add(rest, high.mul_add(high, -square));

    let large = Pair::quick_sum(large, rest);
    let sum = half.neg_mul_add(square, large.high);
    let lost = half.neg_mul_add(square, large.high - sum) + large.low;
    let tail = half.neg_mul_add(square_rest, small);
    let tail = (r * r * r).mul_add(T::ln_tail(r), tail);
    Pair::new(sum, lost + tail)
}
