//! `square`.

use crate::{Catalogued, Cost, Isa, Lane, SignBlind, Unary, Vector};

/// `x * x`.
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers wrap.
#[derive(Clone, Copy, Debug)]
pub struct Square;

impl Catalogued for Square {
    type By = SignBlind;
}

impl<T: Lane> Unary<T> for Square {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x * x
    }
}
