//! Which compiled parts a fold is made of: its own, or those of others.

use super::both;
use super::columns::columns;
use super::kernels::{FinishFn, FoldKernels};
use super::lines::lines;
use super::merge::{finish, finish_pairs, is_final, merge};
use super::narrow::narrow;
use super::order::{Order, capacity};
use crate::isa::{Isa, Lanes, Scalar};
use crate::lane::Lane;
use crate::op::BlockFold;
use crate::stored::Streamed;
use crate::value::{Value, same_lanes};

/// The number of lanes of a register of `X`.
const fn lanes<S: Isa, X: Value>() -> usize {
    let lanes = <<u8 as Lane>::On<S> as Lanes<u8>>::LANES * X::WIDEST / u8::WIDEST;
    if lanes == 0 { 1 } else { lanes }
}

impl FoldKernels {
    /// The kernels of `Op` over values `X`.
    pub const fn new<S: Isa, Op: BlockFold<X, Out: Streamed>, X: Streamed>() -> Self {
        same_lanes::<X, Op::Out>();
        Self::of_parts::<S, Op, X>(finish::<S, Op, X>, 1)
    }

    /// The kernels of `Op`, whose loops are those of `Blocks`: only results differ. `Blocks` has no
    /// fields, so it does not matter that loops get the address of `Op`.
    pub const fn sharing<S: Isa, Op, Blocks, X: Streamed>() -> Self
    where
        Op: BlockFold<X, Acc = Blocks::Acc, Out: Streamed>,
        Blocks: BlockFold<X>,
    {
        const { assert!(size_of::<Blocks>() == 0) };
        same_lanes::<X, Op::Out>();
        Self::of_parts::<S, Blocks, X>(finish::<S, Op, X>, 1)
    }

    /// The same with pairs of results, one beside the other.
    pub const fn sharing_for_pairs<S: Isa, Op, Blocks, X: Lane>() -> Self
    where
        Op: BlockFold<X, Acc = Blocks::Acc, Out = [X; 2]>,
        Blocks: BlockFold<X>,
    {
        const { assert!(size_of::<Blocks>() == 0) };
        Self::of_parts::<S, Blocks, X>(finish_pairs::<Op, X>, 2)
    }

    /// The kernels of `Op`, whose accumulators are those of `A` and `B`, exact folds without
    /// fields: the loops of both.
    pub const fn of_both<S: Isa, Op, A, B, T: Lane>() -> Self
    where
        Op: BlockFold<T, Acc = [T; 2], Out: Streamed>,
        A: BlockFold<T, Acc = T>,
        B: BlockFold<T, Acc = T>,
    {
        same_lanes::<T, Op::Out>();
        Self::of_both_parts::<S, A, B, T>(finish::<S, Op, T>, 1)
    }

    /// The same with pairs of results, one beside the other.
    pub const fn of_both_for_pairs<S: Isa, Op, A, B, T: Lane>() -> Self
    where
        Op: BlockFold<T, Acc = [T; 2], Out = [T; 2]>,
        A: BlockFold<T, Acc = T>,
        B: BlockFold<T, Acc = T>,
    {
        Self::of_both_parts::<S, A, B, T>(finish_pairs::<Op, T>, 2)
    }

    const fn of_both_parts<S: Isa, A, B, T: Lane>(finish: FinishFn, numbers: usize) -> Self
    where
        A: BlockFold<T, Acc = T>,
        B: BlockFold<T, Acc = T>,
    {
        const {
            assert!(size_of::<A>() == 0 && size_of::<B>() == 0);
            assert!(A::IS_EXACT && B::IS_EXACT && !A::ENDS && !B::ENDS);
        };
        let one = Self::of_parts::<S, A, T>(finish, numbers);
        Self {
            lines: both::lines::<S, A, B, T>,
            columns: both::columns::<S, A, B, T>,
            narrow: if one.lanes == 1 {
                both::columns::<S, A, B, T>
            } else {
                both::narrow::<S, A, B, T>
            },
            merge: both::merge::<S, A, B, T>,
            merge_rest: both::merge::<Scalar, A, B, T>,
            longest: one.block,
            ..one
        }
    }

    /// The loops of `Op` over values `X`, with what writes results.
    const fn of_parts<S: Isa, Op: BlockFold<X>, X: Streamed>(
        finish: FinishFn,
        numbers: usize,
    ) -> Self {
        same_lanes::<X, (Op::Pivot, Op::Part)>();
        same_lanes::<X, Op::Acc>();
        Self {
            lines: lines::<S, Op, X>,
            columns: columns::<S, Op, X>,
            // Registers of one lane are always full.
            narrow: if lanes::<S, X>() == 1 { columns::<S, Op, X> } else { narrow::<S, Op, X> },
            merge: merge::<S, Op, X>,
            merge_rest: merge::<Scalar, Op, X>,
            finish,
            is_final: if Op::ENDS { Some(is_final::<Op, X>) } else { None },
            lanes: lanes::<S, X>(),
            capacity: capacity::<X>(),
            block: Order::<Op, X>::BLOCK,
            part: Order::<Op, X>::PART,
            longest: if Op::ENDS { Order::<Op, X>::BLOCK / 16 } else { Order::<Op, X>::PART },
            is_exact: Op::IS_EXACT,
            numbers,
        }
    }
}
