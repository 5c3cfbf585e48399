//! Inverse hyperbolic functions of complex numbers. The inverse circular ones are those of `iz`.
//!
//! All are computed in the first quadrant, and reflected.

use super::polar::{log_1p, polar};
use super::square_root;
use crate::{ComplexVector, Isa, MaskOf, Vector};
use core::f64::consts::{FRAC_PI_2, LN_2, PI};

/// Beyond this, 1 is nothing beside a number, and numbers are scaled by 1/16.
const LARGE: f64 = (1_u64 << 60) as f64;

/// Beyond this, numbers are scaled before they are squared: 2^512.
const LARGE_SQUARES: f64 = f64::from_bits((1023 + 512) << 52);

/// A number in the first quadrant, and what is needed for its arcsine and arccosine.
///
/// # Method
/// Kahan, "Branch cuts for complex elementary functions", 1987: with `a - bi = sqrt(1 - z)` and
/// `c + di = sqrt(1 + z)`, the real part of the arcsine is `atan(x / (ac + bd))`, that of the
/// arccosine `2 atan(a / c)`, and the imaginary part of both `asinh(ad + bc)`, except for its sign.
/// No terms cancel.
#[derive(Clone, Copy)]
struct Roots<S: Isa> {
    /// The number.
    z: ComplexVector<S, f64>,
    /// `a + bi`.
    minus: ComplexVector<S, f64>,
    /// `c + di`.
    plus: ComplexVector<S, f64>,
    /// Whether the number has been scaled.
    is_large: MaskOf<S, f64>,
    /// Whether the number was infinite.
    is_infinite: MaskOf<S, f64>,
}

impl<S: Isa> Roots<S> {
    /// Those of `x + yi`. Infinite parts count as equally large numbers, and finite ones beside
    /// them as 0.
    #[inline(always)]
    fn new(x: Vector<S, f64>, y: Vector<S, f64>) -> Self {
        let (zero, one, infinity) = (x.like(0.0), x.like(1.0), x.like(f64::INFINITY));
        let is_infinite = x.eq(infinity) | y.eq(infinity);
        let large = x.like(2.0 * LARGE);
        let x = is_infinite.select(x.eq(infinity).select(large, x * zero), x);
        let y = is_infinite.select(y.eq(infinity).select(large, y * zero), y);
        let is_large = x.gt(x.like(LARGE)) | y.gt(x.like(LARGE));
        let scale = is_large.select(x.like(1.0 / 16.0), one);
        let (x, y) = (x * scale, y * scale);
        Self {
            z: ComplexVector::new(x, y),
            minus: square_root(ComplexVector::new(one - x, y)),
            plus: square_root(ComplexVector::new(one + x, y)),
            is_large,
            is_infinite,
        }
    }

    /// The real part of the arcsine.
    #[inline(always)]
    fn arcsine(self) -> Vector<S, f64> {
        let Self { z, minus, plus, .. } = self;
        let cosine = minus.re.mul_add(plus.re, minus.im * plus.im);
        let angle = polar(self.is_large.select(z.im, cosine), None, z.re).angle.round();
        z.re.eq(z.re.like(0.0)).select(z.re, angle)
    }

    /// The real part of the arccosine.
    #[inline(always)]
    fn arccosine(self) -> Vector<S, f64> {
        let Self { z, minus, plus, is_large, .. } = self;
        let (x, y) = (is_large.select(z.re, plus.re), is_large.select(z.im, minus.re));
        let angle = polar(x, None, y).angle.round();
        let angle = is_large.select(angle, angle + angle);
        z.re.eq(z.re.like(0.0)).select(z.re.like(FRAC_PI_2), angle)
    }

    /// The imaginary part of both.
    #[inline(always)]
    fn size(self) -> Vector<S, f64> {
        let Self { minus, plus, is_large, .. } = self;
        let one = minus.re.like(1.0);
        let sinh = minus.re.mul_add(plus.im, minus.im * plus.re);
        let root = sinh.mul_add(sinh, one).sqrt();
        let v = sinh.mul_add(sinh / (root + one), sinh);
        let size = log_1p(is_large.select(sinh + sinh, v));
        let size = is_large.select(size + 4.0 * LN_2, size);
        self.is_infinite.select(one.like(f64::INFINITY), size)
    }
}

/// `asinh(z)`: `-i asin(iz)`.
///
/// # Special values
/// C99, Annex G: the real part is infinite if either part is.
#[inline(always)]
pub fn asinh<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let roots = Roots::new(z.im.abs(), z.re.abs());
    ComplexVector::new(roots.size().copysign(z.re), roots.arcsine().copysign(z.im))
}

/// `acosh(z)`: `i acos(z)` or `-i acos(z)`, with a real part of at least 0.
///
/// # Special values
/// C99, Annex G: the real part is infinite if either part is.
#[inline(always)]
pub fn acosh<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let roots = Roots::new(z.re.abs(), z.im.abs());
    let angle = reflected(z.re, roots.arccosine());
    ComplexVector::new(roots.size(), angle.copysign(z.im))
}

/// `acos(z)`.
///
/// # Special values
/// C99, Annex G: the imaginary part is infinite if either part is.
#[inline(always)]
pub fn acos<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let roots = Roots::new(z.re.abs(), z.im.abs());
    let angle = reflected(z.re, roots.arccosine());
    ComplexVector::new(angle, roots.size().copysign(-z.im))
}

/// An angle from 0 to half a turn that is reflected if `x` is negative.
#[inline(always)]
fn reflected<S: Isa>(x: Vector<S, f64>, angle: Vector<S, f64>) -> Vector<S, f64> {
    x.lt(x.like(0.0)).select(PI - angle, angle)
}

/// `atanh(z)`: for `x >= 0`, `log(1 + 4x / |1 - z|^2) / 4` and half the angle of
/// `(1 - x)(1 + x) - y^2 + 2yi`.
///
/// # Special values
/// C99, Annex G: `atanh(1 + 0i) = inf + 0i`; infinite numbers give 0 and half a turn.
#[inline(always)]
pub fn atanh<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let (zero, one, infinity) = (z.re.like(0.0), z.re.like(1.0), z.re.like(f64::INFINITY));
    let (x, y) = (z.re.abs(), z.im.abs());
    // Numbers whose squares are too large are scaled.
    let large = x.like(LARGE_SQUARES);
    let scale = (x.gt(large) | y.gt(large)).select(x.like(1.0 / LARGE_SQUARES), one);
    let (a, b) = ((one - x) * (scale * 0.5), y * (scale * 0.5));
    let quarter_of_square = a.mul_add(a, b * b);
    let mut size = log_1p(x * scale / quarter_of_square * scale) * 0.25;
    // So close to 1 that the square is too small: `x` is 1.
    let is_close = quarter_of_square.lt(x.like(1.0 / LARGE_SQUARES));
    if is_close.any() {
        size = is_close.select((LN_2 - y.log()) * 0.5, size);
    }
    let half_real = ((one - x) * (one + x)) * 0.5;
    let angle = polar((y * 0.5).neg_mul_add(y, half_real), None, y).angle.round() * 0.5;

    let is_infinite = x.eq(infinity) | y.eq(infinity);
    let size = (is_infinite | x.eq(zero)).select(zero, size);
    let angle = is_infinite.select(y.is_nan().select(y, y.like(FRAC_PI_2)), angle);
    ComplexVector::new(size.copysign(z.re), angle.copysign(z.im))
}
