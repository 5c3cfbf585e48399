//! `ptp`.

use crate::{Fold, Isa, Lane, Vector};

/// From the smallest element to the largest ("peak to peak"): their difference, rounded once.
/// Both are found in one pass.
///
/// # Special values
/// NaN if any element is NaN, or if all are infinite and equal. A difference of integers that their
/// type does not hold wraps, as in NumPy.
#[derive(Clone, Copy, Debug)]
pub struct PeakToPeak;

impl<T: Lane> Fold<T> for PeakToPeak {
    type Acc = [T; 2];
    type Out = T;
    const ALLOWS_EMPTY: bool = false;
    const IS_EXACT: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> [Vector<S, T>; 2] {
        [Vector::splat(s, T::GREATEST), Vector::splat(s, T::LEAST)]
    }

    #[inline(always)]
    fn step<S: Isa>(&self, [low, high]: [Vector<S, T>; 2], x: Vector<S, T>) -> [Vector<S, T>; 2] {
        [low.min(x), high.max(x)]
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: [Vector<S, T>; 2], b: [Vector<S, T>; 2]) -> [Vector<S, T>; 2] {
        [a[0].min(b[0]), a[1].max(b[1])]
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, [low, high]: [Vector<S, T>; 2], _: usize) -> Vector<S, T> {
        high - low
    }
}
