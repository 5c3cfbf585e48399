//! `mean`.

use crate::ops::Add;
use crate::{Float, Fold, Interleaved, InterleavedVector, Isa, Vector};

/// The arithmetic mean: the sum, as by [`Add`], divided by the number of elements. Integers and
/// truth values are summed as `f64`, 16-bit floats as `f32`.
///
/// # Special values
/// The mean of no elements is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Mean;

impl<T: Float> Fold<T> for Mean {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Fold::<T>::identity(&Add, s)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        Fold::<T>::step(&Add, acc, x)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        Fold::<T>::merge(&Add, a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, count: usize) -> Vector<S, T> {
        acc / acc.like(T::from_f64(count as f64))
    }
}

impl<T: Float> Fold<Interleaved<T>> for Mean {
    type Acc = Interleaved<T>;
    type Out = Interleaved<T>;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> InterleavedVector<S, T> {
        Fold::<Interleaved<T>>::identity(&Add, s)
    }

    #[inline(always)]
    fn step<S: Isa>(
        &self,
        acc: InterleavedVector<S, T>,
        x: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        Fold::<Interleaved<T>>::step(&Add, acc, x)
    }

    #[inline(always)]
    fn merge<S: Isa>(
        &self,
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        Fold::<Interleaved<T>>::merge(&Add, a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(
        &self,
        InterleavedVector([first, second]): InterleavedVector<S, T>,
        count: usize,
    ) -> InterleavedVector<S, T> {
        let count = first.like(T::from_f64(count as f64));
        InterleavedVector([first / count, second / count])
    }
}
