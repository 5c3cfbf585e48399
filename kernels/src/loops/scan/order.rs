//! The order in which a scan merges, for registers that lie along a sequence or across sequences.
//!
//! Both take the parts of a group four at a time. A part is a register: along a sequence, of as
//! many elements as it has lanes; across sequences, of one element each.

use crate::isa::Isa;
use crate::op::Fold;
use crate::value::Value;

/// The accumulator of a value that `Op` folds, in registers.
pub(super) type Acc<S, Op, X> = <<Op as Fold<X>>::Acc as Value>::Of<S>;

/// The elements of a group: as many as a 512-bit register has lanes.
pub(super) const fn group<X: Value>() -> usize {
    X::WIDEST
}

/// The last accumulator of a part, wherever the next part needs it.
#[inline(always)]
pub(super) fn total<S: Isa, Op: Fold<X>, X: Value, const ALONG: bool>(
    part: Acc<S, Op, X>,
) -> Acc<S, Op, X> {
    if !ALONG {
        return part;
    }
    match X::lanes::<S>() {
        1 => part,
        2 => Op::Acc::spread::<S, 2>(part),
        4 => Op::Acc::spread::<S, 4>(part),
        8 => Op::Acc::spread::<S, 8>(part),
        16 => Op::Acc::spread::<S, 16>(part),
        32 => Op::Acc::spread::<S, 32>(part),
        _ => Op::Acc::spread::<S, 64>(part),
    }
}

/// Merges the scans of up to four parts, each by itself, into one: of blocks of one part, and then
/// of two.
#[inline(always)]
pub(super) fn scan_four<S: Isa, Op: Fold<X>, X: Value, const ALONG: bool>(
    op: &Op,
    parts: &mut [Acc<S, Op, X>; 4],
    count: usize,
) {
    if count > 1 {
        parts[1] = op.merge::<S>(total::<S, Op, X, ALONG>(parts[0]), parts[1]);
    }
    if count > 2 {
        let first = total::<S, Op, X, ALONG>(parts[1]);
        if count > 3 {
            parts[3] = op.merge::<S>(total::<S, Op, X, ALONG>(parts[2]), parts[3]);
            parts[3] = op.merge::<S>(first, parts[3]);
        }
        parts[2] = op.merge::<S>(first, parts[2]);
    }
}

/// The levels of a group above four parts: those of 64 bytes, one by one.
const LEVELS: usize = 4;

/// The blocks of a group that are complete, as its parts come four after four.
pub(super) struct Blocks<S: Isa, Op: Fold<X>, X: Value> {
    /// The accumulator of the last block of `2^k` fours that is the first one of two.
    firsts: [Acc<S, Op, X>; LEVELS],
}

impl<S: Isa, Op: Fold<X>, X: Value> Blocks<S, Op, X> {
    /// A group of which no part has come.
    #[inline(always)]
    pub(super) fn new(s: S, op: &Op) -> Self {
        Self { firsts: [op.identity(s); LEVELS] }
    }

    /// Takes the scan of four parts, number `four` of so many. Makes it one from the beginning of
    /// the group.
    #[inline(always)]
    pub(super) fn add<const ALONG: bool>(
        &mut self,
        op: &Op,
        four: usize,
        fours: usize,
        parts: &mut [Acc<S, Op, X>; 4],
    ) {
        for k in 0..LEVELS {
            if 1 << k < fours {
                if four >> k & 1 == 1 {
                    for part in &mut *parts {
                        *part = op.merge::<S>(self.firsts[k], *part);
                    }
                } else {
                    // The last such four completes the block.
                    self.firsts[k] = total::<S, Op, X, ALONG>(parts[3]);
                }
            }
        }
    }
}

/// Scans the first `n` lanes of a register. The others may be anything.
#[inline(always)]
pub(super) fn scan_lanes<S: Isa, Op: Fold<X>, X: Value>(
    op: &Op,
    n: usize,
    x: Acc<S, Op, X>,
) -> Acc<S, Op, X> {
    let x = merge_blocks::<S, Op, X, 1>(op, n, x);
    let x = merge_blocks::<S, Op, X, 2>(op, n, x);
    let x = merge_blocks::<S, Op, X, 4>(op, n, x);
    let x = merge_blocks::<S, Op, X, 8>(op, n, x);
    let x = merge_blocks::<S, Op, X, 16>(op, n, x);
    merge_blocks::<S, Op, X, 32>(op, n, x)
}

/// Merges the last lane of the first of each two blocks into the second one, unless that is beyond
/// the first `n` lanes.
#[inline(always)]
fn merge_blocks<S: Isa, Op: Fold<X>, X: Value, const BLOCK: usize>(
    op: &Op,
    n: usize,
    x: Acc<S, Op, X>,
) -> Acc<S, Op, X> {
    if BLOCK >= X::lanes::<S>() || BLOCK >= n {
        return x;
    }
    let merged = op.merge::<S>(Op::Acc::spread::<S, BLOCK>(x), x);
    Op::Acc::every_second::<S, BLOCK>(merged, x)
}
