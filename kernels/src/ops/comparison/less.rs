//! `less`.

use crate::{Binary, ByType, Catalogued, Cost, Isa, Lane, MaskOf, Truth, Vector};

/// `a < b`. False is below true.
///
/// # Special values
/// False if either is NaN. -0 is not below +0.
#[derive(Clone, Copy, Debug)]
pub struct Less;

impl Catalogued for Less {
    type By = ByType;
}

impl<T: Lane> Binary<T, T, Truth<T>> for Less {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> MaskOf<S, T> {
        a.lt(b)
    }
}

impl<T: Lane> Binary<Truth<T>> for Less {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        !a & b
    }
}
