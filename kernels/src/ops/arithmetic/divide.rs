//! `divide`.

use crate::{Binary, ByType, Catalogued, Cost, Float, Isa, Vector};

/// `a / b`. Integers are divided as `f64`, and the result is an `f64`.
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP).
///
/// # Special values
/// `x / 0` is an infinity with the sign of the quotient, and `0 / 0` is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Divide;

impl Catalogued for Divide {
    type By = ByType;
}

impl<T: Float> Binary<T> for Divide {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a / b
    }
}
