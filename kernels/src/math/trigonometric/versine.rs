//! The versine, `1 - cos(x)`.

use super::Reduced;
use crate::math::{Pair, polynomial};
use crate::{Isa, Vector};

/// Taylor's series in `u = x^2 / 2`, from `u^2` to `u^5`: `-(-2)^k / (2k)!`, as pairs.
const LARGE: [[f64; 2]; 4] = [
    [-0.16666666666666666, -9.25185853854297e-18],
    [0.011111111111111112, -4.2404351634988616e-19],
    [-0.0003968253968253968, -3.441911658684141e-22],
    [8.818342151675484e-06, 7.605668679120095e-22],
];

/// The terms from `u^6` on.
const SMALL: [f64; 9] = [
    -1.3361124472235584e-07,
    1.4682554365094047e-09,
    -1.2235461970911706e-11,
    7.997033967916147e-14,
    -4.208965246271657e-16,
    1.8220628771738776e-18,
    -6.601677091209701e-21,
    2.0312852588337542e-23,
    -5.373770526015222e-26,
];

/// `1 - cos(x)` with 70 bits, if its half is not subnormal.
#[inline(always)]
pub fn versine<S: Isa>(x: Vector<S, f64>) -> Pair<S, f64> {
    // `2 sin(x / 2)^2`, or `2 cos(x / 2)^2`, its difference from 2, of what is left of the angle.
    let half = Reduced::radians(x.abs() * 0.5);
    let is_odd = half.is_odd();
    let rest = Pair::new(half.high, half.low);
    let u = rest.times_pair(rest).scaled(x.like(2.0));
    let mut sum = Pair::of(polynomial(u.high, &SMALL));
    for pair in LARGE.iter().rev() {
        sum = Pair::splat(x.isa, *pair).plus_pair(sum.times_pair(u));
    }
    let small = u.plus_pair(sum.times_pair(u).times_pair(u));
    let large = Pair::sum(x.like(2.0), -small.high).plus(-small.low);
    Pair::select(is_odd, large, small)
}
