//! `bitwise_invert`.

use crate::{Catalogued, Cost, Int, Isa, Lane, MaskOf, SignBlind, Truth, Unary, Vector};

/// `!x`: flips all bits.
///
/// # Accuracy
/// Exact. Of truth values, it is "not".
#[derive(Clone, Copy, Debug)]
pub struct BitwiseInvert;

impl Catalogued for BitwiseInvert {
    type By = SignBlind;
}

impl<T: Int> Unary<T> for BitwiseInvert {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        !x
    }
}

impl<T: Lane> Unary<Truth<T>> for BitwiseInvert {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: MaskOf<S, T>) -> MaskOf<S, T> {
        !x
    }
}
