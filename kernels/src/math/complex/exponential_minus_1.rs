//! Exponentials of complex numbers minus 1.

use super::exponential::{Power, sine_cosine, turned};
use crate::math::trigonometric::versine;
use crate::math::{Base, FixedPoint, power_of_2};
use crate::{ComplexVector, Isa, MaskOf, Vector};

/// `e^z - 1`, by its real part `(e^x - 1) cos y - (1 - cos y)`. Where these terms nearly cancel, by
/// the curve `e^x cos y = 1`, they have 70 bits, or 256.
///
/// # Special values
/// C99, Annex G, has none. They are those of [`exponential`](super::exponential), minus 1.
#[inline(always)]
pub fn exponential_minus_1<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let [sine, cosine] = sine_cosine(z.im);
    let [half_sine, _] = sine_cosine(z.im * 0.5);
    let power = Power::of_e(z.re, None);
    let y = turned(z, power, [sine, cosine]);
    let versine = half_sine * half_sine * 2.0;
    let near = z.re.expm1().mul_add(cosine, -versine);
    let is_near = z.re.abs().lt(z.re.like(40.0)) & z.im.abs().lt(z.im.like(f64::INFINITY));
    let re = is_near.select(near, y.re - 1.0);

    let is_near_zero = is_near & z.re.gt(z.re.like(0.0)) & re.abs().lt(versine);
    if !is_near_zero.any() {
        return ComplexVector::new(re, y.im);
    }
    ComplexVector::new(is_near_zero.select(near_zero(z, is_near_zero), re), y.im)
}

/// The real part where it is small by cancellation, as the mask says; anything elsewhere.
#[inline(always)]
fn near_zero<S: Isa>(z: ComplexVector<S, f64>, is_near_zero: MaskOf<S, f64>) -> Vector<S, f64> {
    let power = Base::E.power(z.re).minus_1();
    let versine = versine(z.im);
    let product = power.times_pair(versine);
    let difference = power.plus_pair(versine.negative()).plus_pair(product.negative()).round();

    // Lower parts of smaller numbers may be subnormal.
    let is_common = z.re.gt(z.re.like(power_of_2(-800)));
    let terms = power.high.max(versine.high);
    let is_enough = is_common & difference.abs().gt(terms * power_of_2(-11));
    let is_nearest = is_near_zero & !is_enough;
    if !is_nearest.any() {
        return difference;
    }
    let x = is_nearest.select(z.re, z.re.like(f64::NAN));
    let [nearest] = Vector::map_lanes([x, z.im], |[x, y]| [nearest_zero(x, y)]);
    is_nearest.select(nearest, difference)
}

/// As [`near_zero`], for one element, however small; NaN for NaN.
fn nearest_zero(x: f64, y: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    // Terms may be far below the last bit, so they are `2^n` times these.
    let (power, n) = if x < 1.0 {
        let (scaled, n) = FixedPoint::normalized(x);
        (scaled * FixedPoint::expm1_over(scaled.times_power_of_2(n)), n)
    } else {
        let (power, k) = FixedPoint::exp(FixedPoint::of(x, 0));
        (power.times_power_of_2(k) - FixedPoint::ONE, 0)
    };
    let versine = FixedPoint::versine(y, n);
    (power - versine - (power * versine).times_power_of_2(n)).to_float(n)
}
