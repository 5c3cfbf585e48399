//! `bitwise_and`.

use crate::{Binary, Catalogued, Cost, Int, IntBits, Isa, Vector};

/// `a & b`, bit by bit: 1 if both bits are 1.
///
/// # Accuracy
/// Exact. Of truth values, it is "and".
#[derive(Clone, Copy, Debug)]
pub struct BitwiseAnd;

impl Catalogued for BitwiseAnd {
    type By = IntBits;
}

impl<T: Int> Binary<T> for BitwiseAnd {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a & b
    }
}
