//! Functions, by Taylor's series and Horner's rule.

use super::{FixedPoint, constants, mantissa_and_unit};
use crate::math::trigonometric::TWO_OVER_PI;

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
        let (root, exponent) = if x.abs() < 1.0 {
            Self::normalized(x)
        } else {
            (nearest_turns(x, &TWO_OVER_PI) * Self::QUARTER_TURN.times_power_of_2(2), 0)
        };
        let square = root * root;
        let small = square.times_power_of_2(2 * exponent);
        // The last term is below 2^-250.
        let series = (1..=35)
            .rev()
            .fold(Self::ONE, |sum, k| Self::ONE - (sum * small).over((2 * k + 1) * (2 * k + 2)));
        square.times_power_of_2(2 * exponent - 1 - n) * series
    }
}

/// The angle `|x| * ln(2)` as a number of quarter turns and what is left, the sum of two floats;
/// NaN unless `x` is finite.
pub fn angle_of_power_of_2(x: f64) -> [f64; 3] {
    if !x.is_finite() {
        return [f64::NAN; 3];
    }
    let quarters = nearest_turns(x, &constants::TWO_LN_2_OVER_PI).times_power_of_2(2);
    let number = (quarters + FixedPoint::of(0.5, 0)).floor() as f64;
    let angle = (quarters - FixedPoint::of(number, 0)) * FixedPoint::QUARTER_TURN;
    let [high, low] = angle.to_pair(0);
    [number, high, low]
}

/// The angle `|x| * bits * pi / 2` in turns, without the nearest number of full ones, for a finite
/// `x`: `|x| = m * 2^n` is `m` times as many turns as `2^(n - 2) * bits`, whose whole part counts
/// for nothing.
fn nearest_turns(x: f64, bits: &[u64]) -> FixedPoint {
    let (mantissa, n) = mantissa_and_unit(x);
    let [a, b, c, d] = [192, 128, 64, 0].map(|place| bits_from(n - 2 + place, bits));
    let mut turns = FixedPoint([a, b, c, d, 0]) * FixedPoint([0, 0, 0, 0, mantissa]);
    let [.., half, whole] = &mut turns.0;
    *whole = if *half >> 63 == 1 { u64::MAX } else { 0 };
    turns
}

/// 64 bits from this place after the binary point on; those before and far behind are 0.
fn bits_from(place: i32, bits: &[u64]) -> u64 {
    let word = |i: i32| usize::try_from(i).ok().and_then(|i| bits.get(i)).copied();
    let (i, shift) = (place.div_euclid(64), place.rem_euclid(64));
    let [high, low] = [i, i + 1].map(|i| u128::from(word(i).unwrap_or(0)));
    ((high << 64 | low) << shift >> 64) as u64
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
    fn angles_of_powers_of_two() {
        for x in [1.0, 3.7, 100.0, 1e9_f64] {
            let [number, high, low] = angle_of_power_of_2(-x);
            let turns = x * core::f64::consts::LN_2 / core::f64::consts::FRAC_PI_2;
            let found = number + (high + low) / core::f64::consts::FRAC_PI_2;
            let difference = (turns - found) / 4.0;
            assert!((difference - difference.round()).abs() < x * 1e-15, "{x}");
            assert!(high.abs() < 0.79 && low.abs() <= high.abs() * f64::EPSILON);
        }
        // cos(2 a) = 2 cos(a)^2 - 1.
        for x in [1e22, 1e200, f64::MAX / 2.0] {
            let [cosine, double] = [x, 2.0 * x].map(|x| {
                let [number, high, low] = angle_of_power_of_2(x);
                (number * core::f64::consts::FRAC_PI_2 + high + low).cos()
            });
            assert!((double - (2.0 * cosine * cosine - 1.0)).abs() < 1e-14, "{x}");
        }
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
