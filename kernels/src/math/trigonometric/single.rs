//! Sines and cosines of `f32`, by `f64` arithmetic.
//!
//! `f64` holds angles so well that neither a second part of what a reduction leaves nor a second
//! polynomial is needed: multiples of π are subtracted, and the sine of the rest is the result, up
//! to its sign. Results are nearly correctly rounded.

use super::payne_hanek::reduce_large_single;
use super::reduction::{QuarterTurns, flip, within_a_turn};
use crate::math::polynomial;
use crate::{Isa, Vector};
use core::f64::consts::{FRAC_1_PI, PI};

/// `(sin(r) / r - 1) / r^2` in powers of `r^2`, for `|r| <= π/2`, to 2^-35. Sollya computes it:
///
/// ```text
/// I = [1e-12; (pi/2 * 1.0002)^2];
/// fpminimax(sin(sqrt(x))/sqrt(x), [|1,...,5|], [|D...|], I, absolute, 1);
/// ```
const SINE: [f64; 5] = [
    -0.16666666631740448,
    0.008333331323580015,
    -0.00019840894069843035,
    2.7526615125187324e-6,
    -2.3909150627036723e-8,
];

/// The largest angle that is reduced by two parts of π. What is left has an error of at most
/// 2^-67, and no `f32` up to here is closer than 2^-34 to a multiple of π/2.
const LARGEST: f32 = (1_u64 << 40) as f32;

/// The sine (`QUARTERS` = 0) or cosine (`QUARTERS` = 1) of an angle `x >= 0` in radians.
#[inline(always)]
pub fn sine_of_radians<const QUARTERS: u8, S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
    let is_large = x.gt(x.like(LARGEST)).any();
    let mut parts = x.widen();
    for part in &mut parts {
        let mut angle = HalfTurns::of_radians::<QUARTERS>(*part);
        if is_large {
            angle = angle.with_large::<QUARTERS>(*part);
        }
        *part = angle.sine();
    }
    Vector::narrow(parts)
}

/// The same of an angle in half turns.
#[inline(always)]
pub fn sine_of_half_turns<const QUARTERS: u8, S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
    let mut parts = within_a_turn(x).widen();
    for part in &mut parts {
        *part = HalfTurns::of_half_turns::<QUARTERS>(*part).sine();
    }
    Vector::narrow(parts)
}

/// An angle, and the quarters added to it: `number * π + left`, where `|left|` is at most π/2, or a
/// little more.
struct HalfTurns<S: Isa> {
    /// An integer, of which only the last bit has a meaning.
    number: Vector<S, u64>,
    left: Vector<S, f64>,
}

impl<S: Isa> HalfTurns<S> {
    /// Reduces an angle in radians up to [`LARGEST`].
    #[inline(always)]
    fn of_radians<const QUARTERS: u8>(x: Vector<S, f64>) -> Self {
        let [pi, pi_rest] = x.like_each(f64::HALF_TURN);
        let [rounder, half] = x.like_each([f64::ROUNDER, 0.5]);
        let (biased, number) = if QUARTERS == 0 {
            let biased = x.mul_add(x.like(FRAC_1_PI), rounder);
            (biased, biased - rounder)
        } else {
            let biased = x.mul_add(x.like(FRAC_1_PI), half) + rounder;
            (biased, biased - rounder - half)
        };
        let left = number.neg_mul_add(pi, x);
        Self { number: biased.to_bits(), left: number.neg_mul_add(pi_rest, left) }
    }

    /// Reduces an angle in half turns.
    #[inline(always)]
    fn of_half_turns<const QUARTERS: u8>(x: Vector<S, f64>) -> Self {
        let [rounder, half] = x.like_each([f64::ROUNDER, 0.5]);
        let x = if QUARTERS == 0 { x } else { x + half };
        let biased = x + rounder;
        Self { number: biased.to_bits(), left: (x - (biased - rounder)) * PI }
    }

    /// Replaces the lanes in which `x` is larger than [`LARGEST`].
    #[inline(always)]
    fn with_large<const QUARTERS: u8>(self, x: Vector<S, f64>) -> Self {
        let is_large = x.gt(x.like(f64::from(LARGEST)));
        let [quadrant, left] = reduce_large_single(x);
        let halves = (quadrant + f64::from(QUARTERS)) * 0.5;
        let biased = left.mul_add(x.like(FRAC_1_PI), halves) + f64::ROUNDER;
        let left = (halves - (biased - f64::ROUNDER)).mul_add(x.like(PI), left);
        Self {
            number: is_large.select(biased.to_bits(), self.number),
            left: is_large.select(left, self.left),
        }
    }

    /// The sine of the angle.
    #[inline(always)]
    fn sine(self) -> Vector<S, f64> {
        let left = flip(self.left, self.number << 63);
        let square = left * left;
        (left * square).mul_add(polynomial(square, &SINE), left)
    }
}
