//! Hyperbolic functions of complex numbers. The circular ones are those of `iz`.

use super::exponential::{Power, sine_cosine};
use crate::math::{Pair, polynomial};
use crate::{ComplexVector, Isa, Vector};

/// Beyond this, `sinh` and `cosh` are half the exponential, which alone may overflow.
const LARGE: f64 = 700.0;

/// Beyond this, `tanh` is 1.
const ONE: f64 = 22.0;

/// `(sinh(x) - x) / x^3` in powers of `x^2`: the Taylor series.
const SINH: [f64; 8] = [
    1.0 / 6.0,
    1.0 / 120.0,
    1.0 / 5040.0,
    1.0 / 362_880.0,
    1.0 / 39_916_800.0,
    1.0 / 6_227_020_800.0,
    1.0 / 1_307_674_368_000.0,
    1.0 / 355_687_428_096_000.0,
];

/// The hyperbolic sine and cosine of a number that is not negative, or of [`LARGE`] if it is
/// larger; and what the sine has lost in its last step.
#[inline(always)]
fn sinh_cosh<S: Isa>(x: Vector<S, f64>) -> [Vector<S, f64>; 3] {
    let x = x.min(x.like(LARGE));
    let (power, square) = (x.exp(), x * x);
    let (up, down) = (power * 0.5, 0.5 / power);
    let small = (x * square).mul_add(polynomial(square, &SINH), x);
    let (is_small, sum) = (x.lt(x.like(1.0)), Pair::quick_sum(up, -down));
    let lost = is_small.select(x.like(0.0), sum.low);
    [is_small.select(small, sum.high), up + down, lost]
}

/// `sinh(z)`: `sinh x cos y + i cosh x sin y`.
///
/// # Special values
/// C99, Annex G. The real part is infinite if `x` is, and the imaginary one 0 if `y` is, whatever
/// the other part may be.
#[inline(always)]
pub fn sinh<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let ([sine, cosine], x) = (sine_cosine(z.im), z.re.abs());
    let [sinh, cosh, _] = sinh_cosh(x);
    let products = [sinh * cosine, cosh * sine];
    let [re, im] = or_large(x, [cosine, sine], products);
    let re = re * x.like(1.0).copysign(z.re);
    if !(!z.is_finite()).any() {
        return ComplexVector::new(re, im);
    }
    let (zero, infinity) = (x.like(0.0), x.like(f64::INFINITY));
    let has_no_angle = !z.im.abs().lt(infinity);
    let re = (has_no_angle & (x.eq(zero) | x.eq(infinity))).select(z.re, re);
    ComplexVector::new(re, z.im.eq(zero).select(z.im, im))
}

/// `cosh(z)`: `cosh x cos y + i sinh x sin y`.
///
/// # Special values
/// C99, Annex G. The real part is infinite if `x` is, and the imaginary one 0 if either `x` or `y`
/// is, whatever the other part may be.
#[inline(always)]
pub fn cosh<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let ([sine, cosine], x) = (sine_cosine(z.im), z.re.abs());
    let [sinh, cosh, _] = sinh_cosh(x);
    let products = [cosh * cosine, sinh * sine];
    let [re, im] = or_large(x, [cosine, sine], products);
    let sign = x.like(1.0).copysign(z.re);
    let im = im * sign;
    if !(!z.is_finite()).any() {
        return ComplexVector::new(re, im);
    }
    let (zero, infinity) = (x.like(0.0), x.like(f64::INFINITY));
    let has_no_angle = !z.im.abs().lt(infinity);
    let re = (has_no_angle & x.eq(infinity)).select(infinity, re);
    let is_zero = x.eq(zero) | z.im.eq(zero);
    ComplexVector::new(re, is_zero.select(zero.copysign(z.im) * sign, im))
}

/// These products, but for large `x` half of `e^x` times the factors.
#[inline(always)]
fn or_large<S: Isa>(
    x: Vector<S, f64>,
    factors: [Vector<S, f64>; 2],
    products: [Vector<S, f64>; 2],
) -> [Vector<S, f64>; 2] {
    let is_large = x.gt(x.like(LARGE));
    if !is_large.any() {
        return products;
    }
    let [a, b] = Power::of_e(x, None).halved().times(factors);
    [is_large.select(a, products[0]), is_large.select(b, products[1])]
}

/// `tanh(z)`: `(sinh x cosh x + i sin y cos y) / (sinh^2 x + cos^2 y)`, where nothing cancels.
///
/// # Special values
/// C99, Annex G: the real part of `tanh(±inf + yi)` is 1, and the imaginary one 0.
#[inline(always)]
pub fn tanh<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let ([sine, cosine], x) = (sine_cosine(z.im), z.re.abs());
    let [sinh, cosh, lost] = sinh_cosh(x);
    // Beyond some point, all is divided by `sinh` once more, so that its square does not overflow.
    let (one, is_one) = (x.like(1.0), x.gt(x.like(ONE)));
    let scale = is_one.select(one / sinh, one);
    let scaled_sinh = is_one.select(one, sinh);
    let (a, b) = (Pair::product(sinh, scaled_sinh), Pair::product(cosine * scale, cosine));
    let lost = (lost + lost).mul_add(scaled_sinh, a.low);
    let norm = Pair::sum(a.high, b.high).plus(lost + b.low);
    let inverse = one / norm.high;
    let re = quotient(Pair::product(scaled_sinh, cosh), norm, inverse);
    let re = is_one.select(one, re).copysign(z.re);
    let im = quotient(Pair::product(sine, cosine * scale), norm, inverse);
    if !(!z.is_finite()).any() {
        return ComplexVector::new(re, im);
    }
    let (zero, infinity) = (x.like(0.0), x.like(f64::INFINITY));
    let has_no_angle = !z.im.abs().lt(infinity);
    let is_undefined = has_no_angle & !(x.eq(zero) | x.eq(infinity));
    let re = is_undefined.select(x.like(f64::NAN), x.eq(zero).select(z.re, re));
    let is_zero = z.im.eq(zero) | (has_no_angle & x.eq(infinity));
    ComplexVector::new(re, is_zero.select(zero.copysign(z.im), im))
}

/// `a / b`, given `1 / b`, nearly correctly rounded.
#[inline(always)]
fn quotient<S: Isa>(a: Pair<S, f64>, b: Pair<S, f64>, inverse: Vector<S, f64>) -> Vector<S, f64> {
    let q = a.high * inverse;
    // An excess of zero is +0: subtracted, it leaves the sign of a quotient of zero.
    let excess = q.mul_add(b.high, -a.high) + q.mul_add(b.low, -a.low);
    excess.neg_mul_add(inverse, q)
}
