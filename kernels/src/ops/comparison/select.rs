//! `select`.

use crate::{ComplexVector, Cost, Cplx, Float, Isa, Lane, MaskOf, Ternary, Truth, Vector};

/// `a` where `condition` is true, else `b`. Exact.
///
/// # Method
/// The elements are moved as they are, so all types of one width share a loop.
#[derive(Clone, Copy, Debug)]
pub struct Select;

impl<T: Lane> Ternary<Truth<T>, T, T, T> for Select {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        condition: MaskOf<S, T>,
        a: Vector<S, T>,
        b: Vector<S, T>,
    ) -> Vector<S, T> {
        condition.select(a, b)
    }
}

impl<T: Float> Ternary<Truth<T>, Cplx<T>, Cplx<T>, Cplx<T>> for Select {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        condition: MaskOf<S, T>,
        a: ComplexVector<S, T>,
        b: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        ComplexVector::select(condition, a, b)
    }
}
