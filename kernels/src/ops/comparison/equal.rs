//! `equal`.

use crate::{Binary, Catalogued, Cost, Isa, Lane, MaskOf, SignBlind, Truth, Vector};

/// `a == b`.
///
/// # Special values
/// NaN equals nothing, not even itself. -0 equals +0.
#[derive(Clone, Copy, Debug)]
pub struct Equal;

impl Catalogued for Equal {
    type By = SignBlind;
}

impl<T: Lane> Binary<T, T, Truth<T>> for Equal {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> MaskOf<S, T> {
        a.eq(b)
    }
}

impl<T: Lane> Binary<Truth<T>> for Equal {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        !(a ^ b)
    }
}
