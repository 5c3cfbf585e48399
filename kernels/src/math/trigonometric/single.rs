//! Sines and cosines of `f32`, by `f64` arithmetic.
//!
//! `f64` holds angles so well that neither a second part of what a reduction leaves nor a second
//! polynomial is needed: multiples of π are subtracted, and the sine of the rest is the result, up
//! to its sign. Whatever has only integers is left to `f32` arithmetic, on half as many registers.

use super::payne_hanek::reduce_large_single;
use super::reduction::{QuarterTurns, flip, within_a_turn};
use crate::math::polynomial;
use crate::{Isa, Vector};
use core::f32::consts::FRAC_1_PI;
use core::f64::consts::PI;

/// `(sin(r) / r - 1) / r^2` in powers of `r^2`, for `|r| <= π/2`, to 2^-27. Sollya computes it:
///
/// ```text
/// I = [1e-12; (pi/2 * 1.005)^2];
/// fpminimax(sin(sqrt(x))/sqrt(x), [|1,...,4|], [|D...|], I, relative, 1);
/// ```
const SINE: [f64; 4] =
    [-0.16666659253030808, 0.00833305798845874, -0.0001980895908714905, 2.604282040885069e-6];

/// `sin(πr) / r` in powers of `r^2`, for `|r| <= 1/2`, to 2^-27:
///
/// ```text
/// I = [1e-12; 1/4];
/// fpminimax(sin(pi*sqrt(x))/sqrt(x), [|0,...,4|], [|D...|], I, relative);
/// ```
const SINE_OF_HALF_TURNS: [f64; 5] = [
    3.1415926368953935,
    -5.167709684799034,
    2.550069726337268,
    -0.598242126435674,
    0.07756038702796285,
];

/// The largest angle that is reduced by two parts of π. So the number of half turns, computed in
/// `f32`, is off by less than 1/400, and no `f32` up to here is so close to a multiple of π/2 that
/// what is left of it lacks digits.
const LARGEST: f32 = 65_536.0;

/// The sine (`QUARTERS` = 0) or cosine (`QUARTERS` = 1) of an angle `x >= 0` in radians.
#[inline(always)]
pub fn sine_of_radians<const QUARTERS: u8, S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
    let [rounder, per_radian] = x.like_each([f32::ROUNDER, FRAC_1_PI]);
    let (biased, number) = if QUARTERS == 0 {
        let biased = x.mul_add(per_radian, rounder);
        (biased, biased - rounder)
    } else {
        let half = x.like(0.5);
        let biased = x.mul_add(per_radian, half) + rounder;
        (biased, biased - rounder - half)
    };
    let is_large = x.gt(x.like(LARGEST));
    let (mut parts, numbers) = (x.widen(), number.widen());
    let mut signs = biased.to_bits() << 31;
    for (part, number) in parts.iter_mut().zip(numbers) {
        let [pi, pi_rest] = part.like_each(f64::HALF_TURN);
        *part = number.neg_mul_add(pi_rest, number.neg_mul_add(pi, *part));
    }
    if is_large.any() {
        signs = is_large.select(signs.like(0), signs);
        for (part, x) in parts.iter_mut().zip(x.widen()) {
            let is_large = x.gt(x.like(f64::from(LARGEST)));
            *part = is_large.select(left_of_large::<QUARTERS, S>(x), *part);
        }
    }
    for part in &mut parts {
        let square = *part * *part;
        *part = (*part * square).mul_add(polynomial(square, &SINE), *part);
    }
    flip(Vector::narrow(parts), signs)
}

/// The angle in `-π/2..=π/2` with the same sine as `x >= 2`, or with the same cosine as sine.
#[inline(always)]
fn left_of_large<const QUARTERS: u8, S: Isa>(x: Vector<S, f64>) -> Vector<S, f64> {
    let [quadrant, left] = reduce_large_single(x);
    let halves = (quadrant + f64::from(QUARTERS)) * 0.5;
    let biased = left.mul_add(x.like(1.0 / PI), halves) + f64::ROUNDER;
    let left = (halves - (biased - f64::ROUNDER)).mul_add(x.like(PI), left);
    flip(left, biased.to_bits() << 63)
}

/// The same of an angle in half turns. A result of zero is positive.
#[inline(always)]
pub fn sine_of_half_turns<const QUARTERS: u8, S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
    let rounder = x.like(f32::ROUNDER);
    let is_large = x.gt(x.like(4_194_304.0));
    let x = if is_large.any() { within_a_turn(x) } else { x };
    let biased = x + rounder;
    let (number, signs) = (biased - rounder, biased.to_bits() << 31);
    // Equal numbers leave +0. A cosine of zero has this sign, too: `number` is even then.
    let left =
        if QUARTERS == 0 { flip(x, signs) - flip(number, signs) } else { (x - number).abs() };
    let mut parts = left.widen();
    for part in &mut parts {
        let left = if QUARTERS == 0 { *part } else { part.like(0.5) - *part };
        *part = left * polynomial(left * left, &SINE_OF_HALF_TURNS);
    }
    let sine = Vector::narrow(parts);
    if QUARTERS == 0 { sine } else { flip(sine, signs) }
}
