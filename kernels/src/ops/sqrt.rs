//! `sqrt`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The square root, correctly rounded (0.5 ULP). -0 gives -0; below zero it is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Sqrt;

impl Catalogued for Sqrt {
    type By = ByType;
}

impl<T: Float> Unary<T> for Sqrt {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.sqrt()
    }
}
