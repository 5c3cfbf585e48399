//! The gamma function as a power times a factor.

use super::log_pair;
use crate::math::Pair;
use crate::math::polynomial;
use crate::{Isa, Vector};

/// The exponent `e` and the factor `f` of `|gamma(x)| = exp(e) * f`, each to more than 62 bits.
/// `|x|` is from 2^-60 to 2^1000. At the poles, the factor is infinite or NaN.
///
/// # Method
/// For positive `x`, `gamma(x) = gamma(x + n) / (x * (x + 1) * .. * (x + n - 1))` with `n` such
/// that `y = x + n` is at least 8. There Stirling's formula is `log(gamma(y)) = (y - 1/2) *
/// (log(y) - 1) + (log(2 pi) - 1) / 2 + p(1 / y^2) / y`. The product becomes the factor. For
/// negative `x`, `|gamma(x)| = pi / (|x * sin(pi x)| * gamma(|x|))`.
#[inline(always)]
pub fn gamma_parts<S: Isa>(x: Vector<S, f64>) -> (Pair<S, f64>, Pair<S, f64>) {
    let (s, a) = (x.isa, x.abs());
    let one = Pair::of(x.like(1.0));
    let (mut y, mut product) = (Pair::of(a), one);
    loop {
        let is_small = y.high.lt(x.like(STIRLING_FROM));
        if !is_small.any() {
            break;
        }
        product = Pair::select(is_small, product.times_pair(y), product);
        y = Pair::select(is_small, y.plus_pair(one), y);
    }
    let less_half = y.plus_pair(Pair::of(x.like(-0.5)));
    let exponent = less_half.times_pair(log_pair(y).plus_pair(one.negative()));
    let inverse = one.over(y);
    let w = inverse.high * inverse.high;
    let rest = inverse.high * w * polynomial(w, &STIRLING);
    let correction = inverse.times_pair(Pair::splat(s, TWELFTH)).plus_pair(Pair::of(rest));
    let exponent = exponent.plus_pair(Pair::splat(s, HALF_LOG_2_PI_LESS_1).plus_pair(correction));

    let negative = x.lt(x.like(0.0));
    if !negative.any() {
        return (exponent, one.over(product));
    }
    let sine = sin_pi(a).times_pair(Pair::of(a));
    let over = Pair::select(negative, product.times_pair(Pair::splat(s, SINE[0])), one);
    let under = Pair::select(negative, sine, product);
    (Pair::select(negative, exponent.negative(), exponent), over.over(under))
}

/// `|sin(pi * a)|` for `a >= 0`.
#[inline(always)]
fn sin_pi<S: Isa>(a: Vector<S, f64>) -> Pair<S, f64> {
    let f = (a - a.round()).abs();
    let w = Pair::product(f, f);
    let mut sum = Pair::of(w.high * polynomial(w.high, &SINE_TAIL));
    for i in (0..4).rev() {
        let term = Pair::splat(a.isa, SINE[i]);
        sum = if i == 3 { sum.plus_pair(term) } else { sum.times_pair(w).plus_pair(term) };
    }
    sum.times_pair(Pair::of(f))
}

/// The least `y` for Stirling's formula.
const STIRLING_FROM: f64 = 8.0;

/// `(log(2 pi) - 1) / 2`
const HALF_LOG_2_PI_LESS_1: [f64; 2] = [0.4189385332046727, 1.6728209650585413e-17];

/// 1/12, the first coefficient of Stirling's series.
const TWELFTH: [f64; 2] = [0.08333333333333333, 4.625929269271485e-18];

/// The other coefficients, in `1 / y^2`: the polynomial of least squares at Chebyshev's points for
/// `y >= 8`, within 2^-74.
const STIRLING: [f64; 9] = [
    -0.002777777777777778,
    0.0007936507936508809,
    -0.000595238095224877,
    0.0008417508106708291,
    -0.0019175147966001198,
    0.00640792565884349,
    -0.029293276970703493,
    0.1627462365392034,
    -0.7475961500769158,
];

/// The first coefficients of `sin(pi f) / f`, in `f^2`: Taylor's.
const SINE: [[f64; 2]; 4] = [
    [core::f64::consts::PI, 1.2246467991473532e-16],
    [-5.16771278004997, 2.2665622825789447e-16],
    [2.5501640398773455, -7.931006345326556e-17],
    [-0.5992645293207921, 2.845026112698218e-17],
];

/// The other coefficients: the polynomial of least squares at Chebyshev's points for `f` up to 1/2,
/// within 2^-77.
const SINE_TAIL: [f64; 7] = [
    0.0821458866111282,
    -0.007370430945713149,
    0.0004663028057429909,
    -2.1915353178997305e-05,
    7.952036999991615e-07,
    -2.2942168068290286e-08,
    5.26771583041996e-10,
];
