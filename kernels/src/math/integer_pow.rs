//! Powers of integers.

use crate::{Int, Isa, Vector};
use tightloop_array_core::Element;

impl<S: Isa, T: Int> Vector<S, T> {
    /// `self` to the power of `exponent`, whose bits are taken as unsigned; wraps. `0^0` is 1.
    ///
    /// Squares the base again and again, up to the highest one of any exponent, and multiplies the
    /// squares that belong to ones.
    #[inline(always)]
    pub fn pow(self, exponent: Self) -> Self {
        let mut left: Vector<S, T::Unsigned> = exponent.bitcast();
        let (zero, one) = (left.like(T::Unsigned::ZERO), left.like(T::Unsigned::ONE));
        let (mut power, mut square) = (self.like(T::ONE), self);
        loop {
            power = (left & one).eq(one).select(power * square, power);
            left = left >> 1;
            if !(!left.eq(zero)).any() {
                return power;
            }
            square = square * square;
        }
    }
}
