//! Functions, by Taylor's series and Horner's rule.

use super::{FixedPoint, mantissa_and_unit};
use crate::math::trigonometric::TWO_OVER_PI;

/// `2 pi`; Sollya computes the words with `floor(2 * pi * 2^256)`.
const TURN: FixedPoint = FixedPoint([
    0x105d_f531_d89c_d912,
    0x4812_7044_533e_63a0,
    0x2633_145c_06e0_e689,
    0x487e_d511_0b46_11a6,
    6,
]);

impl FixedPoint {
    /// `(e^x - 1) / x`, for `|x| < 1`.
    pub fn expm1_over(x: Self) -> Self {
        // `1 / 57!` is below 2^-254.
        (2..=57).rev().fold(Self::ONE, |sum, n| Self::ONE + (sum * x).over(n))
    }

    /// `m`, from 1 to 2, and `k` with `e^x = m * 2^k`.
    pub fn exp(x: Self) -> (Self, i32) {
        let k = (x * Self::LOG2_E).floor();
        let r = x - Self::of(k as f64, 0) * Self::LN_2;
        (Self::ONE + r * Self::expm1_over(r), k as i32)
    }

    /// `ln(1 + x) / x`, for `|x| < 2^-10`, with 90 bits.
    pub fn ln_1p_over(x: Self) -> Self {
        (1..=9).rev().fold(Self::ZERO, |sum, n| Self::ONE.over(n) - x * sum)
    }

    /// `(1 - cos(x)) / 2^n`, for a finite `x` other than 0.
    pub fn versine(x: f64, n: i32) -> Self {
        // If `x` is small, its square may be far below the last bit.
        let (root, exponent) =
            if x.abs() < 1.0 { Self::normalized(x) } else { (angle_in_turn(x), 0) };
        let square = root * root;
        let small = square.times_power_of_2(2 * exponent);
        // The last term is below 2^-250.
        let series = (1..=35)
            .rev()
            .fold(Self::ONE, |sum, k| Self::ONE - (sum * small).over((2 * k + 1) * (2 * k + 2)));
        square.times_power_of_2(2 * exponent - 1 - n) * series
    }
}

/// A finite angle without full turns, between `-pi` and `pi`. `|x| = m * 2^n` is `m` times as many
/// turns as `2^(n - 2) * 2 / pi` says, whose whole part counts for nothing.
fn angle_in_turn(x: f64) -> FixedPoint {
    let (mantissa, n) = mantissa_and_unit(x);
    let [a, b, c, d] = [192, 128, 64, 0].map(|place| bits_of_two_over_pi(n - 2 + place));
    let mut turns = FixedPoint([a, b, c, d, 0]) * FixedPoint([0, 0, 0, 0, mantissa]);
    let [.., half, whole] = &mut turns.0;
    // The nearest whole turn is left out.
    *whole = if *half >> 63 == 1 { u64::MAX } else { 0 };
    turns * TURN
}

/// 64 bits of 2/pi from this place after its binary point on; those before and far behind are 0.
fn bits_of_two_over_pi(place: i32) -> u64 {
    let word = |i: i32| usize::try_from(i).ok().and_then(|i| TWO_OVER_PI.get(i)).copied();
    let (i, bits) = (place.div_euclid(64), place.rem_euclid(64));
    let [high, low] = [i, i + 1].map(|i| u128::from(word(i).unwrap_or(0)));
    ((high << 64 | low) << bits >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(x: FixedPoint, y: f64, bits: i32) {
        let difference = (x - FixedPoint::of(y, 0)).to_float(0);
        assert!(difference.abs() < 2_f64.powi(-bits), "{difference:e}");
    }

    #[test]
    fn powers_and_logarithms_of_two() {
        let ln_2 = FixedPoint::LN_2;
        assert_near(FixedPoint::ONE + ln_2 * FixedPoint::expm1_over(ln_2), 2.0, 240);
        for n in [-1070, -1, 1, 60] {
            // Neighbours of a whole exponent may be rounded to it.
            let (power, k) = FixedPoint::exp(FixedPoint::of(f64::from(n), 0) * ln_2);
            assert_near(power.times_power_of_2(k - n), 1.0, 230);
        }
        let small = FixedPoint::of(1e-4, 0);
        let power = small * FixedPoint::expm1_over(small);
        let log = power * FixedPoint::ln_1p_over(power);
        assert!((log - small).to_float(0).abs() < 1e-4 * 2_f64.powi(-90));
    }

    #[test]
    fn versines_of_angles_of_every_size() {
        let versine = |x: f64| FixedPoint::versine(x, 0);
        for x in [0.5, 1.0, -3.0, 100.0_f64] {
            assert_near(versine(x), 1.0 - x.cos(), 51);
        }
        assert_near(versine(core::f64::consts::PI), 2.0, 100);
        let tiny = FixedPoint::versine(2.0_f64.powi(-600), -1201);
        assert_eq!(tiny, FixedPoint::ONE);
        // cos(2 x) = 2 cos(x)^2 - 1.
        for x in [0.7, 1.0, 355.0, 1e22, 6.381956970095103e288, f64::MAX / 2.0] {
            let cosine = FixedPoint::ONE - versine(x);
            let double = FixedPoint::ONE - versine(2.0 * x);
            let expected = cosine * cosine + cosine * cosine - FixedPoint::ONE;
            assert!((double - expected).to_float(0).abs() < 2_f64.powi(-180), "{x}");
        }
    }
}
