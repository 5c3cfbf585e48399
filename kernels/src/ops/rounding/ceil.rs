//! `ceil`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The smallest integer that is not below `x`.
///
/// Exact. Integers and truth values stay as they are.
///
/// # Special values
/// `ceil(±0) = ±0`, `ceil(±inf) = ±inf`, and `ceil(NaN)` is NaN. Numbers between -1 and 0 give -0.
#[derive(Clone, Copy, Debug)]
pub struct Ceil;

impl Catalogued for Ceil {
    type By = ByType;
}

impl<T: Float> Unary<T> for Ceil {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.ceil()
    }
}
