//! `subtract`.

use crate::{
    Binary, Catalogued, Cost, Float, Interleaved, InterleavedVector, Isa, Lane, SignBlindInOrder,
    Vector,
};

/// `a - b`.
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers wrap.
#[derive(Clone, Copy, Debug)]
pub struct Subtract;

impl Catalogued for Subtract {
    type By = SignBlindInOrder;
}

impl<T: Lane> Binary<T> for Subtract {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a - b
    }
}

impl<T: Float> Binary<Interleaved<T>> for Subtract {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        a - b
    }
}
