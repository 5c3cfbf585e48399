//! Arithmetic progressions of floats, each element the nearest number to the exact one.

use super::RealFloat;
use crate::DType;
use core::cmp::Ordering;

/// A progression whose elements are computed as the sum of two `f64`, with a known error. If all
/// sums within it round to the same number, that is the element; else (ties, subnormals, and one in
/// 2^45 of all others) it is computed in integers.
pub(super) struct Progression {
    first: f64,
    second: Second,
    /// From an element to the next: the sum of two numbers.
    step: (f64, f64),
    /// The largest distance of a sum from the exact element; NaN if a sum may overflow or
    /// underflow on the way.
    error: f64,
}

/// What tells the exact elements, beside the first one.
enum Second {
    Step(f64),
    Last(f64, usize),
}

impl Progression {
    /// From `first` to `last` in equal steps. All are finite, and there is a step.
    pub(super) fn between(first: f64, last: f64, steps: usize) -> Self {
        let (high, low) = two_sum(last, -first);
        let quotient = high / steps as f64;
        let rest = (-quotient).mul_add(steps as f64, high) + low;
        let step = (quotient, rest / steps as f64);
        Self { first, second: Second::Last(last, steps), step, error: error(&[first, last]) }
    }

    /// From `first` in steps of `step` before `limit`. All are finite.
    pub(super) fn before(limit: f64, first: f64, step: f64) -> Self {
        Self {
            first,
            second: Second::Step(step),
            step: (step, 0.0),
            error: error(&[first, limit, step]),
        }
    }

    /// The nearest number to element `i`.
    pub(super) fn element<T: RealFloat>(&self, i: usize) -> T {
        let (high, low) = two_product(self.step.0, i as f64);
        let (high, rest) = two_sum(self.first, high);
        let low = rest + (low + self.step.1 * i as f64);
        let (lower, upper) = (
            nearest_to_sum::<T>(high, low - self.error),
            nearest_to_sum::<T>(high, low + self.error),
        );
        // Not of zeros: they are equal where their signs, and what they stand for, are not.
        if lower == upper && lower != T::ZERO { lower } else { self.exact(i) }
    }

    #[cold]
    fn exact<T: RealFloat>(&self, i: usize) -> T {
        let mut sum = Fixed([0; WORDS]);
        let divisor = match self.second {
            Second::Step(step) => {
                sum.add_product(self.first, 1);
                sum.add_product(step, i as u64);
                1
            }
            Second::Last(last, steps) => {
                sum.add_product(self.first, (steps - i) as u64);
                sum.add_product(last, i as u64);
                steps as u64
            }
        };
        sum.quotient(divisor)
    }
}

/// The error of sums from terms that are as large as these: some ten roundings, each by at most
/// 2^-104 of the largest, or by 2^-1074.
fn error(terms: &[f64]) -> f64 {
    let largest = terms.iter().fold(0.0, |largest: f64, term| largest.max(term.abs()));
    if (1e-200..1e300).contains(&largest) {
        largest * f64::EPSILON * f64::EPSILON * 64.0
    } else {
        f64::NAN
    }
}

/// `a + b`, rounded, and what rounding has taken away (Knuth).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    (sum, (a - (sum - of_b)) + (b - of_b))
}

/// `a * b`, rounded, and what rounding has taken away.
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// The nearest number to `high + low`.
fn nearest_to_sum<T: RealFloat>(high: f64, low: f64) -> T {
    if T::DTYPE == DType::F64 {
        return T::nearest(high + low);
    }
    // Rounded to an odd `f64` first, if it is not one already; to round that once more gives what
    // rounding the sum itself would.
    let (sum, rest) = two_sum(high, low);
    let is_odd = sum.to_bits() & 1 == 1;
    T::nearest(match rest.partial_cmp(&0.0) {
        Some(Ordering::Greater) if !is_odd => sum.next_up(),
        Some(Ordering::Less) if !is_odd => sum.next_down(),
        _ => sum,
    })
}

/// The nearest number to one between `x` and the next `f64` away from zero: whether `half` the way
/// there or further, and whether by something `more`.
fn nearest_beyond<T: RealFloat>(x: f64, half: bool, more: bool) -> T {
    let bits = x.to_bits();
    let is_odd = bits & 1 == 1;
    let bits = if T::DTYPE == DType::F64 {
        bits + u64::from(half && (more || is_odd))
    } else {
        bits | u64::from(half || more)
    };
    T::nearest(f64::from_bits(bits))
}

/// The bits of 2^-1075 times the largest `f64` times the largest `u64`, and of a sign.
const WORDS: usize = (1075 + 1024 + 64) / 64 + 1;

/// A whole number of 2^-1075, half the smallest `f64`, in two's complement, lowest word first.
struct Fixed([u64; WORDS]);

impl Fixed {
    /// Adds `x * n`.
    fn add_product(&mut self, x: f64, n: u64) {
        let bits = x.abs().to_bits();
        let (exponent, fraction) = (bits >> 52, bits & ((1 << 52) - 1));
        let hidden = u64::from(exponent > 0) << 52;
        let product = u128::from(fraction | hidden) * u128::from(n);
        let (word, shift) = (exponent.max(1) as usize / 64, exponent.max(1) as u32 % 64);
        // Three words, the lowest of them with what the shift has made of the others' low ends.
        let (low, high) = (u128::from(product as u64) << shift, (product >> 64) << shift);
        let middle = (low >> 64) + (high & u128::from(u64::MAX));
        let parts = [low as u64, middle as u64, ((high >> 64) + (middle >> 64)) as u64];
        let mut carry = false;
        for (k, word) in self.0[word..].iter_mut().enumerate() {
            let part = parts.get(k).copied().unwrap_or(0);
            let (sum, first) =
                if x < 0.0 { word.overflowing_sub(part) } else { word.overflowing_add(part) };
            let one = u64::from(carry);
            let (sum, second) =
                if x < 0.0 { sum.overflowing_sub(one) } else { sum.overflowing_add(one) };
            (*word, carry) = (sum, first || second);
        }
    }

    /// The nearest number to a part of this one.
    fn quotient<T: RealFloat>(mut self, divisor: u64) -> T {
        let is_negative = self.0[WORDS - 1] >> 63 == 1;
        if is_negative {
            let mut carry = true;
            for word in &mut self.0 {
                (*word, carry) = (!*word).overflowing_add(u64::from(carry));
            }
        }
        let mut remainder = 0;
        for word in self.0.iter_mut().rev() {
            let dividend = u128::from(remainder) << 64 | u128::from(*word);
            *word = (dividend / u128::from(divisor)) as u64;
            remainder = (dividend % u128::from(divisor)) as u64;
        }
        // The last place of the `f64` below: subnormals have their own.
        let last = self.len().saturating_sub(53).max(1);
        let fraction = self.shifted_right(last);
        let magnitude = ((last as u64 - 1) << 52) + fraction;
        let half = self.shifted_right(last - 1) & 1 == 1;
        let more = remainder != 0 || (0..last - 1).any(|k| self.0[k / 64] >> (k % 64) & 1 == 1);
        let sign = u64::from(is_negative) << 63;
        // Beyond the largest number all is infinite.
        if magnitude >= f64::INFINITY.to_bits() {
            return T::nearest(f64::from_bits(sign | f64::INFINITY.to_bits()));
        }
        nearest_beyond(f64::from_bits(sign | magnitude), half, more)
    }

    /// The number of bits up to the highest that is set.
    fn len(&self) -> usize {
        let words = self.0.iter().rposition(|&word| word != 0).map_or(0, |top| top + 1);
        words * 64 - self.0[..words].last().map_or(0, |top| top.leading_zeros() as usize)
    }

    /// The lowest word of what is left after shifting.
    fn shifted_right(&self, bits: usize) -> u64 {
        let pair = |k: usize| self.0.get(k).copied().unwrap_or(0);
        let both = u128::from(pair(bits / 64 + 1)) << 64 | u128::from(pair(bits / 64));
        (both >> (bits % 64)) as u64
    }
}
