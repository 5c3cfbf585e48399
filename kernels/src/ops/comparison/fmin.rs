//! `fmin`.

use crate::{Binary, ByType, Catalogued, Cost, Float, Fold, Isa, Vector};

/// The smaller of `a` and `b`, ignoring NaN. Exact.
///
/// # Special values
/// If one is NaN, the result is the other; if both are, it is NaN. -0 is below +0.
#[derive(Clone, Copy, Debug)]
pub struct Fmin;

impl Catalogued for Fmin {
    type By = ByType;
}

impl<T: Float> Binary<T> for Fmin {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        fmin(a, b)
    }
}

#[inline(always)]
fn fmin<S: Isa, T: Float>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
    a.is_nan().select(b, b.is_nan().select(a, a.min(b)))
}

/// The smallest element that is not NaN; NaN if all are.
impl<T: Float> Fold<T> for Fmin {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::NAN)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        fmin(acc, x)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        fmin(a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}
