//! The exponent of a power of complex numbers, `b * log(a)`, to as many bits as it takes.

use crate::Vector;
use crate::isa::Scalar;
use crate::math::complex::{Polar, polar};
use crate::math::trigonometric::TWO_OVER_PI;
use crate::math::{ComplexFixedPoint, FixedPoint};

/// `b * log(a)`, for finite numbers, `a` other than 0: the real part as the sum of two floats, and
/// the imaginary part as a number of quarter turns, and what is left of them as the sum of two
/// floats. All are NaN if a part of `a` is. A real part whose power overflows, or underflows, is
/// another one of which that is true.
///
/// 128 bits are enough for common numbers. The last bit of the largest `b` and of the smallest
/// `log(a)` are 2^2148 apart, so 2240 bits are always enough.
pub fn exponent(a: [f64; 2], b: [f64; 2]) -> [f64; 5] {
    if a[0].is_nan() || a[1].is_nan() {
        return [f64::NAN; 5];
    }
    let log = Logarithm::<3>::of(a);
    if let Some(parts) = log.times(b).parts_if_enough() {
        return parts;
    }
    let log = log.longer::<9>();
    if let Some(parts) = log.times(b).parts_if_enough() {
        return parts;
    }
    let log = log.longer::<18>();
    if let Some(parts) = log.times(b).parts_if_enough() {
        return parts;
    }
    log.longer::<36>().times(b).parts()
}

/// The logarithm of a complex number. The angle is given in quarter turns, too. `None` is exactly
/// 0.
struct Logarithm<const WORDS: usize> {
    number: [f64; 2],
    /// That of the number or its conjugate, whose larger part is scaled to a number from 1/2 to 1.
    scaled: ComplexFixedPoint<WORDS>,
    size: Option<FixedPoint<WORDS>>,
    angle: Option<FixedPoint<WORDS>>,
    quarters: Option<FixedPoint<WORDS>>,
    /// Whether the quarter turns are exact, as those of axes and diagonals are.
    is_exact: bool,
}

impl<const WORDS: usize> Logarithm<WORDS> {
    /// Above `log2` of its errors.
    const ERROR: i32 = ComplexFixedPoint::<WORDS>::GUARD - FixedPoint::<WORDS>::BITS;

    /// The logarithm of a number, from one with 64 bits.
    fn of(number: [f64; 2]) -> Self {
        let (scaled, _) = scaled(number);
        let [re, im] = [scaled.re, scaled.im].map(|x: FixedPoint<WORDS>| x.to_float(0));
        let [re, im] = [re, im].map(|x| Vector::splat(Scalar::new(), x));
        let Polar { log, angle } = polar(re, None, im);
        let [re, im] = [log, angle]
            .map(|part| FixedPoint::of(part.high.lane(0), 0) + FixedPoint::of(part.low.lane(0), 0));
        Self::from_close(number, ComplexFixedPoint { re, im }, 58)
    }

    /// The same logarithm with more bits.
    fn longer<const MORE: usize>(&self) -> Logarithm<MORE> {
        Logarithm::from_close(self.number, self.scaled.resized(), -Self::ERROR)
    }

    /// The logarithm of a number, from that of the scaled number within `2^-bits`.
    fn from_close([x, y]: [f64; 2], close: ComplexFixedPoint<WORDS>, bits: i32) -> Self {
        let of = FixedPoint::<WORDS>::of;
        let (scaled, exponent) = scaled([x, y]);
        let log = scaled.logarithm(close, bits);

        let is_unit = (x.abs() == 1.0 && y == 0.0) || (x == 0.0 && y.abs() == 1.0);
        let size = log.re + of(f64::from(exponent), 0) * FixedPoint::LN_2;
        let size = if is_unit { None } else { Some(size) };

        let halves = match () {
            () if y == 0.0 => Some(if x > 0.0 { 0.0 } else { 4.0 }),
            () if x == 0.0 => Some(2.0),
            () if x.abs() == y.abs() => Some(if x > 0.0 { 1.0 } else { 3.0 }),
            () => None,
        };
        let quarters = match halves {
            Some(halves) => of(halves, -1),
            None => log.im * FixedPoint::of_bits(0, &TWO_OVER_PI),
        };
        let [angle, quarters] = [log.im, quarters]
            .map(|x| if y.is_sign_negative() { -x } else { x })
            .map(|x| if halves == Some(0.0) { None } else { Some(x) });
        let is_exact = halves.is_some();
        Self { number: [x, y], scaled: log, size, angle, quarters, is_exact }
    }

    /// The product with a number.
    fn times(&self, [re, im]: [f64; 2]) -> Product<WORDS> {
        let size = Scaled::sum_of_products([(re, self.size), (-im, self.angle)]);
        let per_radian = FixedPoint::of_bits(0, &TWO_OVER_PI);
        let turn_of_size = self.size.map(|size| size * per_radian);
        let turns = Scaled::sum_of_products([(re, self.quarters), (im, turn_of_size)]);
        let (quarters, rest) = turns.modulo_4();

        let is_exact = self.is_exact && (im == 0.0 || self.size.is_none());
        let rest_error = if is_exact { i32::MIN / 2 } else { turns.exponent + Self::ERROR };
        Product { size, quarters, rest, rest_error }
    }
}

/// `z / 2^n` for a number `z` or its conjugate, and `n`.
fn scaled<const WORDS: usize>([x, y]: [f64; 2]) -> (ComplexFixedPoint<WORDS>, i32) {
    let exponent = exponent_of(x).max(exponent_of(y));
    let [re, im] = [x, y.abs()].map(|x| FixedPoint::of(x, -exponent));
    (ComplexFixedPoint { re, im }, exponent)
}

/// An exponent below those of all floats.
const LOWEST: i32 = -2000;

/// `e` with `2^(e - 1) <= |x| < 2^e`; very low for 0.
fn exponent_of(x: f64) -> i32 {
    if x == 0.0 { LOWEST } else { FixedPoint::<2>::normalized(x).1 }
}

/// A number that may be large or small, `value * 2^exponent`.
#[derive(Clone, Copy)]
struct Scaled<const WORDS: usize> {
    value: FixedPoint<WORDS>,
    exponent: i32,
}

impl<const WORDS: usize> Scaled<WORDS> {
    /// The sum of the products of floats with numbers; `None` is 0. `2^exponent` is above the
    /// floats.
    fn sum_of_products(terms: [(f64, Option<FixedPoint<WORDS>>); 2]) -> Self {
        let exponents = terms.map(|(factor, x)| x.map_or(LOWEST, |_| exponent_of(factor)));
        let exponent = exponents[0].max(exponents[1]);
        let product = |factor, x| FixedPoint::of(factor, -exponent) * x;
        let [x, y] = terms.map(|(factor, x)| x.map_or(FixedPoint::ZERO, |x| product(factor, x)));
        Self { value: x + y, exponent }
    }

    /// `e` with `2^(e - 1) <= |self| < 2^e`; very low for 0.
    fn exponent(self) -> i32 {
        self.value.exponent().map_or(-10_000, |exponent| self.exponent + exponent)
    }

    /// The nearest integer, modulo 4, and the difference from it.
    fn modulo_4(self) -> (f64, Self) {
        if self.exponent() < 0 {
            return (0.0, self);
        }
        let value = self.value.times_power_of_2(self.exponent);
        let nearest = (value + FixedPoint::of(0.5, 0)).floor();
        ((nearest & 3) as f64, Self { value: value.minus_whole(nearest), exponent: 0 })
    }

    /// The product with `pi / 2`, as the sum of two floats.
    fn times_quarter_turn(self) -> [f64; 2] {
        let shift = self.value.exponent().unwrap_or(0);
        let normalized = self.value.times_power_of_2(-shift).resized::<5>();
        (normalized * FixedPoint::QUARTER_TURN).to_pair(self.exponent + shift)
    }
}

/// `b * log(a)`.
struct Product<const WORDS: usize> {
    size: Scaled<WORDS>,
    quarters: f64,
    /// What is left of the angle, in quarter turns.
    rest: Scaled<WORDS>,
    /// Above `log2` of the error of `rest`.
    rest_error: i32,
}

impl<const WORDS: usize> Product<WORDS> {
    /// The exponent of real parts beyond which powers overflow or underflow, whatever the angle.
    const LIMIT: i32 = 12;

    /// The parts, if errors do not matter.
    fn parts_if_enough(&self) -> Option<[f64; 5]> {
        let size_error = self.size.exponent + Logarithm::<WORDS>::ERROR;
        let is_far = self.size.exponent() > Self::LIMIT.max(size_error + 2);
        let is_enough = (is_far || size_error < -56) && self.rest.exponent() > self.rest_error + 56;
        is_enough.then(|| self.parts())
    }

    /// The parts that [`exponent`] returns.
    fn parts(&self) -> [f64; 5] {
        let [size, size_rest] = if self.size.exponent() > Self::LIMIT {
            [5000.0_f64.copysign(self.size.value.to_float(0)), 0.0]
        } else {
            self.size.value.to_pair(self.size.exponent)
        };
        let [high, low] = self.rest.times_quarter_turn();
        [size, size_rest, self.quarters, high, low]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, LN_2};

    /// 128 bits agree with more where they are enough.
    #[test]
    fn common_powers() {
        for (a, b) in [([1.5, 2.5], [3.0, -0.25]), ([-0.1, 0.7], [1e3, 20.0])] {
            let first = Logarithm::<3>::of(a);
            let common = first.times(b).parts_if_enough().expect("enough bits");
            let second = first.longer::<9>();
            let third = second.longer::<18>();
            let longer = [
                second.times(b).parts(),
                third.times(b).parts(),
                third.longer::<36>().times(b).parts(),
            ];
            for (i, x) in common.into_iter().enumerate() {
                assert!(longer.iter().all(|parts| (x - parts[i]).abs() < 1e-25), "{x}");
            }
        }
    }

    #[test]
    fn angles_of_axes_and_diagonals_are_exact() {
        let cases = [
            ([-2.0, 0.0], 3.0, 2.0, 0.0),
            ([-2.0, -0.0], 3.0, 2.0, 0.0),
            ([0.0, 5.0], -3.0, 1.0, 0.0),
            ([3.0, -3.0], 5.0, 2.0, -FRAC_PI_4),
            ([-1.0, 1.0], 1e300, 0.0, 0.0),
        ];
        for (a, power, quarters, rest) in cases {
            let [.., found, high, low] = exponent(a, [power, 0.0]);
            let turns = found + (high + low) / FRAC_PI_2 - (quarters + rest / FRAC_PI_2);
            assert!(turns.rem_euclid(4.0) < 1e-16, "{a:?}^{power}: {found} {high}");
        }
    }

    /// The logarithms are far below the last of 128 bits.
    #[test]
    fn numbers_near_the_positive_axis() {
        let [size, _, quarters, high, _] = exponent([2.0, 1e-300], [1.0, 1e300]);
        assert!((size - (LN_2 - 0.5)).abs() < 1e-15);
        let [.., found, rest, _] = exponent([2.0, 0.0], [1.0, 1e300]);
        assert_eq!([quarters, high], [found, rest]);
        assert_eq!(exponent([1.0, 1e-200], [1.0, 0.0])[3], 1e-200);
        let high = exponent([1.0, -1e-200], [-3e100, 1e-250])[3];
        assert!((high - 3e-100).abs() < 1e-115);
    }

    #[test]
    fn powers_beyond_all_floats_have_an_angle() {
        let [size, .., quarters, high, low] = exponent([1e-92, -2e-138], [-22.0, 1e-92]);
        assert_eq!([size, quarters], [5000.0, 0.0]);
        assert!((high + low - 22.0 * 2e-46).abs() < 1e-58);
    }
}
