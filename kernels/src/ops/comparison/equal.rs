//! `equal`.

use crate::{
    Binary, Catalogued, ComplexVector, Cost, Cplx, Float, IntBits, Isa, Lane, MaskOf, Truth, Vector,
};

/// `a == b`.
///
/// # Special values
/// NaN equals nothing, not even itself. -0 equals +0. A complex number with a NaN equals nothing.
#[derive(Clone, Copy, Debug)]
pub struct Equal;

impl Catalogued for Equal {
    type By = IntBits;
}

impl<T: Lane> Binary<T, T, Truth<T>> for Equal {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> MaskOf<S, T> {
        a.eq(b)
    }
}

impl<T: Float> Binary<Cplx<T>, Cplx<T>, Truth<T>> for Equal {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> MaskOf<S, T> {
        a.eq(b)
    }
}
