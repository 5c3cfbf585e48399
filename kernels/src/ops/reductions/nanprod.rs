//! `nanprod`.

use super::nan;
use crate::ops::arithmetic::multiply::product;
use crate::{ComplexVector, Cplx, Float, Fold, Isa, Vector};

/// The product of the elements that are not NaN, in the order of
/// [`Multiply`](crate::ops::Multiply): NaN counts as 1. Complex numbers, which are NaN if either
/// part is, are multiplied in `f64`.
///
/// # Special values
/// 1 if there are no numbers.
#[derive(Clone, Copy, Debug)]
pub struct NanProduct;

impl<T: Float> Fold<T> for NanProduct {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::ONE)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc * nan::or(x, T::ONE)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a * b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}

impl<T: Float> Fold<Cplx<T>> for NanProduct {
    type Acc = Cplx<T>;
    type Out = Cplx<T>;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> ComplexVector<S, T> {
        ComplexVector::new(Vector::splat(s, T::ONE), Vector::splat(s, T::ZERO))
    }

    #[inline(always)]
    fn step<S: Isa>(
        &self,
        acc: ComplexVector<S, T>,
        z: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        product(acc, nan::or_real(z, T::ONE))
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        product(a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: ComplexVector<S, T>, _: usize) -> ComplexVector<S, T> {
        acc
    }
}
