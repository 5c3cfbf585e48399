//! Reductions that do to blocks what another one does: only their results differ. Their loops are
//! those of the other one, compiled once.

use crate::{BlockFold, Value};

/// What a reduction of `X` has in registers.
pub(super) type PivotOf<S, Op, X> = <<Op as BlockFold<X>>::Pivot as Value>::Of<S>;
pub(super) type PartOf<S, Op, X> = <<Op as BlockFold<X>>::Part as Value>::Of<S>;
pub(super) type AccOf<S, Op, X> = <<Op as BlockFold<X>>::Acc as Value>::Of<S>;
pub(super) type OutOf<S, Op, X> = <<Op as BlockFold<X>>::Out as Value>::Of<S>;

/// Lists values that `$op` reduces in the blocks of `$blocks`, which has no fields; each with the
/// result of an accumulator and a count.
macro_rules! same_blocks {
    ($op:ident of $blocks:ident: $(
        $x:ty => $out:ty: |$this:ident, $acc:ident, $count:ident| $result:expr;
    )*) => {$(
        impl BlockFold<$x> for $op {
            type Pivot = <$blocks as BlockFold<$x>>::Pivot;
            type Part = <$blocks as BlockFold<$x>>::Part;
            type Acc = <$blocks as BlockFold<$x>>::Acc;
            type Out = $out;
            const ALLOWS_EMPTY: bool = <$blocks as BlockFold<$x>>::ALLOWS_EMPTY;
            const IS_EXACT: bool = <$blocks as BlockFold<$x>>::IS_EXACT;

            #[inline(always)]
            fn pivot<S: Isa>(&self, first: <$x as Value>::Of<S>) -> PivotOf<S, $blocks, $x> {
                BlockFold::<$x>::pivot::<S>(&$blocks, first)
            }

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> PartOf<S, $blocks, $x> {
                BlockFold::<$x>::identity::<S>(&$blocks, s)
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                part: PartOf<S, $blocks, $x>,
                pivot: PivotOf<S, $blocks, $x>,
                x: <$x as Value>::Of<S>,
            ) -> PartOf<S, $blocks, $x> {
                BlockFold::<$x>::step::<S>(&$blocks, part, pivot, x)
            }

            #[inline(always)]
            fn join<S: Isa>(
                &self,
                a: PartOf<S, $blocks, $x>,
                b: PartOf<S, $blocks, $x>,
            ) -> PartOf<S, $blocks, $x> {
                BlockFold::<$x>::join::<S>(&$blocks, a, b)
            }

            #[inline(always)]
            fn close<S: Isa>(
                &self,
                part: PartOf<S, $blocks, $x>,
                pivot: PivotOf<S, $blocks, $x>,
                count: usize,
            ) -> AccOf<S, $blocks, $x> {
                BlockFold::<$x>::close::<S>(&$blocks, part, pivot, count)
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: AccOf<S, $blocks, $x>,
                b: AccOf<S, $blocks, $x>,
                counts: [usize; 2],
            ) -> AccOf<S, $blocks, $x> {
                BlockFold::<$x>::merge::<S>(&$blocks, a, b, counts)
            }

            #[inline(always)]
            fn finish<S: Isa>(
                &self,
                $acc: AccOf<S, $blocks, $x>,
                $count: usize,
            ) -> OutOf<S, $op, $x> {
                let $this = self;
                $result
            }
        }
    )*};
}

pub(super) use same_blocks;
