//! Numbers with many bits after the point: for the few results that are what is left of nearly
//! equal terms, or of many turns, and so need more digits than sums of two floats have.
//!
//! These functions take one number, not a vector. A loop calls them for hardly any element.

mod complex;
mod constants;
mod functions;

pub use complex::ComplexFixedPoint;
pub use functions::angle_of_power_of_2;

use super::power_of_2;
use core::array::from_fn;
use core::ops::{Add, Mul, Neg, Sub};

/// A number of a magnitude below 2^63, in two's complement; the lowest word is the first, and the
/// point is before the last one. Bits after the lowest are dropped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedPoint<const WORDS: usize = 5>([u64; WORDS]);

impl<const WORDS: usize> FixedPoint<WORDS> {
    /// The number of bits after the point.
    pub const BITS: i32 = 64 * (WORDS as i32 - 1);

    /// 0.
    pub const ZERO: Self = Self([0; WORDS]);

    /// 1.
    pub const ONE: Self = Self::whole(1);

    /// `ln(2)`.
    pub const LN_2: Self = Self::of_bits(0, &constants::LN_2);

    /// The number with this whole part, and these bits after the point, the first word first.
    pub const fn of_bits(whole: u64, bits: &[u64]) -> Self {
        let mut number = Self::whole(whole);
        let mut i = 1;
        while i < WORDS {
            number.0[WORDS - 1 - i] = bits[i - 1];
            i += 1;
        }
        number
    }

    /// An integer, in two's complement.
    const fn whole(n: u64) -> Self {
        let mut words = [0; WORDS];
        words[WORDS - 1] = n;
        Self(words)
    }

    /// `x * 2^exponent`, for a finite `x`, and a product below 2^63.
    pub fn of(x: f64, exponent: i32) -> Self {
        let (mantissa, unit) = mantissa_and_unit(x);
        Self::whole(mantissa).times_power_of_2(unit + exponent).with_sign(x < 0.0)
    }

    /// `x / 2^n`, of a magnitude from 1/2 to 1, and `n`, for a finite `x` other than 0.
    pub fn normalized(x: f64) -> (Self, i32) {
        let (mantissa, unit) = mantissa_and_unit(x);
        let exponent = unit + 64 - mantissa.leading_zeros() as i32;
        (Self::of(x, -exponent), exponent)
    }

    /// The nearest float to `self * 2^exponent`, ties to even. Subnormal numbers are rounded twice.
    pub fn to_float(self, exponent: i32) -> f64 {
        let Some(magnitude_exponent) = self.exponent() else {
            return 0.0;
        };
        let shift = 64 - magnitude_exponent;
        let words = self.magnitude().times_power_of_2(shift).0;
        // The conversion rounds, and sees from the last bit whether others follow.
        let has_more = words[..WORDS - 1].iter().any(|&word| word != 0);
        let rounded = (words[WORDS - 1] | u64::from(has_more)) as f64;
        let exponent = (exponent - shift).clamp(-2000, 2000);
        let float = rounded * power_of_2(exponent / 2) * power_of_2(exponent - exponent / 2);
        if self.is_negative() { -float } else { float }
    }

    /// `self * 2^exponent` as the sum of two floats.
    pub fn to_pair(self, exponent: i32) -> [f64; 2] {
        let high = self.to_float(exponent);
        [high, (self - Self::of(high, -exponent)).to_float(exponent)]
    }

    /// `e` with `2^(e - 1) <= |self| < 2^e`, or nothing for 0.
    pub fn exponent(self) -> Option<i32> {
        let magnitude = self.magnitude().0;
        let highest = magnitude.iter().rposition(|&word| word != 0)?;
        let zeros = 64 * (WORDS - 1 - highest) as i32 + magnitude[highest].leading_zeros() as i32;
        Some(64 - zeros)
    }

    /// The same number with more or fewer words.
    pub fn resized<const OTHER: usize>(self) -> FixedPoint<OTHER> {
        let word = |i: usize| (i + WORDS).checked_sub(OTHER).map_or(0, |i| self.0[i]);
        FixedPoint(from_fn(word))
    }

    /// The largest integer that is not above.
    pub fn floor(self) -> i64 {
        self.0[WORDS - 1].cast_signed()
    }

    /// `self - n`.
    pub fn minus_whole(self, n: i64) -> Self {
        self - Self::whole(n.cast_unsigned())
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
    fn over(self, n: u32) -> Self {
        let n = u64::from(n);
        let mut result = self.magnitude();
        let mut rest = 0;
        for word in result.0.iter_mut().rev() {
            let high = rest << 32 | *word >> 32;
            let low = (high % n) << 32 | *word & u64::from(u32::MAX);
            *word = ((high / n) << 32) | (low / n);
            rest = low % n;
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
        if is_negative { -self } else { self }
    }

    /// The sum, and one more in the last place if it is wanted.
    fn sum(mut self, other: Self, mut carry: bool) -> Self {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            let sum = u128::from(*a) + u128::from(b) + u128::from(carry);
            (*a, carry) = (sum as u64, sum >> 64 != 0);
        }
        self
    }
}

impl FixedPoint {
    /// `1 / ln(2)`.
    pub const LOG2_E: Self = Self::of_bits(1, &constants::LOG2_E);

    /// `pi / 2`.
    pub const QUARTER_TURN: Self = Self::of_bits(1, &constants::QUARTER_TURN);
}

impl<const WORDS: usize> Add for FixedPoint<WORDS> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.sum(other, false)
    }
}

impl<const WORDS: usize> Sub for FixedPoint<WORDS> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.sum(Self(other.0.map(|word| !word)), true)
    }
}

impl<const WORDS: usize> Neg for FixedPoint<WORDS> {
    type Output = Self;

    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

impl<const WORDS: usize> Mul for FixedPoint<WORDS> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (a, b) = (self.magnitude(), other.magnitude());
        let mut product = [[0_u64; WORDS]; 2];
        let words = product.as_flattened_mut();
        for (i, a) in a.0.into_iter().enumerate() {
            let mut carry = 0;
            for (out, b) in words[i..].iter_mut().zip(b.0) {
                let sum = u128::from(a) * u128::from(b) + u128::from(*out) + u128::from(carry);
                (*out, carry) = (sum as u64, (sum >> 64) as u64);
            }
            words[i + WORDS] = carry;
        }
        let result = Self(from_fn(|i| words[i + WORDS - 1]));
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
    type FixedPoint = super::FixedPoint<5>;

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
            assert_eq!(float(-x), -y);
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
        assert_eq!(float(-of(1.5)), -1.5);
        let [one, product] = [FixedPoint::ONE, FixedPoint::LN_2 * FixedPoint::LOG2_E];
        assert!(float(one - product).abs() < 2_f64.powi(-254));
    }
}
