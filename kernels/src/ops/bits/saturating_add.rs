//! `saturating_add`.

use crate::{Binary, ByType, Catalogued, Cost, Int, Isa, Vector};

/// `a + b`, or the end of the range that it is beyond.
///
/// # Accuracy
/// Exact, unless the sum is out of range.
#[derive(Clone, Copy, Debug)]
pub struct SaturatingAdd;

impl Catalogued for SaturatingAdd {
    type By = ByType;
}

impl<T: Int> Binary<T> for SaturatingAdd {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.saturating_add(b)
    }
}
