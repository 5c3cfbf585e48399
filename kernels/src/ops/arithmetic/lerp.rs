//! `lerp`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Ternary, Vector};

/// Linear interpolation, `x + t * (y - x)`: `x` at 0, `y` at 1.
///
/// # Method
/// `(x - t * x) + t * y` by two fused multiply-adds, so it is exact at both ends.
///
/// # Accuracy
/// Each fused multiply-add rounds once. If `x` and `y` have different signs, terms may cancel.
///
/// # Special values
/// IEEE 754: if `x` is infinite, or `y` is and `t` is 0, the result is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Lerp;

impl Catalogued for Lerp {
    type By = ByType;
}

impl<T: Float> Ternary<T> for Lerp {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>, y: Vector<S, T>, t: Vector<S, T>) -> Vector<S, T> {
        x.lerp(y, t)
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// Linear interpolation between `self` at 0 and `other` at 1; see [`Lerp`].
    #[inline(always)]
    pub fn lerp(self, other: Self, t: Self) -> Self {
        t.mul_add(other, t.neg_mul_add(self, self))
    }
}
