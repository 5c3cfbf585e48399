//! Quotients of complex numbers.

use super::larger::exponent_of_larger;
use crate::math::{pow2, power_of_2, scale};
use crate::vector::SumOfProducts;
use crate::{ComplexVector, Isa, MaskOf, Vector};

/// The exponent to which numerators are scaled. As it is high, the smaller part rarely underflows.
const HIGH: i32 = 960;

/// `a / b`.
///
/// # Method
/// The quotient is `a conj(b) / |b|^2`, whose sums of products Kahan's algorithm computes. If a
/// part is large or small, both numbers are scaled by powers of two, so that nothing overflows or
/// underflows on the way. If the parts of a number are so far apart that no power of two is right
/// for both, each has its own. If a part of `b` is 0, the parts of `a` are divided by the other
/// one.
///
/// # Special values
/// C99, Annex G: numbers other than 0 and NaN divided by 0 are infinite, and so are numbers with an
/// infinite part divided by finite ones. Finite numbers divided by infinite ones are 0.
#[inline(always)]
pub fn quotient<S: Isa>(
    a: ComplexVector<S, f64>,
    b: ComplexVector<S, f64>,
) -> ComplexVector<S, f64> {
    let parts = [a.re, a.im, b.re, b.im];
    if is_moderate(parts).all() { moderate(a, b) } else { scaled(a, b) }
}

/// `1 / z`; see [`quotient`].
#[inline(always)]
pub fn inverse<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    if is_moderate([z.re, z.im]).all() {
        let norm = norm(z);
        return over(ComplexVector::new(z.re, -z.im), norm);
    }
    scaled(ComplexVector::new(z.re.like(1.0), z.re.like(0.0)), z)
}

/// Whether the magnitudes of all numbers are from 2^-200 to 2^200.
#[inline(always)]
fn is_moderate<S: Isa, const N: usize>(numbers: [Vector<S, f64>; N]) -> MaskOf<S, f64> {
    let mut least = numbers[0].abs();
    let mut sum = least;
    for x in &numbers[1..] {
        (least, sum) = (least.lesser(x.abs()), sum + x.abs());
    }
    // Of NaN, the sum is NaN.
    least.gt(sum.like(power_of_2(-200))) & sum.lt(sum.like(power_of_2(200)))
}

/// The quotient of moderate numbers.
#[inline(always)]
fn moderate<S: Isa>(a: ComplexVector<S, f64>, b: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let re = SumOfProducts::plus(a.re, b.re, a.im, b.im).corrected();
    let im = SumOfProducts::minus(a.im, b.re, a.re, b.im).corrected();
    over(ComplexVector::new(re, im), norm(b))
}

/// The square of the magnitude.
#[inline(always)]
fn norm<S: Isa>(z: ComplexVector<S, f64>) -> Vector<S, f64> {
    SumOfProducts::plus(z.re, z.re, z.im, z.im).corrected()
}

/// The quotient by a real number. Its inverse and two corrections cost less than two divisions.
#[inline(always)]
fn over<S: Isa>(a: ComplexVector<S, f64>, x: Vector<S, f64>) -> ComplexVector<S, f64> {
    let inverse = x.like(1.0) / x;
    ComplexVector::new(
        product_for_quotient(a.re, x, inverse),
        product_for_quotient(a.im, x, inverse),
    )
}

/// `a / x`, within 0.51 ULP, for `inverse`, the nearest float to `1 / x`.
#[inline(always)]
fn product_for_quotient<S: Isa>(
    a: Vector<S, f64>,
    x: Vector<S, f64>,
    inverse: Vector<S, f64>,
) -> Vector<S, f64> {
    let q = a * inverse;
    // If there is no error, it is +0: subtracted, it leaves the sign of a quotient of zero.
    let error = q.mul_add(x, -a);
    error.neg_mul_add(inverse, q)
}

/// The quotient of numbers of any size.
#[inline(always)]
fn scaled<S: Isa>(a: ComplexVector<S, f64>, b: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    // A subnormal number is scaled as if it were as large as the smallest normal one.
    let a_exponent = exponent_of_larger(a.re, a.im).max(a.re.like_int(HIGH - 1022));
    let b_exponent =
        exponent_of_larger(b.re, b.im).max(a.re.like_int(-1022)).min(a.re.like_int(1022));
    let x = a.scaled(pow2(a.re.like_int(HIGH) - a_exponent));
    let y = b.scaled(pow2(a.re.like_int(0) - b_exponent));
    let n = a_exponent - b_exponent - a.re.like_int(HIGH);
    let q = moderate(x, y);
    let q = ComplexVector::new(scale(q.re, n), scale(q.im, n));

    // The smaller part of `x` is above 2^-500, and that of `y` above 2^-400.
    let is_common = is_above(x, power_of_2(-500)) & is_above(y, power_of_2(-400));
    let is_common = is_common & a.is_finite() & b.is_finite();
    if (!is_common).any() { uncommon(a, b, q) } else { q }
}

/// Whether the magnitudes of both parts are above a limit.
#[inline(always)]
fn is_above<S: Isa>(z: ComplexVector<S, f64>, limit: f64) -> MaskOf<S, f64> {
    z.re.abs().min(z.im.abs()).gt(z.re.like(limit))
}

/// The quotient `q` of `a` and `b`, unless their parts are far apart, 0 or infinite.
#[inline(always)]
fn uncommon<S: Isa>(
    a: ComplexVector<S, f64>,
    b: ComplexVector<S, f64>,
    q: ComplexVector<S, f64>,
) -> ComplexVector<S, f64> {
    let zero = a.re.like(0.0);
    let is_common = a.is_finite() & b.is_finite();
    let q = select(is_common, quotient_of_parts(a, b), q);
    let by_imaginary = ComplexVector::new(a.im / b.im, -a.re / b.im);
    let q = select(b.re.eq(zero), by_imaginary, q);
    let q = select(b.im.eq(zero), ComplexVector::new(a.re / b.re, a.im / b.re), q);
    if (!is_common | b.re.eq(zero)).any() { corrected(a, b, q) } else { q }
}

/// A number from 1 to 2, or 0, and an exponent.
#[derive(Clone, Copy)]
struct Scaled<S: Isa>(Vector<S, f64>, Vector<S, i64>);

impl<S: Isa> Scaled<S> {
    /// A finite number.
    #[inline(always)]
    fn new(x: Vector<S, f64>) -> Self {
        let exponent = x.exponent();
        // 0 is below all products of other numbers.
        let is_zero = x.eq(x.like(0.0));
        let lowest = x.like_int(-10_000);
        Self(scale(x, -exponent), is_zero.select(lowest, exponent))
    }

    #[inline(always)]
    fn negative(self) -> Self {
        Self(-self.0, self.1)
    }

    /// `a * b + c * d`, not normalized.
    #[inline(always)]
    fn sum_of_products(a: Self, b: Self, c: Self, d: Self) -> Self {
        let (first, second) = (a.1 + b.1, c.1 + d.1);
        let exponent = first.max(second);
        // Terms far below do not count.
        let lowest = a.0.like_int(-1000);
        let first = a.0 * pow2((first - exponent).max(lowest));
        let second = c.0 * pow2((second - exponent).max(lowest));
        Self(SumOfProducts::plus(first, b.0, second, d.0).corrected(), exponent)
    }
}

/// The quotient of finite numbers, where each part has its own exponent.
#[inline(always)]
fn quotient_of_parts<S: Isa>(
    a: ComplexVector<S, f64>,
    b: ComplexVector<S, f64>,
) -> ComplexVector<S, f64> {
    let (re, im) = (Scaled::new(a.re), Scaled::new(a.im));
    let (c, d) = (Scaled::new(b.re), Scaled::new(b.im));
    let norm = Scaled::sum_of_products(c, c, d, d);
    let (re, im) =
        (Scaled::sum_of_products(re, c, im, d), Scaled::sum_of_products(im, c, re.negative(), d));
    let q = over(ComplexVector::new(re.0, im.0), norm.0);
    ComplexVector::new(scale(q.re, re.1 - norm.1), scale(q.im, im.1 - norm.1))
}

/// The quotient `q` of `a` and `b`, or what Annex G says if one is infinite or `b` is 0.
#[inline(always)]
fn corrected<S: Isa>(
    a: ComplexVector<S, f64>,
    b: ComplexVector<S, f64>,
    q: ComplexVector<S, f64>,
) -> ComplexVector<S, f64> {
    let (zero, infinity) = (a.re.like(0.0), a.re.like(f64::INFINITY));
    let by_zero = b.re.eq(zero) & b.im.eq(zero);
    let (from_infinity, by_infinity) = (is_infinite(a), is_infinite(b));
    // Infinite parts count as 1, and finite ones beside them as 0.
    let x = select(from_infinity, signs_of_infinities(a), a);
    let y = select(by_infinity, signs_of_infinities(b), b);
    let direction =
        ComplexVector::new(x.re.mul_add(y.re, x.im * y.im), x.im.mul_add(y.re, -(x.re * y.im)));
    let q = select(from_infinity & b.is_finite(), direction.scaled(infinity), q);
    let q = select(by_infinity & a.is_finite(), direction.scaled(zero), q);
    select(by_zero, a.scaled(infinity.copysign(b.re)), q)
}

/// Whether either part is infinite.
#[inline(always)]
fn is_infinite<S: Isa>(z: ComplexVector<S, f64>) -> MaskOf<S, f64> {
    z.re.is_infinite() | z.im.is_infinite()
}

/// 1 for infinite parts and 0 for others, with their signs.
#[inline(always)]
fn signs_of_infinities<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    ComplexVector::new(sign_of_infinity(z.re), sign_of_infinity(z.im))
}

/// 1 for infinities and 0 for other numbers, with their sign.
#[inline(always)]
fn sign_of_infinity<S: Isa>(x: Vector<S, f64>) -> Vector<S, f64> {
    x.is_infinite().select(x.like(1.0), x.like(0.0)).copysign(x)
}

/// `a` in lanes where the mask is true, else `b`.
#[inline(always)]
fn select<S: Isa>(
    mask: MaskOf<S, f64>,
    a: ComplexVector<S, f64>,
    b: ComplexVector<S, f64>,
) -> ComplexVector<S, f64> {
    ComplexVector::new(mask.select(a.re, b.re), mask.select(a.im, b.im))
}
