//! `bitwise_count`.

use crate::{Catalogued, Cost, Int, Isa, Unary, Vector, Widened};

/// The number of ones among the bits of `|x|`.
///
/// # Accuracy
/// Exact.
#[derive(Clone, Copy, Debug)]
pub struct BitwiseCount;

impl Catalogued for BitwiseCount {
    type By = Widened;
}

impl<T: Int> Unary<T> for BitwiseCount {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.abs().count_ones()
    }
}
