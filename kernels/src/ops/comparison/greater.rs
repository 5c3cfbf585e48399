//! `greater`.

use crate::{Binary, ByType, Catalogued, Cost, Isa, Lane, MaskOf, Truth, Vector};

/// `a > b`. True is above false.
///
/// # Special values
/// False if either is NaN. +0 is not above -0.
#[derive(Clone, Copy, Debug)]
pub struct Greater;

impl Catalogued for Greater {
    type By = ByType;
}

impl<T: Lane> Binary<T, T, Truth<T>> for Greater {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> MaskOf<S, T> {
        a.gt(b)
    }
}

impl<T: Lane> Binary<Truth<T>> for Greater {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a & !b
    }
}
