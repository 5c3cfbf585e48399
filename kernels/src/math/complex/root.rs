//! The square root of a complex number.

use super::larger::{bits_of_larger, exponent_of_larger};
use crate::math::{Pair, pow2, reciprocal};
use crate::{ComplexVector, Isa};

/// The square root with a real part of at least 0.
///
/// # Method
/// The larger part is `t = sqrt((|z| + |x|) / 2)`, and the other one `y / 2t` (Kahan, "Branch cuts
/// for complex elementary functions", 1987). The number is scaled by an even power of two for the
/// first one, whose square roots are each corrected once, so that it is almost correctly rounded.
///
/// # Special values
/// C99, Annex G: if the imaginary part is infinite, so is the result; `sqrt(inf + yi) = inf + 0i`
/// and `sqrt(-inf + yi) = 0 + inf i` for finite `y`, with the sign of `y`;
/// `sqrt(±0 + 0i) = 0 + 0i`.
#[inline(always)]
pub fn square_root<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let (zero, infinity) = (z.re.like(0.0), z.re.like(f64::INFINITY));
    let (x, y) = (z.re.abs(), z.im.abs());
    // Half the exponent of the larger part, if that is a normal number, and so that a float holds
    // its powers.
    let half = (bits_of_larger(x, y) >> 53).bitcast() - x.like_int(511);
    let half = half.max(x.like_int(-510)).min(x.like_int(511));
    let scale = pow2(x.like_int(0) - (half + half));
    let (a, b) = (x * scale, y * scale);

    let (a2, b2) = (Pair::product(a, a), Pair::product(b, b));
    let sum = Pair::sum(a2.high, b2.high);
    let norm = root(sum.plus(a2.low + b2.low));
    let sum = Pair::sum(norm.high, a).plus(norm.low);
    let large = root(sum.scaled(x.like(0.5))).round() * pow2(half);
    let large = x.eq(infinity).select(infinity, large);
    let small = y / (large + large);

    let (is_left, is_zero) = (z.re.lt(zero), x.eq(zero) & y.eq(zero));
    let re = is_zero.select(zero, is_left.select(small, large));
    let im = is_zero.select(zero, is_left.select(large, small));
    let is_infinite = y.eq(infinity);
    let (re, im) = (is_infinite.select(infinity, re), is_infinite.select(infinity, im));
    ComplexVector::new(re, im.copysign(z.im))
}

/// The square root of a positive number.
#[inline(always)]
fn root<S: Isa>(x: Pair<S, f64>) -> Pair<S, f64> {
    let high = x.high.sqrt();
    let left = high.neg_mul_add(high, x.high) + x.low;
    Pair::new(high, left * reciprocal(high + high))
}

/// `z / |z|`, the number of magnitude 1 with the same angle.
///
/// # Special values
/// As in NumPy: 0 for 0; if one part is infinite, 1 in its direction, even if the other one is NaN;
/// else NaN, if either part is NaN or both are infinite.
#[inline(always)]
pub fn direction<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let (zero, one) = (z.re.like(0.0), z.re.like(1.0));
    let (x, y) = (z.re.is_infinite(), z.im.is_infinite());
    let has_direction = x ^ y;
    // An infinite part becomes 1, and the other one 0.
    let re = has_direction.select(x.select(one, zero).copysign(z.re), z.re);
    let im = has_direction.select(y.select(one, zero).copysign(z.im), z.im);

    let exponent = exponent_of_larger(re, im);
    let exponent = exponent.max(re.like_int(-1022)).min(re.like_int(1022));
    let scale = pow2(re.like_int(0) - exponent);
    let (re, im) = (re * scale, im * scale);
    let (a2, b2) = (Pair::product(re, re), Pair::product(im, im));
    let sum = Pair::sum(a2.high, b2.high);
    let norm = root(sum.plus(a2.low + b2.low)).round();
    let is_zero = sum.high.eq(zero);
    ComplexVector::new(is_zero.select(zero, re / norm), is_zero.select(zero, im / norm))
}
