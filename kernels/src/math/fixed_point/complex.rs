//! Complex numbers.

use super::FixedPoint;
use core::ops::Mul;

/// A complex number.
#[derive(Clone, Copy)]
pub struct ComplexFixedPoint<const WORDS: usize> {
    /// The real part.
    pub re: FixedPoint<WORDS>,
    /// The imaginary part.
    pub im: FixedPoint<WORDS>,
}

impl<const WORDS: usize> ComplexFixedPoint<WORDS> {
    /// Bits that [`logarithm`](Self::logarithm) may lose.
    pub const GUARD: i32 = Self::SQUARINGS + 8;

    /// How often the argument of an exponential is halved, and the result squared: each time, the
    /// error doubles.
    const SQUARINGS: i32 = 6 + WORDS as i32 / 2;

    /// The terms of the series of an exponential, whose argument is below `2^(2 - SQUARINGS)`.
    const POWERS: u32 = {
        let (mut bits, mut n) = (0, 0);
        while bits <= FixedPoint::<WORDS>::BITS {
            n += 1;
            bits += Self::SQUARINGS - 2 + u32::ilog2(n) as i32;
        }
        n
    };

    /// How close to a logarithm the number must be that [`logarithm`](Self::logarithm) starts at:
    /// 2^-56.
    const CLOSE: i32 = 56;

    /// `ln(self)`, for a number from 1/2 to 2, from a number that is close to it: as a small angle
    /// and factor remain if that one's power is divided by.
    pub fn logarithm(self, close: Self) -> Self {
        let minus_1 = Self::real(-FixedPoint::ONE);
        close.plus((self * close.negative().exponential()).plus(minus_1).ln_1p())
    }

    /// `e^self`, for `|self| < 4`.
    fn exponential(self) -> Self {
        let one = Self::real(FixedPoint::ONE);
        let part = self.map(|x| x.times_power_of_2(-Self::SQUARINGS));
        let series =
            (1..=Self::POWERS).rev().fold(one, |sum, n| one.plus((sum * part).map(|x| x.over(n))));
        (0..Self::SQUARINGS).fold(series, |power, _| power * power)
    }

    /// `ln(1 + self)`, for `|self| < 2^-CLOSE`.
    fn ln_1p(self) -> Self {
        let terms = (FixedPoint::<WORDS>::BITS / Self::CLOSE + 1) as u32;
        let of = |n| Self::real(FixedPoint::ONE.over(n));
        let series = (1..=terms)
            .rev()
            .fold(Self::real(FixedPoint::ZERO), |sum, n| of(n).plus((self * sum).negative()));
        self * series
    }

    fn real(re: FixedPoint<WORDS>) -> Self {
        Self { re, im: FixedPoint::ZERO }
    }

    fn map(self, f: impl Fn(FixedPoint<WORDS>) -> FixedPoint<WORDS>) -> Self {
        Self { re: f(self.re), im: f(self.im) }
    }

    fn negative(self) -> Self {
        self.map(|x| -x)
    }

    fn plus(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }
}

impl<const WORDS: usize> Mul for ComplexFixedPoint<WORDS> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
}
