//! `isnan`.

use crate::{Catalogued, Cost, Isa, Lane, MaskOf, SignBlind, Truth, Unary, Vector};

/// Whether `x` is NaN. No integer is.
#[derive(Clone, Copy, Debug)]
pub struct IsNan;

impl Catalogued for IsNan {
    type By = SignBlind;
}

impl<T: Lane> Unary<T, Truth<T>> for IsNan {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> MaskOf<S, T> {
        !x.eq(x)
    }
}
