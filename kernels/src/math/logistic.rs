//! The logistic function to more digits than a float has.

use super::{HyperbolicConstants, Pair, decay};
use crate::{Isa, Vector};

/// `1 / (1 + e^-x)` for `|x|` up to [`most_decay`](super::most_decay), as the sum of a float and a
/// small rest. The method is that of [`Sigmoid`](crate::ops::Sigmoid).
pub struct Logistic<S: Isa, T: HyperbolicConstants> {
    /// The function within two units in the last place.
    pub quotient: Vector<S, T>,
    /// The rest.
    pub rest: Vector<S, T>,
}

impl<S: Isa, T: HyperbolicConstants> Logistic<S, T> {
    /// Computes the function.
    #[inline(always)]
    pub fn new(x: Vector<S, T>) -> Self {
        let (zero, one) = (x.like(T::ZERO), x.like(T::ONE));
        let power = decay(x.abs());
        let divisor = Pair::quick_sum(one, power.high).with_rest(power.low);
        let is_negative = x.lt(zero);
        let high = is_negative.select(power.high, one);
        let low = is_negative.select(power.low, zero);

        let quotient = high / divisor.high;
        let other = one - quotient;
        let reciprocal = is_negative.select(other, quotient);
        let rest = quotient.neg_mul_add(divisor.high, high);
        let rest = quotient.neg_mul_add(divisor.low, rest + low) * reciprocal;
        Logistic { quotient, rest }
    }
}
