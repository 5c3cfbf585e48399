//! `square`.

use crate::{Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, SignBlind, Unary, Vector};

/// `x * x`.
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers wrap. Each part of a complex square is within
/// 1.5 ULP.
#[derive(Clone, Copy, Debug)]
pub struct Square;

impl Catalogued for Square {
    type By = SignBlind;
}

impl<T: Lane> Unary<T> for Square {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x * x
    }
}

impl<T: Float> Unary<Cplx<T>> for Square {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> ComplexVector<S, T> {
        z.squared()
    }
}
