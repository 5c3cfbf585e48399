//! `positive`.

use crate::{AllBits, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, Unary, Vector};

/// `x` itself.
#[derive(Clone, Copy, Debug)]
pub struct Positive;

impl Catalogued for Positive {
    type By = AllBits;
}

impl<T: Lane> Unary<T> for Positive {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x
    }
}

impl<T: Float> Unary<Cplx<T>> for Positive {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> ComplexVector<S, T> {
        z
    }
}
