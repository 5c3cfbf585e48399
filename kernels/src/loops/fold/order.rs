//! The order in which elements are folded. It is part of the definition of a sum, so it is the same
//! on every CPU.

use crate::isa::Isa;
use crate::loops::sequence::MAX_BLOCK_BYTES;
use crate::op::BlockFold;
use crate::value::Value;
use core::marker::PhantomData;

/// The quarters of a block.
const QUARTERS: usize = 4;

/// How many times four blocks a part has whose blocks are merged.
pub(super) const FOURS: usize = 32;

/// The number of accumulators in a [`State`](super::State): the lanes of four 512-bit registers.
pub(in crate::loops) const fn capacity<X: Value>() -> usize {
    QUARTERS * X::WIDEST
}

/// The order of the fold `Op` of values `X`, in numbers of elements.
pub(in crate::loops) struct Order<Op, X>(PhantomData<(Op, X)>);

impl<Op: BlockFold<X>, X: Value> Order<Op, X> {
    /// The chains of a quarter of a block: element `i` is added to chain `i % QUARTER`.
    pub(in crate::loops) const QUARTER: usize = X::WIDEST;
    /// The elements of a chain in a whole block. If their order matters, a block has 2 KiB: as many
    /// columns as a register has lanes fit into the tiles.
    const ROUNDS: usize = if Op::IS_EXACT { 64 } else { 8 * 64 / (X::BYTES * X::WIDEST) };
    /// The elements of a block.
    pub(super) const BLOCK: usize = capacity::<X>() * Self::ROUNDS;
    /// The most elements that are folded at once.
    pub(super) const PART: usize = Self::BLOCK * if Op::IS_EXACT { 16 } else { 4 * FOURS };

    /// The quarters of a block of `len` elements.
    #[inline(always)]
    pub(super) fn quarters(len: usize) -> usize {
        if len <= Self::BLOCK / 2 { 1 } else { QUARTERS }
    }
}

/// Whether a block of elements of `size` bytes fits into a tile. The loops rely on it.
pub const fn fits_tile<Op: BlockFold<X>, X: Value>(size: usize) -> bool {
    Order::<Op, X>::BLOCK * size <= MAX_BLOCK_BYTES
}

/// The most registers of [`strip_registers`].
pub(super) const MAX_STRIP: usize = 8;

/// The number of registers of elements that are folded at the same time if their results are
/// independent, or if the order does not matter: a power of two, no more than a state holds, so
/// that all parts stay in registers.
#[inline(always)]
pub(super) fn strip_registers<S: Isa, Op: BlockFold<X>, X: Value>() -> usize {
    let each = Op::Part::BYTES.div_ceil(X::BYTES).max(1);
    // Single lanes gain little from more of them, which are as many copies of the loop.
    let longest = if X::lanes::<S>() == 1 { MAX_STRIP / 2 } else { MAX_STRIP };
    let most = (12 / each).clamp(1, longest);
    (1 << most.ilog2()).min(capacity::<X>() / X::lanes::<S>())
}
