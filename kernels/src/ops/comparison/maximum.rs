//! `maximum`.

use crate::{Binary, ByType, Catalogued, Cost, Fold, Isa, Lane, MaskOf, Truth, Vector};

/// The larger of `a` and `b`; for truth values, "or". Exact.
///
/// # Special values
/// NaN if either is NaN. +0 is above -0. (If zeros differ in sign, NumPy's `maximum` may return
/// either.)
#[derive(Clone, Copy, Debug)]
pub struct Maximum;

impl Catalogued for Maximum {
    type By = ByType;
}

impl<T: Lane> Binary<T> for Maximum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.max(b)
    }
}

impl<T: Lane> Binary<Truth<T>> for Maximum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a | b
    }
}

impl<T: Lane> Fold<T> for Maximum {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::LEAST)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc.max(x)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.max(b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}
