//! `ptp` and `min_max`.

use crate::{Fold, Isa, Lane, Value, Vector};

/// From the smallest element to the largest ("peak to peak"): their difference, rounded once.
/// Both are found in one pass.
///
/// # Special values
/// NaN if any element is NaN, or if all are infinite and equal. A difference of integers that their
/// type does not hold wraps, as in NumPy.
#[derive(Clone, Copy, Debug)]
pub struct PeakToPeak;

/// The smallest and the largest element, found in one pass.
///
/// # Special values
/// NaN if any element is NaN; -0 is below +0.
#[derive(Clone, Copy, Debug)]
pub struct MinimumMaximum;

/// Lists the operations, each with its result for numbers `T` and what it computes.
macro_rules! of_both_extremes {
    ($($op:ident: $out:ty: |$low:ident, $high:ident| $result:expr;)*) => {$(
        impl<T: Lane> Fold<T> for $op {
            type Acc = [T; 2];
            type Out = $out;
            const ALLOWS_EMPTY: bool = false;
            const IS_EXACT: bool = true;

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> [Vector<S, T>; 2] {
                [Vector::splat(s, T::GREATEST), Vector::splat(s, T::LEAST)]
            }

            #[inline(always)]
            fn step<S: Isa>(&self, acc: [Vector<S, T>; 2], x: Vector<S, T>) -> [Vector<S, T>; 2] {
                [acc[0].min(x), acc[1].max(x)]
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: [Vector<S, T>; 2],
                b: [Vector<S, T>; 2],
            ) -> [Vector<S, T>; 2] {
                [a[0].min(b[0]), a[1].max(b[1])]
            }

            #[inline(always)]
            fn finish<S: Isa>(
                &self,
                [$low, $high]: [Vector<S, T>; 2],
                _: usize,
            ) -> <$out as Value>::Of<S> {
                $result
            }
        }
    )*};
}
of_both_extremes! {
    PeakToPeak: T: |low, high| high - low;
    MinimumMaximum: [T; 2]: |low, high| [low, high];
}
