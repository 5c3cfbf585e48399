//! `trunc`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The integer part: `x` without its fraction.
///
/// Exact. Integers and truth values stay as they are.
///
/// # Special values
/// `trunc(±0) = ±0`, `trunc(±inf) = ±inf`, and `trunc(NaN)` is NaN. Numbers between -1 and 0 give
/// -0.
#[derive(Clone, Copy, Debug)]
pub struct Trunc;

impl Catalogued for Trunc {
    type By = ByType;
}

impl<T: Float> Unary<T> for Trunc {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.trunc()
    }
}
