//! `add`.

use crate::{Binary, Cost, Isa, Lane, MaskOf, Truth, Vector};

/// `a + b`. Floats are correctly rounded, integers wrap, and for truth values it is "or".
#[derive(Clone, Copy, Debug)]
pub struct Add;

impl<T: Lane> Binary<T> for Add {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a + b
    }
}

impl<T: Lane> Binary<Truth<T>> for Add {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a | b
    }
}
