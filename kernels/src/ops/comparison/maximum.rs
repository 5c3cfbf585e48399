//! `maximum`.

use crate::{
    Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Fold, Isa, Lane, Ordered, Vector,
};

/// The larger of `a` and `b`; for truth values, "or". Exact.
///
/// Complex numbers are compared by their real parts, and if those are equal, by their imaginary
/// parts.
///
/// # Special values
/// NaN if either is NaN. -0 is below +0. (If zeros differ in sign, NumPy's `maximum` may return
/// either.) Of complex numbers, the first one that has a part that is NaN; zeros are equal there,
/// and of equal numbers, `a` is returned.
#[derive(Clone, Copy, Debug)]
pub struct Maximum;

impl Catalogued for Maximum {
    type By = Ordered;
}

impl<T: Lane> Binary<T> for Maximum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.max(b)
    }
}

impl<T: Float> Binary<Cplx<T>> for Maximum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector::select(a.is_nan() | b.le(a), a, b)
    }
}

impl<T: Lane> Fold<T> for Maximum {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = false;
    const IS_EXACT: bool = true;
    const COUNTS: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::LEAST)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc.max(x)
    }

    #[inline(always)]
    fn start<S: Isa>(&self, _: S, x: Vector<S, T>) -> Vector<S, T> {
        x
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
