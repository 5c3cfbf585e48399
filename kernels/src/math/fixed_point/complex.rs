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
    /// error doubles. With these numbers, squares and terms cost about as much.
    const SQUARINGS: i32 = match WORDS {
        0..=4 => 10,
        5..=10 => 24,
        11..=20 => 40,
        _ => 60,
    };

    /// The terms of the series of an exponential, whose argument is below `2^(2 - SQUARINGS)`.
    const POWERS: u32 = {
        let (mut bits, mut n) = (0, 0);
        while bits <= FixedPoint::<WORDS>::BITS {
            n += 1;
            bits += Self::SQUARINGS - 2 + u32::ilog2(n) as i32;
        }
        n
    };

    /// `ln(self)`, for a number of a magnitude from 1/2 to 2, from a number within `2^-bits` of it:
    /// that plus the logarithm of what is left if its power is divided by.
    pub fn logarithm(self, close: Self, bits: i32) -> Self {
        let minus_1 = Self::real(-FixedPoint::ONE);
        let rest = (self * close.map(|x| -x).exponential()).plus(minus_1);
        close.plus(rest.ln_1p(bits - 2))
    }

    /// `e^self`, for `|self| < 4`.
    fn exponential(self) -> Self {
        let one = Self::real(FixedPoint::ONE);
        let part = self.map(|x| x.times_power_of_2(-Self::SQUARINGS));
        let series =
            (1..=Self::POWERS).rev().fold(one, |sum, n| one.plus((sum * part).map(|x| x.over(n))));
        (0..Self::SQUARINGS).fold(series, |power, _| power.squared())
    }

    /// `ln(1 + self)`, for `|self| < 2^-bits`.
    fn ln_1p(self, bits: i32) -> Self {
        let terms = (FixedPoint::<WORDS>::BITS / bits + 1) as u32;
        let of = |n| Self::real(FixedPoint::ONE.over(n));
        let minus = |x: Self| x.map(|x| -x);
        let series = (1..terms).rev().fold(of(terms), |sum, n| of(n).plus(minus(self * sum)));
        self * series
    }

    fn squared(self) -> Self {
        let product = self.re * self.im;
        Self { re: (self.re + self.im) * (self.re - self.im), im: product + product }
    }

    /// The same number with more or fewer words.
    pub fn resized<const OTHER: usize>(self) -> ComplexFixedPoint<OTHER> {
        ComplexFixedPoint { re: self.re.resized(), im: self.im.resized() }
    }

    fn real(re: FixedPoint<WORDS>) -> Self {
        Self { re, im: FixedPoint::ZERO }
    }

    fn map(self, f: impl Fn(FixedPoint<WORDS>) -> FixedPoint<WORDS>) -> Self {
        Self { re: f(self.re), im: f(self.im) }
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
