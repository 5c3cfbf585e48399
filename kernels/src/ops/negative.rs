//! `negative`.

use crate::{Catalogued, Cost, Isa, Lane, SignBlind, Unary, Vector};

/// `-x`. Flips the sign of floats, zeros and NaNs too; integers wrap, so that the least one is its own negative.
#[derive(Clone, Copy, Debug)]
pub struct Negative;

impl Catalogued for Negative {
    type By = SignBlind;
}

impl<T: Lane> Unary<T> for Negative {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        -x
    }
}
