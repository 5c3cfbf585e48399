//! `norm_1`.

use crate::math::hypot;
use crate::{ComplexVector, Cplx, Float, Fold, Isa, Vector};

/// The sum of the absolute values, in the order of [`Add`](crate::ops::Add). Magnitudes of complex
/// numbers are computed, and added, in `f64`.
///
/// # Special values
/// NaN if any element is NaN, except that the magnitude of a complex number with an infinite part
/// is infinite. 0 if there are no elements.
#[derive(Clone, Copy, Debug)]
pub struct Norm1;

impl<T: Float> Fold<T> for Norm1 {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc + x.abs()
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}

impl<T: Float> Fold<Cplx<T>> for Norm1 {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, z: ComplexVector<S, T>) -> Vector<S, T> {
        acc + hypot(z.re, z.im)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}
