//! `conj`.

use crate::{
    Bits, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, SignBlindBits, Unary, Vector,
};

/// The complex conjugate: the imaginary part changes its sign. Real numbers stay as they are.
/// Exact.
#[derive(Clone, Copy, Debug)]
pub struct Conj;

impl Catalogued for Conj {
    type By = SignBlindBits;
}

impl<T: Lane> Unary<T> for Conj {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x
    }
}

impl<H: 'static> Unary<Bits<H>> for Conj {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
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
