//! `bitwise_right_shift`.

use crate::{Binary, ByType, Catalogued, Cost, Int, Isa, Vector};

/// `a / 2^b`, rounded down: moves the bits to the right, and fills in copies of the sign.
///
/// # Special values
/// A count that is negative, or not below the number of bits, gives 0 for `a >= 0`, else -1.
#[derive(Clone, Copy, Debug)]
pub struct BitwiseRightShift;

impl Catalogued for BitwiseRightShift {
    type By = ByType;
}

impl<T: Int> Binary<T> for BitwiseRightShift {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a >> b
    }
}
