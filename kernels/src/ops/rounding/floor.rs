//! `floor`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The largest integer that is not above `x`.
///
/// Exact. Integers and truth values stay as they are.
///
/// # Special values
/// `floor(±0) = ±0`, `floor(±inf) = ±inf`, and `floor(NaN)` is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Floor;

impl Catalogued for Floor {
    type By = ByType;
}

impl<T: Float> Unary<T> for Floor {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.floor()
    }
}
