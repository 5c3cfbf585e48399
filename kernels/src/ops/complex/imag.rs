//! `imag`.

use crate::{Catalogued, ComplexVector, Cost, Cplx, Float, Isa, SignBlind, Unary, Vector};

/// The imaginary part of a complex number. Exact.
#[derive(Clone, Copy, Debug)]
pub struct Imag;

impl Catalogued for Imag {
    type By = SignBlind;
}

impl<T: Float> Unary<Cplx<T>, T> for Imag {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> Vector<S, T> {
        z.im
    }
}
