//! Sines and cosines of angles in half turns, in `f64`.
//!
//! Without multiples of π, an angle is `πr` with `|r| <= 1/2`. Then `sin |πr|` and `cos πr` are
//! both `cos(π * sqrt(1/4 - a))`, of the parabolas `a = |r| (1 - |r|)` and `a = 1/4 - r^2`. So one
//! polynomial serves the whole range of both, and the result is little more than a multiple of `a`.

use super::reduction::{QuarterTurns, flip, within_a_turn};
use crate::math::polynomial;
use crate::{Isa, Vector};
use core::f64::consts::PI;

/// About `cos(π * sqrt(1/4 - a)) / a`, which is between π and 4, for `0 <= a <= 1/4`.
const SLOPE: f64 = PI + 0.375;

/// `cos(π * sqrt(1/4 - a)) / a - SLOPE` in powers of `a`. Sollya computes it:
///
/// ```text
/// I = [1e-9; 1/4-1e-9]; c = round(pi,D,RN) + 3/8; q = round(pi-c,D,RN); q;
/// fpminimax(cos(pi*sqrt(1/4-x))/x-c, [|1,...,8|], [|D...|], I, absolute, q);
/// ```
const REST: [f64; 9] = [
    -0.3749999999999999,
    3.141592653589799,
    1.1154725271291461,
    0.20482492781400188,
    0.023046169451650306,
    0.001753810727503104,
    9.63284242484301e-5,
    4.0225715070499905e-6,
    1.1026819594049467e-7,
];

/// Terms are computed this many times as large: the least ones would lose digits otherwise, before
/// they are added.
const SCALE: f64 = (1_u64 << 60) as f64;

/// The coefficients of the terms.
const SCALED_REST: [f64; 9] = {
    let (mut scaled, mut i) = (REST, 0);
    while i < REST.len() {
        scaled[i] *= SCALE;
        i += 1;
    }
    scaled
};

/// `x` without full turns, if it is large; the nearest integer; and the sign of `cos π` times it.
#[inline(always)]
fn nearest<S: Isa>(x: Vector<S, f64>) -> (Vector<S, f64>, Vector<S, f64>, Vector<S, u64>) {
    let rounder = x.like(f64::ROUNDER);
    let is_large = x.gt(x.like(2_251_799_813_685_248.0));
    let x = if is_large.any() { within_a_turn(x) } else { x };
    let biased = x + rounder;
    (x, biased - rounder, biased.to_bits() << 63)
}

/// The sine of an angle `x >= 0` in half turns. A result of zero is positive.
#[inline(always)]
pub fn sinpi<S: Isa>(x: Vector<S, f64>) -> Vector<S, f64> {
    let (x, number, sign) = nearest(x);
    // Equal numbers leave +0.
    let left = flip(x, sign) - flip(number, sign);
    let magnitude = left.abs();
    flip(of_parabola(magnitude, magnitude), left.to_bits())
}

/// The cosine of an angle `x >= 0` in half turns. A result of zero is positive.
#[inline(always)]
pub fn cospi<S: Isa>(x: Vector<S, f64>) -> Vector<S, f64> {
    let (x, number, sign) = nearest(x);
    let left = (x - number).abs();
    // Of the two forms of the parabola, the one whose parts are exact. Halfway between integers,
    // the nearest one is even, so the sign is positive.
    let is_small = left.le(x.like(0.25));
    let rest = 0.5 - left;
    let root = is_small.select(left, rest);
    flip(of_parabola(is_small.select(x.like(0.25), rest), root), sign)
}

/// `cos(π * sqrt(1/4 - a))` of `a = start - root^2`, which is at least half of `start`.
#[inline(always)]
fn of_parabola<S: Isa>(start: Vector<S, f64>, root: Vector<S, f64>) -> Vector<S, f64> {
    let a = root.neg_mul_add(root, start);
    let lost = root.neg_mul_add(root, start - a);
    // The derivative is not far from 4, and `lost` is less than the last place.
    let rest = a.mul_add(polynomial(a, &SCALED_REST), lost * (4.0 * SCALE));
    a.mul_add(a.like(SLOPE * SCALE), rest) * (1.0 / SCALE)
}
