//! The logarithm of a complex number: the logarithm of its magnitude, and its angle.

use super::larger::exponent_of_larger;
use crate::math::{Pair, polynomial, pow2, reciprocal};
use crate::{Isa, Vector};

/// The logarithm of a complex number, with errors of about 2^-64, relative to each part.
#[derive(Clone, Copy)]
pub struct Polar<S: Isa> {
    /// The logarithm of the magnitude.
    pub log: Pair<S, f64>,
    /// The angle, from `-pi` to `pi`.
    pub angle: Pair<S, f64>,
}

/// `log(n/16)` with the sign changed, and the rest of it, at index `n mod 16`, for `n` from 11 to
/// 23. Sollya computes the tables:
///
/// ```text
/// for n from 11 to 23 do { h = round(-log(n/16), D, RN); h; round(-log(n/16) - h, D, RN); };
/// for n from 0 to 15 do { h = round(atan(n/16), D, RN); h; round(atan(n/16) - h, D, RN); };
/// I = [-0.0452; 0.0452];
/// fpminimax((log1p(x) - x + x^2/2)/x^3, 9, [|D...|], I, absolute);
/// fpminimax((atan(sqrt(x))/sqrt(x) - 1)/x, 4, [|D...|], [2^-60; (1/30.9)^2], absolute);
/// ```
const MINUS_LOGS: [[f64; 16]; 2] = [
    [
        0.0,
        -0.06062462181643484,
        -0.11778303565638346,
        -0.17185025692665923,
        -0.22314355131420976,
        -0.27193371548364176,
        -0.3184537311185346,
        -0.3629054936893685,
        0.0,
        0.0,
        0.0,
        0.3746934494414107,
        0.2876820724517809,
        0.2076393647782445,
        0.13353139262452263,
        0.06453852113757118,
    ],
    [
        0.0,
        -2.6424025938726934e-18,
        1.1971685747593677e-18,
        6.0224538210113705e-18,
        9.091270597324799e-18,
        -7.83319637697442e-19,
        -2.7114779367326236e-17,
        2.1492361455310972e-17,
        0.0,
        0.0,
        0.0,
        -3.9243112288632396e-18,
        2.607160616442564e-17,
        1.2053243216686129e-17,
        -3.664457663660085e-18,
        -6.470486661692933e-18,
    ],
];

/// The arctangent of `n / 16`, and the rest of it.
const ARCTANGENTS: [[f64; 16]; 2] = [
    [
        0.0,
        0.06241880999595735,
        0.12435499454676144,
        0.18534794999569476,
        0.24497866312686414,
        0.3028848683749714,
        0.35877067027057225,
        0.4124104415973873,
        0.4636476090008061,
        0.5123894603107377,
        0.5585993153435624,
        0.6022873461349642,
        0.6435011087932844,
        0.6823165548747481,
        0.7188299996216245,
        0.7531512809621944,
    ],
    [
        0.0,
        -1.5490756308295046e-18,
        -3.1253241424539383e-18,
        4.180692268843079e-18,
        1.0698755618734451e-17,
        -1.1010827903001369e-17,
        -2.4623815582638635e-17,
        -1.587652227770689e-17,
        2.2698777452961687e-17,
        -2.5462781472855804e-17,
        -5.4556305485916264e-18,
        2.950430737228402e-17,
        1.5834785051444286e-17,
        6.943223671560008e-18,
        -2.1478388444456983e-17,
        -2.4256934659182068e-17,
    ],
];

/// `(log(1 + u) - u + u^2/2) / u^3`.
const LOG_1P: [f64; 10] = [
    0.3333333333333333,
    -0.25000000000000006,
    0.20000000000002432,
    -0.166666666666221,
    0.14285714309732755,
    -0.1250000010435251,
    0.1111105851814034,
    -0.09999897783267443,
    0.09126415742256343,
    -0.08377893429762143,
];

/// `(atan(v) - v) / v^3`, as a polynomial in `v^2`.
const ATAN: [f64; 5] = [
    -0.3333333333333333,
    0.19999999999975782,
    -0.14285714198678012,
    0.11110990655169634,
    -0.09027498343133275,
];

/// `ln 2` in so few bits that its products with exponents are exact, and the rest of it.
const LN_2: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];

/// `pi`, and the rest of it.
const PI: [f64; 2] = [core::f64::consts::PI, 1.2246467991473532e-16];

/// The parts of the logarithm of `x + yi`, or of `x + rest + yi` if there is a rest that `x` has
/// lost by rounding.
///
/// # Method
/// Both parts are scaled by the power of two that brings the larger one near 1. Then see
/// `log_of_squares` and `angle_of_flat`, whose angles are reflected.
///
/// # Special values
/// As of the logarithm in C99, Annex G: the logarithm of 0 is `-inf`, and of numbers with an
/// infinite part `inf`, even beside NaN; the angle is that of `atan2`.
#[inline(always)]
pub fn polar<S: Isa>(
    x: Vector<S, f64>,
    rest: Option<Vector<S, f64>>,
    y: Vector<S, f64>,
) -> Polar<S> {
    let (zero, one, infinity) = (y.like(0.0), y.like(1.0), y.like(f64::INFINITY));
    let (re, im) = (x.abs(), y.abs());
    let is_infinite = re.eq(infinity) | im.eq(infinity);
    let is_zero = re.eq(zero) & im.eq(zero);
    // Infinities become 1, beside which finite numbers are 0.
    let re = is_infinite.select(re.eq(infinity).select(one, re * zero), re);
    let im = is_infinite.select(im.eq(infinity).select(one, im * zero), im);
    let re = is_zero.select(one, re);

    // Numbers near 1 keep their exponent, so that none with a small logarithm is scaled.
    let exponent = exponent_of_larger(re, im);
    let exponent = exponent.max(y.like_int(-1022)).min(y.like_int(1022));
    let exponent = exponent.eq(y.like_int(-1)).select(y.like_int(0), exponent);
    let scale = pow2(y.like_int(0) - exponent);
    let (re, im) = (re * scale, im * scale);
    let is_steep = re.lt(im);
    let (large, small) = (is_steep.select(im, re), is_steep.select(re, im));

    let log = match rest {
        None => log_of_squares(large, small, None, exponent),
        Some(rest) => {
            let rest = is_infinite.select(zero, rest * one.copysign(x) * scale);
            log_of_squares(large, small, Some([re, rest]), exponent)
        }
    };
    let special = is_infinite.select(infinity, -infinity);
    let is_special = is_infinite | is_zero;
    let log = Pair::new(is_special.select(special, log.high), is_special.select(zero, log.low));

    let angle = angle_of_flat(large, small);
    let is_left = x.to_bits().bitcast::<i64>().lt(y.like_int(0));
    let half = is_steep.select(y.like(0.5), is_left.select(one, zero));
    let is_reversed = is_steep ^ is_left;
    let sign = is_reversed.select(-one, one);
    let sum = Pair::quick_sum(half * PI[0], angle.high * sign);
    let angle = sum.plus(half.mul_add(y.like(PI[1]), angle.low * sign));
    // Of an angle of 0, the rest is 0, too.
    let sign = one.copysign(y);
    Polar { log, angle: Pair::new(angle.high * sign, angle.low * sign) }
}

/// The logarithm of `2^exponent * sqrt(a^2 + b^2)`, for `a >= b >= 0` and `a` from 1/2 to 4, or
/// lower if `exponent` is the least one. If `x + rest` replaces either of them, named `x`, both are
/// given.
///
/// Squares are exact as pairs. Their sum is scaled to a number `1 + w` near 1, where `w` is summed
/// without loss: so the logarithm is accurate even if the magnitude is close to 1.
#[inline(always)]
fn log_of_squares<S: Isa>(
    a: Vector<S, f64>,
    b: Vector<S, f64>,
    x_and_rest: Option<[Vector<S, f64>; 2]>,
    exponent: Vector<S, i64>,
) -> Pair<S, f64> {
    let one = a.like(1.0);
    let (a2, b2) = (Pair::product(a, a), Pair::product(b, b));

    let k = binary_exponent(a2.high + b2.high);
    let scale = pow2(one.like_int(0) - k);
    let (a2, b2) = (a2.scaled(scale), b2.scaled(scale));

    let first = Pair::sum(a2.high, -one);
    let second = Pair::sum(first.high, b2.high);
    let errors = Pair::sum(a2.low, b2.low);
    let mut large = second.high;
    let mut small = Pair::sum(first.low + second.low, errors.high);
    let mut rest = errors.low;
    if let Some([x, x_rest]) = x_and_rest {
        let twice = x_rest + x_rest;
        let third = Pair::product(x * scale, twice);
        let sum = Pair::sum(large, third.high);
        large = sum.high;
        rest = rest + (x_rest * scale).mul_add(x_rest, third.low);
        let sum = Pair::sum(small.high, sum.low);
        small = Pair::new(sum.high, sum.low + small.low);
    }
    let sum = Pair::sum(large, small.high);
    let w = sum.plus(small.low + rest);

    log_of(w, Vector::from_int(exponent + exponent + k)).scaled(one.like(0.5))
}

/// `log(1 + v)` for `v` from 0 to 2^1022, or infinity.
#[inline(always)]
pub fn log_1p<S: Isa>(v: Vector<S, f64>) -> Vector<S, f64> {
    let (one, infinity) = (v.like(1.0), v.like(f64::INFINITY));
    let sum = Pair::sum(one, v);
    let k = binary_exponent(sum.high);
    let sum = sum.scaled(pow2(one.like_int(0) - k));
    let w = Pair::quick_sum(sum.high - one, sum.low);
    v.eq(infinity).select(infinity, log_of(w, Vector::from_int(k)).round())
}

/// The exponent of a positive number, where numbers below 89/128 of a power of two count as below
/// it.
#[inline(always)]
fn binary_exponent<S: Isa>(x: Vector<S, f64>) -> Vector<S, i64> {
    let offset = x.like(1.0).to_bits() - x.like(89.0 / 128.0).to_bits();
    ((x.to_bits() + offset) >> 52).bitcast() - x.like_int(1023)
}

/// `log(2^k * (1 + w))`, for `1 + w` from 89/128 to twice that.
///
/// With a multiple `r` of 1/16 close to `1 / (1 + w)`, `log(1 + w) = log(1 + u) - log(r)` for
/// `u = (1 + w) * r - 1`. The last term comes from a table.
#[inline(always)]
fn log_of<S: Isa>(w: Pair<S, f64>, k: Vector<S, f64>) -> Pair<S, f64> {
    let one = k.like(1.0);
    let n = (16.0 / (one + w.high)).round();
    let (r, index) = (n * 0.0625, n.to_int());
    let product = Pair::product(w.high, r);
    let u = Pair::sum(product.high, r - one).plus(w.low.mul_add(r, product.low));
    let log_1p = log_near_1(u);

    let first = Pair::quick_sum(k * LN_2[0], Vector::lookup(&MINUS_LOGS[0], index));
    let second = Pair::sum(first.high, log_1p.high);
    let low = k.mul_add(one.like(LN_2[1]), Vector::lookup(&MINUS_LOGS[1], index));
    second.plus(first.low + (low + log_1p.low))
}

/// `log(1 + u)` for `|u|` up to 0.0452.
#[inline(always)]
fn log_near_1<S: Isa>(u: Pair<S, f64>) -> Pair<S, f64> {
    let square = Pair::product(u.high, u.high);
    let sum = Pair::quick_sum(u.high, square.high * -0.5);
    let cube = u.high * square.high * polynomial(u.high, &LOG_1P);
    let low = square.low.mul_add(u.high.like(-0.5), u.high.neg_mul_add(u.low, u.low));
    sum.plus(low + cube)
}

/// The angle of `a + bi`, for `a >= b >= 0` and `a` from 1/2 to 4, or lower if both are subnormal
/// numbers that have been scaled.
///
/// # Method
/// With a multiple `c` of 1/16 close to `b / a`, the angle is `atan(c) + atan(v)` for
/// `v = (b - ca) / (a + cb)`. The first term comes from a table. The difference is exact as a pair.
#[inline(always)]
fn angle_of_flat<S: Isa>(a: Vector<S, f64>, b: Vector<S, f64>) -> Pair<S, f64> {
    // Beyond 15/16, `v` is at most 1/31.
    let n = (b * reciprocal(a) * 16.0).round().min(a.like(15.0));
    let (c, index) = (n * 0.0625, n.to_int());
    let (ca, cb) = (Pair::product(c, a), Pair::product(c, b));
    let numerator = Pair::new(b - ca.high, -ca.low);
    let denominator = Pair::quick_sum(a, cb.high).plus(cb.low);

    let inverse = 1.0 / denominator.high;
    let v = numerator.high * inverse;
    let left = v.neg_mul_add(denominator.high, numerator.high);
    let left = v.neg_mul_add(denominator.low, left + numerator.low);
    let v2 = v * v;
    let low = left.mul_add(inverse, v * v2 * polynomial(v2, &ATAN));

    let sum = Pair::quick_sum(Vector::lookup(&ARCTANGENTS[0], index), v);
    sum.plus(low + Vector::lookup(&ARCTANGENTS[1], index))
}
