//! `fma`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Ternary, Vector};

/// The fused multiply-add `a * b + c`.
///
/// # Accuracy
/// Rounded once (0.5 ULP). 16-bit floats are rounded twice: to `f32`, then to 16 bits.
#[derive(Clone, Copy, Debug)]
pub struct Fma;

impl Catalogued for Fma {
    type By = ByType;
}

impl<T: Float> Ternary<T> for Fma {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>, c: Vector<S, T>) -> Vector<S, T> {
        a.mul_add(b, c)
    }
}
