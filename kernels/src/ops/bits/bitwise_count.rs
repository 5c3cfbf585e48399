//! `bitwise_count`.

use crate::{ByType, Catalogued, Cost, Int, Isa, Unary, Vector};

/// The number of ones among the bits of `|x|`.
///
/// # Accuracy
/// Exact.
#[derive(Clone, Copy, Debug)]
pub struct BitwiseCount;

impl Catalogued for BitwiseCount {
    type By = ByType;
}

impl<T: Int> Unary<T, T::Unsigned> for BitwiseCount {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T::Unsigned> {
        x.abs().count_ones().bitcast()
    }
}
