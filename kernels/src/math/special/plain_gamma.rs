//! The gamma function for `f32`, in plain `f64`.

use crate::math::{LOWEST, Split, ln_in_parts, polynomial};
use crate::{Isa, Vector};

/// The exponent `e` and the divisor `q` of `gamma(x) = exp(e) / q` for positive `x`, and of
/// `|gamma(x)| = q / exp(e)` for negative `x`, within about 2^-45. `x` is a finite `f32`. At the
/// poles, the divisor is 0 or infinite.
///
/// # Method
/// As [`gamma_parts`](super::gamma_parts), but with `n` 8 or 0. The product has four factors: with
/// `u = x * (x + 7)`, `(x + 1) * (x + 6) = u + 6`, and so on.
#[inline(always)]
pub fn plain_gamma_parts<S: Isa>(x: Vector<S, f64>) -> [Vector<S, f64>; 2] {
    let (a, one) = (x.abs(), x.like(1.0));
    let is_small = a.lt(x.like(8.0));
    let y = is_small.select(a + 8.0, a);
    let u = a * (a + 7.0);
    let product = (u * (u + 6.0)) * ((u + 10.0) * (u + 12.0));
    let product = is_small.select(product, one);
    let inverse = one / y;
    let rest = inverse.mul_add(polynomial(inverse * inverse, &STIRLING), x.like(HALF_LOG));
    let exponent = (y - 0.5).mul_add(ln(y) - 1.0, rest);

    let negative = x.lt(x.like(0.0));
    if !negative.any() {
        return [exponent, product];
    }
    let f = a - a.round();
    let sine = (f * polynomial(f * f, &SINE)).abs();
    [exponent, negative.select(product / (a * sine), product)]
}

/// The natural logarithm of positive normal numbers.
#[inline(always)]
pub fn ln<S: Isa>(x: Vector<S, f64>) -> Vector<S, f64> {
    let Split { k, m, .. } = Split::of(x, LOWEST);
    let [large, small] = ln_in_parts(k, m - 1.0, x.like(-0.0));
    large + small
}

/// `(log(2 pi) - 1) / 2`
const HALF_LOG: f64 = 0.4189385332046727;

/// Stirling's series. For `y >= 8`, the next term is below 2^-45.
const STIRLING: [f64; 6] =
    [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0];

/// `sin(pi * f) / (pi * f)` in `f^2`, for `|f|` up to 1/2: Taylor's coefficients, of which the next
/// would change it by less than 2^-46.
const SINE: [f64; 9] = [
    1.0,
    -1.6449340668482264,
    0.8117424252833536,
    -0.19075182412208422,
    0.026147847817654803,
    -0.002346081035455823,
    0.00014842879303107104,
    -6.975873661656386e-06,
    2.531217404137027e-07,
];
