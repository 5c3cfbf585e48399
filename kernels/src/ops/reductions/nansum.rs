//! `nansum`.

use super::nan;
use crate::{ComplexVector, Cplx, Float, Fold, Isa, Vector};

/// The sum of the elements that are not NaN, in the order of [`Add`](crate::ops::Add): NaN counts
/// as 0. Complex numbers, which are NaN if either part is, are added in `f64`.
///
/// # Special values
/// 0 if there are no numbers.
#[derive(Clone, Copy, Debug)]
pub struct NanSum;

impl<T: Float> Fold<T> for NanSum {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        -Vector::splat(s, T::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc + nan::or(x, T::ZERO)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, count: usize) -> Vector<S, T> {
        if count == 0 { acc + acc.like(T::ZERO) } else { acc }
    }
}

impl<T: Float> Fold<Cplx<T>> for NanSum {
    type Acc = Cplx<T>;
    type Out = Cplx<T>;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> ComplexVector<S, T> {
        let zero = Vector::splat(s, T::ZERO);
        -ComplexVector::new(zero, zero)
    }

    #[inline(always)]
    fn step<S: Isa>(
        &self,
        acc: ComplexVector<S, T>,
        z: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        acc + nan::or_real(z, T::ZERO)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: ComplexVector<S, T>, count: usize) -> ComplexVector<S, T> {
        let zero = acc.re.like(T::ZERO);
        if count == 0 { acc + ComplexVector::new(zero, zero) } else { acc }
    }
}
