//! `saturating_subtract`.

use crate::{Binary, ByType, Catalogued, Cost, Int, Isa, Vector};

/// `a - b`, or the end of the range that it is beyond.
///
/// # Accuracy
/// Exact, unless the difference is out of range.
#[derive(Clone, Copy, Debug)]
pub struct SaturatingSubtract;

impl Catalogued for SaturatingSubtract {
    type By = ByType;
}

impl<T: Int> Binary<T> for SaturatingSubtract {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.saturating_sub(b)
    }
}
