//! `conj`.

use crate::{AllBits, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, Unary, Vector};

/// The complex conjugate: the imaginary part changes its sign. Real numbers stay as they are.
/// Exact.
#[derive(Clone, Copy, Debug)]
pub struct Conj;

impl Catalogued for Conj {
    type By = AllBits;
}

impl<T: Lane> Unary<T> for Conj {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x
    }
}

impl<T: Float> Unary<Cplx<T>> for Conj {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> ComplexVector<S, T> {
        z.conj()
    }
}
