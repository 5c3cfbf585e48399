//! `fma`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Ternary, Vector};

/// `a * b + c`, rounded once. 16-bit floats are rounded twice: the `f32` result once more to 16
/// bits.
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
