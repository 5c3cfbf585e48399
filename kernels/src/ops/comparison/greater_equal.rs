//! `greater_equal`.

use crate::{
    Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, MaskOf, Ordered, Truth, Vector,
};

/// `a >= b`. True is above false. Complex numbers are compared by their real
/// parts, and if those are equal, by their imaginary parts.
///
/// # Special values
/// False if either is NaN, or has a part that is NaN. -0 equals +0.
#[derive(Clone, Copy, Debug)]
pub struct GreaterEqual;

impl Catalogued for GreaterEqual {
    type By = Ordered;
}

impl<T: Lane> Binary<T, T, Truth<T>> for GreaterEqual {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> MaskOf<S, T> {
        b.le(a)
    }
}

impl<T: Float> Binary<Cplx<T>, Cplx<T>, Truth<T>> for GreaterEqual {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> MaskOf<S, T> {
        b.le(a)
    }
}
