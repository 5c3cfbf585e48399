//! Powers of complex numbers.

mod exponent;

use super::exponential::{Power, finite_or, of_reduced, sine_cosine_of_pair, turned};
use super::{Polar, polar};
use crate::math::trigonometric::{QuarterTurns, Reduced};
use crate::math::{Pair, power_of_2};
use crate::{ComplexVector, Isa, MaskOf, Vector};
use exponent::exponent;

/// `a^b`: `e^(b log a)`, where the logarithm and the product are pairs. Where these have too few
/// bits, because the angle of the result is large or close to an axis, or terms cancel, they are
/// computed to as many as it takes.
///
/// # Special values
/// C99, Annex G, leaves them to `e^(b log a)`. As in NumPy, `a^0 = 1` for any `a`; `0^b` is 0 for
/// positive real `b`, else NaN. `a^1` is `a`, and `a^2` is `a * a`.
#[inline(always)]
pub fn power<S: Isa>(a: ComplexVector<S, f64>, b: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let (zero, one, two) = (a.re.like(0.0), a.re.like(1.0), a.re.like(2.0));
    let Polar { log, angle } = polar(a.re, None, a.im);
    let mut size = finite_or(
        log.times(b.re).plus_pair(angle.times(-b.im)),
        log.high.mul_add(b.re, -(angle.high * b.im)),
    );
    let turn = finite_or(
        angle.times(b.re).plus_pair(log.times(b.im)),
        angle.high.mul_add(b.re, log.high * b.im),
    );
    let [mut sine, mut cosine] = sine_cosine_of_pair(turn);

    let of_zero = a.re.eq(zero) & a.im.eq(zero);
    let is_small = b.im.eq(zero) & (b.re.eq(zero) | b.re.eq(one) | b.re.eq(two));
    let is_special = of_zero | is_small;

    // Errors are 2^-64 of the terms, or of the smallest numbers times the exponents.
    let (re, im) = (b.re.abs(), b.im.abs());
    let (log_size, angle_size) = (log.high.abs(), angle.high.abs());
    let size_terms = log_size.mul_add(re, angle_size * im);
    let turn_terms = angle_size.mul_add(re, log_size * im);
    let turn_terms = (re + im).mul_add(one * power_of_2(-1000), turn_terms);
    // If the angle is too large, they are anything.
    let smaller = sine.abs().min(cosine.abs()).min(one);
    let is_enough = turn_terms.le(smaller * power_of_2(12)) & size_terms.lt(one * power_of_2(10));
    // If the power certainly underflows, the angle does not matter.
    let is_lost = size.high.lt(one * -2000.0) & size_terms.lt(size.high.abs() * power_of_2(50));
    [sine, cosine] = [sine, cosine].map(|x| is_lost.select(one, x));
    let is_enough = is_enough | is_lost;
    let is_hard = a.is_finite() & b.is_finite() & !(is_special | is_enough);
    if is_hard.any() {
        let hard = exponent_where(is_hard, a, b);
        size = Pair::select(is_hard, hard.size, size);
        let [hard_sine, hard_cosine] = of_reduced(one, hard.turn);
        sine = is_hard.select(hard_sine, sine);
        cosine = is_hard.select(hard_cosine, cosine);
    }

    // The sign of a computed NaN differs between ISAs, and zeros would have it.
    let angle = turn.high.is_nan().select(one * f64::NAN, turn.high);
    let angle = is_hard.select(one, angle);
    let power = Power::of_e(size.high, Some(size.low));
    let y = turned(ComplexVector::new(size.high, angle), power, [sine, cosine]);
    if is_special.any() { power_of_special(a, b, y) } else { y }
}

/// `b log(a)`, whose imaginary part is reduced.
struct Exponent<S: Isa> {
    size: Pair<S, f64>,
    turn: Reduced<S, f64>,
}

/// The [`exponent`] of lanes where the mask is true; NaN elsewhere.
#[inline(always)]
fn exponent_where<S: Isa>(
    mask: MaskOf<S, f64>,
    a: ComplexVector<S, f64>,
    b: ComplexVector<S, f64>,
) -> Exponent<S> {
    let re = mask.select(a.re, a.re.like(f64::NAN));
    let parts = Vector::map_lanes([re, a.im, b.re, b.im], |[x, y, c, d]| exponent([x, y], [c, d]));
    let [size, size_rest, quarters, high, low] = parts;
    let quadrant = (quarters + f64::ROUNDER).to_bits();
    Exponent { size: Pair::new(size, size_rest), turn: Reduced { quadrant, high, low } }
}

/// The power `y` of `a` to `b`, except where it is known without computing.
#[inline(always)]
fn power_of_special<S: Isa>(
    a: ComplexVector<S, f64>,
    b: ComplexVector<S, f64>,
    y: ComplexVector<S, f64>,
) -> ComplexVector<S, f64> {
    let (zero, one, nan) = (a.re.like(0.0), a.re.like(1.0), a.re.like(f64::NAN));
    let is_real = b.im.eq(zero);
    let of_zero = a.re.eq(zero) & a.im.eq(zero);
    let square = a * a;
    let positive = (is_real & b.re.gt(zero)).select(zero, nan);
    let (re, im) = (of_zero.select(positive, y.re), of_zero.select(positive, y.im));
    let is_square = is_real & b.re.eq(one + one);
    let (re, im) = (is_square.select(square.re, re), is_square.select(square.im, im));
    let is_same = is_real & b.re.eq(one);
    let (re, im) = (is_same.select(a.re, re), is_same.select(a.im, im));
    let is_one = is_real & b.re.eq(zero);
    ComplexVector::new(is_one.select(one, re), is_one.select(zero, im))
}
