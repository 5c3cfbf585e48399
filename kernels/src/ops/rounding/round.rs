//! `round`.

use crate::{ByType, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Unary, Vector};

/// The nearest integer; of two that are equally near, the even one.
///
/// Exact. Integers and truth values stay as they are.
///
/// # Special values
/// `round(±0) = ±0`, `round(±inf) = ±inf`, and `round(NaN)` is NaN. Numbers from -1/2 to 0 give -0.
#[derive(Clone, Copy, Debug)]
pub struct Round;

impl Catalogued for Round {
    type By = ByType;
}

impl<T: Float> Unary<T> for Round {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.round()
    }
}

impl<T: Float> Unary<Cplx<T>> for Round {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector::new(z.re.round(), z.im.round())
    }
}
