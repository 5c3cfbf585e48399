//! Angles so large that every bit of 2/π matters.
//!
//! The method of Payne and Hanek ("Radian reduction for trigonometric functions", 1983): `x * 2/π`
//! is needed modulo 4 only, so the bits of 2/π whose product with `x` is a multiple of 4 are left
//! out. Here `x` is `scaled * 2^s`, where `s` is the same for eight exponents, and the last bit of
//! `scaled` stands for 4 or more. So the product of `scaled` and the *fraction* of `2^s * 2/π`
//! has the same rest. Tables have that fraction in parts, for each `s`.

use super::reduction::{QuarterTurns, Reduced};
use crate::math::{Pair, power_of_2};
use crate::{Isa, Vector};
use core::f64::consts::FRAC_PI_2;

/// The bits of 2/π behind the binary point: Sollya's `floor(2 / pi * 2^2240)`. Angles of a double
/// need the first half.
pub const TWO_OVER_PI: [u64; 35] = [
    0xa2f9_836e_4e44_1529,
    0xfc27_57d1_f534_ddc0,
    0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0,
    0x0649_2eea_09d1_921c,
    0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41,
    0x3991_d639_8353_39f4,
    0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f,
    0x6d36_7ecf_27cb_09b7,
    0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea,
    0x6bfb_5fb1_1f8d_5d08,
    0x5603_3046_fc7b_6bab,
    0xf0cf_bc20_9af4_361d,
    0xa9e3_9161_5ee6_1b08,
    0x6599_855f_14a0_6840,
    0x8dff_d880_4d73_2731,
    0x0606_1556_ca73_a8c9,
    0x60e2_7bc0_8c6b_47c4,
    0x19c3_67cd_dce8_092a,
    0x8359_c476_8b96_1ca6,
    0xddaf_44d1_5719_053e,
    0xa5ff_0705_3f7e_33e8,
    0x32c2_de4f_9832_7dbb,
    0xc33d_26ef_6b1e_5ef8,
    0x9f3a_1f35_caf2_7f1d,
    0x87f1_2190_7c7c_246a,
    0xfa6e_d577_2d30_433b,
    0x15c6_14b5_9d19_c3c2,
];

/// Returns bits `start` to `start + count` behind the binary point of `2^s * 2/π`, at their places.
const fn part(s: i32, start: i32, count: i32) -> f64 {
    let mut sum = 0;
    let mut i = start;
    while i < start + count {
        let place = s + i;
        let bit =
            if place < 0 { 0 } else { TWO_OVER_PI[place as usize / 64] >> (63 - place % 64) & 1 };
        sum = sum << 1 | bit;
        i += 1;
    }
    sum as f64 * power_of_2(-start - count)
}

/// The exponent of the smallest `scaled` number of a double: its last bit stands for 4.
const EXPONENT: i32 = 54;

/// The fraction of `2^s * 2/π` in four parts of 48 bits, for doubles from 2 on: the index is that
/// of the eight exponents, from those of 2 to 2^8 on.
static PARTS: [[f64; 4]; 128] = {
    let mut rows = [[0.0; 4]; 128];
    let mut i = 0;
    while i < 128 {
        let mut k = 0;
        while k < 4 {
            rows[i as usize][k as usize] = part(8 * i + 1 - EXPONENT, 48 * k, 48);
            k += 1;
        }
        i += 1;
    }
    rows
};

/// The exponent of the smallest `scaled` number of an `f32`.
const EXPONENT_OF_SINGLE: i32 = 25;

/// The same fraction in two parts of 50 bits, for `f32` from 2 on.
const PARTS_OF_SINGLE: [[f64; 16]; 2] = {
    let mut rows = [[0.0; 16]; 2];
    let mut i = 0;
    while i < 16 {
        rows[0][i as usize] = part(8 * i + 1 - EXPONENT_OF_SINGLE, 0, 50);
        rows[1][i as usize] = part(8 * i + 1 - EXPONENT_OF_SINGLE, 50, 50);
        i += 1;
    }
    rows
};

/// The part of a number below the three lowest bits of its exponent, with another exponent above.
#[inline(always)]
fn scaled<S: Isa>(x: Vector<S, f64>, exponent: i32) -> Vector<S, f64> {
    let bits = x.to_bits();
    let [rest, exponent] = bits.like_each([(1 << 55) - 1, ((1023 + exponent) as u64) << 52]);
    Vector::from_bits((bits & rest) + exponent)
}

/// Reduces an angle `x >= 2` in radians; if `x` is infinite or NaN, `high` is NaN.
///
/// No double is closer than 2^-61 to a multiple of π/2 (Muller, "Elementary Functions", 2016,
/// section 11.2). All sums are exact down to 2^-87, and the parts of 2/π reach to 2^-130.
#[inline(always)]
pub fn reduce_large<S: Isa>(x: Vector<S, f64>) -> Reduced<S, f64> {
    let parts = Vector::map_lanes([x], |[x]| PARTS[(x.to_bits() >> 55) as usize % 128]);
    let scaled = scaled(x, EXPONENT);
    let first = Pair::product(scaled, parts[0]);
    let second = Pair::product(scaled, parts[1]);
    let third = Pair::product(scaled, parts[2]);

    let whole = modulo_4(first.high) + modulo_4(first.low);
    let turns = Pair::sum(whole, modulo_4(second.high));
    let biased = turns.high + f64::ROUNDER;
    let fraction = turns.high - (biased - f64::ROUNDER);

    let low = Pair::sum(second.low, third.high);
    let middle = Pair::sum(turns.low, low.high);
    let fraction = Pair::sum(fraction, middle.high);
    let rest = scaled.mul_add(parts[3], third.low);
    let rest = fraction.low + (middle.low + (low.low + rest));
    let fraction = Pair::sum(fraction.high, rest);

    let [quarter, quarter_rest] = x.like_each([FRAC_PI_2, 6.123233995736766e-17]);
    let angle = Pair::product(fraction.high, quarter);
    let low = fraction.high.mul_add(quarter_rest, fraction.low.mul_add(quarter, angle.low));
    // Infinity and NaN times 0 are NaN.
    Reduced { quadrant: biased.to_bits(), high: x.mul_add(x.like(0.0), angle.high), low }
}

/// As [`reduce_large`], of an `f32`, without a second part.
#[inline(always)]
pub fn reduce_large_single<S: Isa>(x: Vector<S, f64>) -> [Vector<S, f64>; 2] {
    let index = (x.to_bits() >> 55).bitcast();
    let scaled = scaled(x, EXPONENT_OF_SINGLE);
    let product = Pair::product(scaled, Vector::lookup(&PARTS_OF_SINGLE[0], index));
    let rest = scaled.mul_add(Vector::lookup(&PARTS_OF_SINGLE[1], index), product.low);
    let quadrant = product.high + f64::ROUNDER - f64::ROUNDER;
    let left = (product.high - quadrant + rest) * FRAC_PI_2;
    [quadrant, x.mul_add(x.like(0.0), left)]
}

/// `x` without multiples of 4: at most 2 in magnitude. Exact.
#[inline(always)]
pub fn modulo_4<S: Isa>(x: Vector<S, f64>) -> Vector<S, f64> {
    (x * 0.25).round().neg_mul_add(x.like(4.0), x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn reduce(x: f64) -> (u64, f64, f64) {
        let Reduced { quadrant, high, low } = reduce_large(Vector::splat(Scalar::new(), x));
        (quadrant.lane(0) % 4, high.lane(0), low.lane(0))
    }

    /// The double that is closest to a multiple of π/2.
    #[test]
    fn the_hardest_double() {
        let (quadrant, high, low) = reduce(6_381_956_970_095_103.0 * 2_f64.powi(797));
        assert_eq!((quadrant, high), (1, 4.687_165_924_254_628e-19));
        assert!(low.abs() <= high.abs() * f64::EPSILON / 2.0);
    }

    #[test]
    fn infinity_and_nan_give_nan() {
        assert!(reduce(f64::INFINITY).1.is_nan() && reduce(f64::NAN).1.is_nan());
    }
}
