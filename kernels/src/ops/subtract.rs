//! `subtract`.

use crate::{Binary, Cost, Isa, Lane, Vector};

/// `a - b`. Floats are correctly rounded, integers wrap.
#[derive(Clone, Copy, Debug)]
pub struct Subtract;

impl<T: Lane> Binary<T> for Subtract {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a - b
    }
}
