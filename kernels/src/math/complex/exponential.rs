//! Exponentials of complex numbers.

use crate::math::trigonometric::{QuarterTurns, Reduced};
use crate::math::{LN_2, Pair, angle_of_power_of_2, pow2, power_of_2};
use crate::{ComplexVector, Isa, MaskOf, Vector};

/// `1536 ln 2`, rounded to the last bit of numbers below 2048, and the rest of it.
const LARGE_LN_2: [f64; 2] = [1064.674069340076, 9.246397792148718e-14];

/// The sine and cosine of an angle.
#[inline(always)]
pub fn sine_cosine<S: Isa>(angle: Vector<S, f64>) -> [Vector<S, f64>; 2] {
    of_reduced(angle, Reduced::radians(angle.abs()))
}

/// The sine and cosine of an angle that is a pair.
#[inline(always)]
pub(super) fn sine_cosine_of_pair<S: Isa>(angle: Pair<S, f64>) -> [Vector<S, f64>; 2] {
    let reduced = Reduced::radians(angle.high.abs());
    let rest = angle.low * angle.low.like(1.0).copysign(angle.high);
    // The rest of a large angle is not small beside what is left of the angle.
    let sum = Pair::sum(reduced.high, rest);
    of_reduced(angle.high, Reduced { high: sum.high, low: sum.low + reduced.low, ..reduced })
}

/// The sine and cosine of an angle whose magnitude has been reduced.
#[inline(always)]
pub(super) fn of_reduced<S: Isa>(
    angle: Vector<S, f64>,
    reduced: Reduced<S, f64>,
) -> [Vector<S, f64>; 2] {
    let [sine, cosine] = reduced.sine_cosine();
    [sine * sine.like(1.0).copysign(angle), cosine]
}

/// `e^z`: `e^x cos y + i e^x sin y`.
///
/// # Special values
/// C99, Annex G: `exp(-inf + yi)` is 0 even if `y` is infinite or NaN, and `exp(inf + yi)` then is
/// `inf + NaN i`. The imaginary part is 0 if `y` is.
#[inline(always)]
pub fn exponential<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let power = Power::of_e(z.re, None);
    turned(z, power, sine_cosine(z.im))
}

/// `2^z`: `2^x cos(y ln 2) + i 2^x sin(y ln 2)`, where the angle is a pair. Special values are
/// those of [`exponential`].
#[inline(always)]
pub fn exponential_of_2<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let product = Pair::product(z.im, z.im.like(LN_2[0]));
    let angle = finite_or(product.plus(z.im * LN_2[1]), product.high);
    let [mut sine, mut cosine] = sine_cosine_of_pair(angle);

    // The pair has too few bits behind the point, or for what is left near a quarter turn.
    let size = z.im.abs();
    let is_large = size.gt(size.like((1_u64 << 30) as f64));
    let is_close = sine.abs().min(cosine.abs()).lt(size.like(power_of_2(-22)));
    let is_hard = is_large | (is_close & size.gt(size.like(1.0)));
    if is_hard.any() {
        let [number, high, low] = Vector::map_lanes([size], |[size]| angle_of_power_of_2(size));
        let quadrant = (number + f64::ROUNDER).to_bits();
        let hard = of_reduced(z.im, Reduced { quadrant, high, low });
        sine = is_hard.select(hard[0], sine);
        cosine = is_hard.select(hard[1], cosine);
    }
    turned(z, Power::of_2(z.re), [sine, cosine])
}

/// The pair if it is finite, else the float: the rest of an infinity is NaN.
#[inline(always)]
pub(super) fn finite_or<S: Isa>(pair: Pair<S, f64>, float: Vector<S, f64>) -> Pair<S, f64> {
    let is_finite = (pair.high + pair.low).abs().lt(float.like(f64::INFINITY));
    let zero = float.like(0.0);
    Pair::new(is_finite.select(pair.high, float), is_finite.select(pair.low, zero))
}

/// A positive power, which may be too large for a float.
#[derive(Clone, Copy)]
pub(super) struct Power<S: Isa> {
    /// The power, or 2^-1536 times it.
    size: Vector<S, f64>,
    /// Where the factor is.
    is_large: MaskOf<S, f64>,
}

impl<S: Isa> Power<S> {
    /// `e^x`, or `e^(x + rest)` if there is a small rest.
    #[inline(always)]
    pub(super) fn of_e(x: Vector<S, f64>, rest: Option<Vector<S, f64>>) -> Self {
        let is_large = x.gt(x.like(709.0));
        let (mut x, mut rest) = (x, rest);
        if is_large.any() {
            // The difference is exact: both numbers are multiples of the last bit of `x`, unless
            // that is so large that the power of any smaller number overflows, too.
            let (zero, low) = (x.like(0.0), x.like(LARGE_LN_2[1]));
            x = is_large.select((x - LARGE_LN_2[0]).min(x.like(500.0)), x);
            rest = Some(rest.unwrap_or(zero) - is_large.select(low, zero));
        }
        let size = x.exp();
        let size = if let Some(rest) = rest { size.mul_add(rest, size) } else { size };
        Self { size, is_large }
    }

    /// `2^x`.
    #[inline(always)]
    fn of_2(x: Vector<S, f64>) -> Self {
        let is_large = x.gt(x.like(1000.0));
        Self { size: is_large.select((x - 1536.0).min(x.like(700.0)), x).exp2(), is_large }
    }

    /// Half the power, which is not below 2^-500.
    #[inline(always)]
    pub(super) fn halved(self) -> Self {
        Self { size: self.size * 0.5, ..self }
    }

    /// The product with numbers of at most 1, which is finite if one of them is small enough.
    #[inline(always)]
    pub(super) fn times(self, parts: [Vector<S, f64>; 2]) -> [Vector<S, f64>; 2] {
        let [a, b] = parts;
        if !self.is_large.any() {
            return [a * self.size, b * self.size];
        }
        let one = a.like(1.0);
        let up = self.is_large.select(pow2(a.like_int(1000)), one);
        let again = self.is_large.select(pow2(a.like_int(536)), one);
        [a * up * self.size * again, b * up * self.size * again]
    }
}

/// The number with this magnitude and the angle with this sine and cosine, with the special values
/// of [`exponential`] at `z`.
#[inline(always)]
pub(super) fn turned<S: Isa>(
    z: ComplexVector<S, f64>,
    power: Power<S>,
    [sine, cosine]: [Vector<S, f64>; 2],
) -> ComplexVector<S, f64> {
    let [re, im] = power.times([cosine, sine]);
    if !(!z.is_finite()).any() {
        return ComplexVector::new(re, im);
    }
    let (zero, infinity) = (z.re.like(0.0), z.re.like(f64::INFINITY));
    let has_no_angle = !z.im.abs().lt(infinity);
    let (is_zero, is_infinite) =
        (z.re.eq(-infinity) & has_no_angle, z.re.eq(infinity) & has_no_angle);
    let re = is_zero.select(zero, is_infinite.select(infinity, re));
    let im = z.im.eq(zero).select(z.im, is_zero.select(zero.copysign(z.im), im));
    ComplexVector::new(re, im)
}
