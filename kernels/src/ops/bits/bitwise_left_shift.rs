//! `bitwise_left_shift`.

use crate::{Binary, Catalogued, Cost, Int, Isa, SignBlind, Vector};

/// `a * 2^b`: moves the bits to the left, and fills in zeros.
///
/// # Special values
/// Bits that leave the number are lost. A count that is negative, or not below the number of bits,
/// gives 0.
#[derive(Clone, Copy, Debug)]
pub struct BitwiseLeftShift;

impl Catalogued for BitwiseLeftShift {
    type By = SignBlind;
}

impl<T: Int> Binary<T> for BitwiseLeftShift {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a << b
    }
}
