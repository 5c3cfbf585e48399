//! `mean`.

use crate::ops::Sum;
use crate::{BlockFold, Float, Interleaved, InterleavedVector, Isa, Value};

/// The arithmetic mean: the [`Sum`], divided by the number of elements. Integers and truth values
/// are added as `f64`, 16-bit floats as `f32`.
///
/// # Special values
/// The mean of no elements is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Mean;

/// What a [`Sum`] has in registers.
type OfFirst<S, T> = <T as Value>::Of<S>;
type OfPivot<S, T> = <<Sum as BlockFold<T>>::Pivot as Value>::Of<S>;
type OfPart<S, T> = <<Sum as BlockFold<T>>::Part as Value>::Of<S>;
type OfAcc<S, T> = <<Sum as BlockFold<T>>::Acc as Value>::Of<S>;

/// Lists the types of elements, each with the quotient of a sum and a count.
macro_rules! means {
    ($($t:ty: |$sum:ident, $count:ident| $quotient:expr;)*) => {$(
        impl BlockFold<$t> for Mean {
            type Pivot = <Sum as BlockFold<$t>>::Pivot;
            type Part = <Sum as BlockFold<$t>>::Part;
            type Acc = <Sum as BlockFold<$t>>::Acc;
            type Out = $t;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = false;

            #[inline(always)]
            fn pivot<S: Isa>(&self, first: OfFirst<S, $t>) -> OfPivot<S, $t> {
                BlockFold::<$t>::pivot::<S>(&Sum, first)
            }

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> OfPart<S, $t> {
                BlockFold::<$t>::identity::<S>(&Sum, s)
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                part: OfPart<S, $t>,
                pivot: OfPivot<S, $t>,
                x: OfFirst<S, $t>,
            ) -> OfPart<S, $t> {
                BlockFold::<$t>::step::<S>(&Sum, part, pivot, x)
            }

            #[inline(always)]
            fn join<S: Isa>(&self, a: OfPart<S, $t>, b: OfPart<S, $t>) -> OfPart<S, $t> {
                BlockFold::<$t>::join::<S>(&Sum, a, b)
            }

            #[inline(always)]
            fn close<S: Isa>(
                &self,
                part: OfPart<S, $t>,
                pivot: OfPivot<S, $t>,
                count: usize,
            ) -> OfAcc<S, $t> {
                BlockFold::<$t>::close::<S>(&Sum, part, pivot, count)
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: OfAcc<S, $t>,
                b: OfAcc<S, $t>,
                counts: [usize; 2],
            ) -> OfAcc<S, $t> {
                BlockFold::<$t>::merge::<S>(&Sum, a, b, counts)
            }

            #[inline(always)]
            fn finish<S: Isa>(&self, acc: OfAcc<S, $t>, $count: usize) -> OfFirst<S, $t> {
                let $sum = BlockFold::<$t>::finish::<S>(&Sum, acc, $count);
                $quotient
            }
        }
    )*};
}
means! {
    f32: |sum, count| sum / sum.like(f32::from_f64(count as f64));
    f64: |sum, count| sum / sum.like(f64::from_f64(count as f64));
    Interleaved<f32>: |sum, count| {
        let count = sum.0[0].like(f32::from_f64(count as f64));
        InterleavedVector([sum.0[0] / count, sum.0[1] / count])
    };
    Interleaved<f64>: |sum, count| {
        let count = sum.0[0].like(f64::from_f64(count as f64));
        InterleavedVector([sum.0[0] / count, sum.0[1] / count])
    };
}
