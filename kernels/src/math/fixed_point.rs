//! Numbers with 256 bits after the point: for the few results that are what is left of nearly equal
//! terms, and so need more digits than sums of two floats have.
//!
//! These functions take one number, not a vector. A loop calls them for hardly any element.

mod functions;

pub use functions::angle_of_power_of_2;

use super::power_of_2;
use core::ops::{Add, Mul, Sub};

/// The number of words.
const WORDS: usize = 5;

/// A number below 2^63, in two's complement; the lowest word is the first. Bits after the last are
/// dropped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedPoint([u64; WORDS]);

impl FixedPoint {
    const ZERO: Self = Self([0; WORDS]);

    /// 1.
    pub const ONE: Self = Self([0, 0, 0, 0, 1]);

    /// `ln(2)`; Sollya computes the words after the point with `floor(log(2) * 2^256)`.
    pub const LN_2: Self = Self([
        0x8a0d_175b_8baa_fa2b,
        0x40f3_4326_7298_b62d,
        0xc9e3_b398_03f2_f6af,
        0xb172_17f7_d1cf_79ab,
        0,
    ]);

    /// `1 / ln(2)`, by `floor((1 / log(2) - 1) * 2^256)`.
    pub const LOG2_E: Self = Self([
        0x164a_2cd9_a342_648f,
        0xd6ae_f551_bad2_b4b1,
        0x7d0f_fda0_d23a_7d11,
        0x7154_7652_b82f_e177,
        1,
    ]);

    /// `x * 2^exponent`, for a finite `x`, and a product below 2^63.
    pub fn of(x: f64, exponent: i32) -> Self {
        let (mantissa, unit) = mantissa_and_unit(x);
        let whole = Self([0, 0, 0, 0, mantissa]);
        whole.times_power_of_2(unit + exponent).with_sign(x < 0.0)
    }

    /// `x / 2^n`, of a magnitude from 1/2 to 1, and `n`, for a finite `x` other than 0.
    pub fn normalized(x: f64) -> (Self, i32) {
        let (mantissa, unit) = mantissa_and_unit(x);
        let exponent = unit + 64 - mantissa.leading_zeros() as i32;
        (Self::of(x, -exponent), exponent)
    }

    /// The nearest float to `self * 2^exponent`, ties to even.
    pub fn to_float(self, exponent: i32) -> f64 {
        let magnitude = self.magnitude();
        let Some(highest) = magnitude.0.iter().rposition(|&word| word != 0) else {
            return 0.0;
        };
        let zeros = 64 * (WORDS - 1 - highest) as i32 + magnitude.0[highest].leading_zeros() as i32;
        let [lower @ .., top] = magnitude.times_power_of_2(zeros).0;
        // The conversion rounds, and sees from the last bit whether others follow.
        let rounded = (top | u64::from(lower != [0; WORDS - 1])) as f64;
        let half = (exponent - zeros) / 2;
        let float = rounded * power_of_2(half) * power_of_2(exponent - zeros - half);
        if self.is_negative() { -float } else { float }
    }

    /// The largest integer that is not above.
    pub fn floor(self) -> i64 {
        self.0[WORDS - 1].cast_signed()
    }

    /// `self * 2^n`.
    pub fn times_power_of_2(self, n: i32) -> Self {
        let fill = if self.is_negative() { u64::MAX } else { 0 };
        let bits = n.rem_euclid(64);
        let words = (n - bits) / 64;
        let word = |i: i32| match usize::try_from(i - words) {
            Ok(i) if i < WORDS => self.0[i],
            Ok(_) => fill,
            Err(_) => 0,
        };
        let mut result = Self::ZERO;
        for (i, out) in (0..).zip(&mut result.0) {
            let pair = u128::from(word(i)) << 64 | u128::from(word(i - 1));
            *out = (pair << bits >> 64) as u64;
        }
        result
    }

    /// `self / n`.
    fn over(self, n: u64) -> Self {
        let mut result = self.magnitude();
        let mut rest = 0;
        for word in result.0.iter_mut().rev() {
            let dividend = u128::from(rest) << 64 | u128::from(*word);
            *word = (dividend / u128::from(n)) as u64;
            rest = (dividend % u128::from(n)) as u64;
        }
        result.with_sign(self.is_negative())
    }

    fn is_negative(self) -> bool {
        self.floor() < 0
    }

    fn magnitude(self) -> Self {
        self.with_sign(self.is_negative())
    }

    /// The number, or the negative number.
    fn with_sign(self, is_negative: bool) -> Self {
        if is_negative { Self::ZERO - self } else { self }
    }
}

impl Add for FixedPoint {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        let mut carry = 0;
        for (a, b) in self.0.iter_mut().zip(other.0) {
            let sum = u128::from(*a) + u128::from(b) + u128::from(carry);
            (*a, carry) = (sum as u64, (sum >> 64) as u64);
        }
        self
    }
}

impl Sub for FixedPoint {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + Self(other.0.map(|word| !word)) + Self([1, 0, 0, 0, 0])
    }
}

impl Mul for FixedPoint {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (a, b) = (self.magnitude(), other.magnitude());
        let mut product = [0_u64; 2 * WORDS];
        for (i, a) in a.0.into_iter().enumerate() {
            let mut carry = 0;
            for (out, b) in product[i..].iter_mut().zip(b.0) {
                let sum = u128::from(a) * u128::from(b) + u128::from(*out) + u128::from(carry);
                (*out, carry) = (sum as u64, (sum >> 64) as u64);
            }
            product[i + WORDS] = carry;
        }
        let mut result = Self::ZERO;
        result.0.copy_from_slice(&product[WORDS - 1..2 * WORDS - 1]);
        result.with_sign(self.is_negative() != other.is_negative())
    }
}

/// `m` and `n` with `|x| = m * 2^n`.
fn mantissa_and_unit(x: f64) -> (u64, i32) {
    const BITS: i32 = f64::MANTISSA_DIGITS as i32 - 1;
    let exponent = (x.to_bits() >> BITS) as i32 & 0x7ff;
    let fraction = x.to_bits() & ((1 << BITS) - 1);
    let mantissa = if exponent == 0 { fraction } else { fraction | 1 << BITS };
    (mantissa, exponent.max(1) - 1023 - BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float(x: FixedPoint) -> f64 {
        x.to_float(0)
    }

    #[test]
    fn floats_are_exact() {
        for x in [0.0, 1.0, -1.0, 0.1, -0.7, 3e9, -1e-30, 1.5 * 2_f64.powi(-100)] {
            assert_eq!(float(FixedPoint::of(x, 0)), x);
            assert_eq!(FixedPoint::of(x, 7).to_float(-7), x);
        }
        assert_eq!(FixedPoint::of(-5e-324, 1074).to_float(-1074), -5e-324);
        assert_eq!(FixedPoint::of(f64::MAX, -1000).to_float(1000), f64::MAX);
    }

    #[test]
    fn conversion_rounds_to_nearest_and_ties_to_even() {
        let bit = |n: i32| FixedPoint::of(1.0, -n);
        let ulp = f64::EPSILON;
        for (x, y) in [
            (FixedPoint::ONE + bit(53), 1.0),
            (FixedPoint::ONE + bit(53) + bit(250), 1.0 + ulp),
            (FixedPoint::ONE + bit(52) + bit(53), 1.0 + 2.0 * ulp),
            (FixedPoint::ONE + bit(54), 1.0),
        ] {
            assert_eq!(float(x), y);
            assert_eq!(float(FixedPoint::ZERO - x), -y);
        }
    }

    #[test]
    fn arithmetic_with_signs() {
        let of = |x| FixedPoint::of(x, 0);
        for (a, b) in [(1.5, 0.25), (-1.5, 0.25), (1.5, -0.25), (-1.5, -0.25), (0.0, -3.0)] {
            assert_eq!(float(of(a) + of(b)), a + b);
            assert_eq!(float(of(a) - of(b)), a - b);
            assert_eq!(float(of(a) * of(b)), a * b);
            assert_eq!(float(of(a).over(3)), a / 3.0);
            for n in [-130, -64, -3, 0, 1, 60] {
                assert_eq!(of(a).times_power_of_2(n), FixedPoint::of(a, n), "{a} * 2^{n}");
            }
        }
        assert_eq!(of(-1.5).floor(), -2);
        let [one, product] = [FixedPoint::ONE, FixedPoint::LN_2 * FixedPoint::LOG2_E];
        assert!(float(one - product).abs() < 2_f64.powi(-254));
    }
}
