//! `not_equal`.

use crate::{
    Binary, Catalogued, ComplexVector, Cost, Cplx, Float, IntBits, Isa, Lane, MaskOf, Truth, Vector,
};

/// `a != b`.
///
/// # Special values
/// True if either is NaN, even if both are. -0 equals +0.
#[derive(Clone, Copy, Debug)]
pub struct NotEqual;

impl Catalogued for NotEqual {
    type By = IntBits;
}

impl<T: Lane> Binary<T, T, Truth<T>> for NotEqual {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> MaskOf<S, T> {
        !a.eq(b)
    }
}

impl<T: Float> Binary<Cplx<T>, Cplx<T>, Truth<T>> for NotEqual {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> MaskOf<S, T> {
        !a.eq(b)
    }
}
