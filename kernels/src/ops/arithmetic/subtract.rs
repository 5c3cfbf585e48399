//! `subtract`.

use crate::{Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, SignBlind, Vector};

/// `a - b`.
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers wrap.
#[derive(Clone, Copy, Debug)]
pub struct Subtract;

impl Catalogued for Subtract {
    type By = SignBlind;
}

impl<T: Lane> Binary<T> for Subtract {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a - b
    }
}

impl<T: Float> Binary<Cplx<T>> for Subtract {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        a - b
    }
}
