//! `positive`.

use crate::{
    AllBits, Catalogued, Cost, Float, Interleaved, InterleavedVector, Isa, Lane, Unary, Vector,
};

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

impl<T: Float> Unary<Interleaved<T>> for Positive {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: InterleavedVector<S, T>) -> InterleavedVector<S, T> {
        z
    }
}
