//! `minimum`.

use crate::{Binary, Cost, Isa, Lane, MaskOf, Truth, Vector};

/// The smaller of `a` and `b`: NaN where either is NaN, and -0 below +0. For truth values it is "and".
///
/// NumPy's `minimum` gives either zero where they differ in sign; here it is always -0.
#[derive(Clone, Copy, Debug)]
pub struct Minimum;

impl<T: Lane> Binary<T> for Minimum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.min(b)
    }
}

impl<T: Lane> Binary<Truth<T>> for Minimum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a & b
    }
}
