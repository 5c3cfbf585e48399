//! `minimum`.

use crate::{Binary, ByType, Catalogued, Cost, Fold, Isa, Lane, MaskOf, Truth, Vector};

/// The smaller of `a` and `b`; for truth values, "and". Exact.
///
/// # Special values
/// NaN if either is NaN. -0 is below +0. (If zeros differ in sign, NumPy's `minimum` may return
/// either.)
#[derive(Clone, Copy, Debug)]
pub struct Minimum;

impl Catalogued for Minimum {
    type By = ByType;
}

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

impl<T: Lane> Fold<T> for Minimum {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::GREATEST)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc.min(x)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.min(b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}
