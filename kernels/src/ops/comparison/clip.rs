//! `clip`.

use crate::{ByType, Catalogued, Cost, Isa, Lane, Ternary, Vector};

/// `x` limited to the range from `low` to `high`. Exact.
///
/// # Method
/// The smaller of `high` and the larger of `x` and `low`. So if `low` is above `high`, the result
/// is `high`, as in NumPy.
///
/// # Special values
/// NaN if any of the three is NaN. -0 is below +0.
#[derive(Clone, Copy, Debug)]
pub struct Clip;

impl Catalogued for Clip {
    type By = ByType;
}

impl<T: Lane> Ternary<T> for Clip {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        x: Vector<S, T>,
        low: Vector<S, T>,
        high: Vector<S, T>,
    ) -> Vector<S, T> {
        x.clip(low, high)
    }
}

impl<S: Isa, T: Lane> Vector<S, T> {
    /// The numbers limited to the range from `low` to `high`. See [`Clip`].
    #[inline(always)]
    pub fn clip(self, low: Self, high: Self) -> Self {
        self.max(low).min(high)
    }
}
