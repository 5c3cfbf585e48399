//! `sqrt`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The square root.
///
/// # Accuracy
/// Correctly rounded (0.5 ULP).
///
/// # Special values
/// `sqrt(-0) = -0`. The square root of a number below zero is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Sqrt;

impl Catalogued for Sqrt {
    type By = ByType;
}

impl<T: Float> Unary<T> for Sqrt {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.sqrt_alone()
    }
}
