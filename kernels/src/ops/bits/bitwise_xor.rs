//! `bitwise_xor`.

use crate::{Binary, Catalogued, Cost, Int, IntBits, Isa, Vector};

/// `a ^ b`, bit by bit: 1 if the bits differ.
///
/// # Accuracy
/// Exact. Of truth values, it is "not equal".
#[derive(Clone, Copy, Debug)]
pub struct BitwiseXor;

impl Catalogued for BitwiseXor {
    type By = IntBits;
}

impl<T: Int> Binary<T> for BitwiseXor {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a ^ b
    }
}
