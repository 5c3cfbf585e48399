//! Division of many integers by one number, without dividing.

use crate::{Cost, Int, Isa, Unary, Vector};

/// Quotients by one number, rounded down.
///
/// The quotient of unsigned numbers is the upper half of a product, corrected and shifted: see
/// Granlund and Montgomery, "Division by invariant integers using multiplication" (1994), figure
/// 4.1. A signed quotient `q` below zero is the complement of `-q - 1`, which is the quotient of
/// numbers that are not negative.
#[derive(Clone, Copy, Debug)]
pub struct QuotientBy<T> {
    /// The fraction of a reciprocal between 1 and 2, as the bits of an unsigned number.
    multiplier: T,
    /// The shifts before the last sum, and after it.
    shifts: [u32; 2],
    /// -1 if the number is below zero, else 0.
    sign: T,
}

/// Remainders of the division by one number, with its sign.
#[derive(Clone, Copy, Debug)]
pub struct RemainderBy<T> {
    quotient: QuotientBy<T>,
    number: T,
}

impl<T: Int> QuotientBy<T> {
    /// Prepares for division by `number`, unless that is 0.
    pub fn new(number: T) -> Option<Self>
    where
        i128: From<T>,
    {
        let number = i128::from(number);
        let magnitude = number.unsigned_abs();
        if magnitude == 0 {
            return None;
        }
        let bits = u128::BITS - (magnitude - 1).leading_zeros();
        let width = 8 * size_of::<T>() as u32;
        let multiplier = (((1 << bits) - magnitude) << width) / magnitude + 1;
        Some(Self {
            multiplier: T::wrapping_from(multiplier as i64),
            shifts: [bits.min(1), bits.saturating_sub(1)],
            sign: T::wrapping_from(if number < 0 { -1 } else { 0 }),
        })
    }

    /// The quotients.
    #[inline(always)]
    fn of<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        if !T::SIGNED {
            return self.of_magnitude(x);
        }
        let sign = x.like(self.sign);
        let below = (x ^ sign).lt(sign);
        let below = below.select(x.like(T::wrapping_from(-1)), x.like(T::ZERO));
        self.of_magnitude(x.abs() + below) ^ below
    }

    /// The quotients of unsigned numbers by the magnitude of the number.
    #[inline(always)]
    fn of_magnitude<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let [before, after] = self.shifts;
        let high: Vector<S, T::Unsigned> = x.mul_high(x.like(self.multiplier)).bitcast();
        let rest = x.bitcast() - high;
        ((high + (rest >> before)) >> after).bitcast()
    }
}

impl<T: Int> RemainderBy<T> {
    /// Prepares for division by `number`, unless that is 0.
    pub fn new(number: T) -> Option<Self>
    where
        i128: From<T>,
    {
        QuotientBy::new(number).map(|quotient| Self { quotient, number })
    }
}

impl<T: Int> Unary<T> for QuotientBy<T> {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        self.of(x)
    }
}

impl<T: Int> Unary<T> for RemainderBy<T> {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x - self.quotient.of(x) * x.like(self.number)
    }
}
