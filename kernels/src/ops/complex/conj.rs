//! `conj`.

use crate::{AllBits, Catalogued, Cost, Float, Interleaved, InterleavedVector, Isa, Unary};

/// The complex conjugate: the imaginary part changes its sign. Real numbers stay as they are.
/// Exact.
#[derive(Clone, Copy, Debug)]
pub struct Conj;

impl Catalogued for Conj {
    type By = AllBits;
}

impl<T: Float> Unary<Interleaved<T>> for Conj {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: InterleavedVector<S, T>) -> InterleavedVector<S, T> {
        z.conj()
    }
}
