//! `reciprocal`.

use crate::{ByType, Catalogued, Cost, Int, Isa, Unary, Vector};
use tightloop_array_core::Element;

/// `1 / x`, without the fraction.
///
/// # Special values
/// 0 gives 0.
#[derive(Clone, Copy, Debug)]
pub struct Reciprocal;

impl Catalogued for Reciprocal {
    type By = ByType;
}

impl<T: Int> Unary<T> for Reciprocal {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let (zero, one) = (x.like(T::ZERO), x.like(T::ONE));
        // The reciprocals of all other numbers are below 1.
        let is_unit = if T::SIGNED { x.abs().eq(one) } else { x.eq(one) };
        is_unit.select(x, zero)
    }
}
