//! `norm_1`.

use super::same_blocks::{AccOf, PartOf, PivotOf};
use crate::math::Magnitude;
use crate::ops::Sum;
use crate::{BlockFold, Cplx, Isa, Value, Vector};

/// The sum of the absolute values: the [`Sum`] of what [`Abs`](crate::ops::Abs) computes.
///
/// # Special values
/// NaN if any element is NaN, except that the magnitude of a complex number with an infinite part
/// is infinite. 0 if there are no elements.
#[derive(Clone, Copy, Debug)]
pub struct Norm1;

/// Lists the values, with the numbers that are their magnitudes.
macro_rules! norms {
    ($($x:ty: $t:ident;)*) => {$(
        impl BlockFold<$x> for Norm1 {
            type Pivot = <Sum as BlockFold<$t>>::Pivot;
            type Part = <Sum as BlockFold<$t>>::Part;
            type Acc = <Sum as BlockFold<$t>>::Acc;
            type Out = $t;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = false;

            #[inline(always)]
            fn pivot<S: Isa>(&self, first: <$x as Value>::Of<S>) -> PivotOf<S, Sum, $t> {
                BlockFold::<$t>::pivot::<S>(&Sum, <$x as Magnitude>::magnitude::<S>(first))
            }

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> PartOf<S, Sum, $t> {
                BlockFold::<$t>::identity::<S>(&Sum, s)
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                part: PartOf<S, Sum, $t>,
                pivot: PivotOf<S, Sum, $t>,
                x: <$x as Value>::Of<S>,
            ) -> PartOf<S, Sum, $t> {
                BlockFold::<$t>::step::<S>(&Sum, part, pivot, <$x as Magnitude>::magnitude::<S>(x))
            }

            #[inline(always)]
            fn join<S: Isa>(
                &self,
                a: PartOf<S, Sum, $t>,
                b: PartOf<S, Sum, $t>,
            ) -> PartOf<S, Sum, $t> {
                BlockFold::<$t>::join::<S>(&Sum, a, b)
            }

            #[inline(always)]
            fn close<S: Isa>(
                &self,
                part: PartOf<S, Sum, $t>,
                pivot: PivotOf<S, Sum, $t>,
                count: usize,
            ) -> AccOf<S, Sum, $t> {
                BlockFold::<$t>::close::<S>(&Sum, part, pivot, count)
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: AccOf<S, Sum, $t>,
                b: AccOf<S, Sum, $t>,
                counts: [usize; 2],
            ) -> AccOf<S, Sum, $t> {
                BlockFold::<$t>::merge::<S>(&Sum, a, b, counts)
            }

            #[inline(always)]
            fn finish<S: Isa>(&self, acc: AccOf<S, Sum, $t>, count: usize) -> Vector<S, $t> {
                BlockFold::<$t>::finish::<S>(&Sum, acc, count)
            }
        }
    )*};
}
norms! {
    f32: f32;
    f64: f64;
    Cplx<f32>: f32;
    Cplx<f64>: f64;
}
