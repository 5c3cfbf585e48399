//! `real`.

use crate::{Catalogued, ComplexVector, Cost, Cplx, Float, Isa, SignBlind, Unary, Vector};

/// The real part of a complex number. Exact.
#[derive(Clone, Copy, Debug)]
pub struct Real;

impl Catalogued for Real {
    type By = SignBlind;
}

impl<T: Float> Unary<Cplx<T>, T> for Real {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> Vector<S, T> {
        z.re
    }
}
