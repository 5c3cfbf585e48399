//! Folds of contiguous elements. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::State;
use super::kernels::Lines;
use super::order::Order;
use super::state::{MAX_REGISTERS, Registers};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::loops::operation;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use tightloop_array_core::Element;

entry_points! {
    /// A [`LinesFn`](super::kernels::FoldKernels).
    pub(super) unsafe fn lines<S, Op: BlockFold<X>, X: Streamed>(
        op: *const (),
        lines: &Lines,
        state: &mut State,
    ) = fold_lines;
}

/// Folds each line into an accumulator.
#[inline(always)]
unsafe fn fold_lines<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: *const (),
    lines: &Lines,
    state: &mut State,
) {
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    let mut start = lines.start.cast::<X::Memory>();
    for line in 0..lines.lines {
        // SAFETY: the line has `len` elements, at most a group.
        let acc = unsafe {
            if lines.len == Order::<Op, X>::GROUP {
                fold_group::<S, Op, X>(s, op, start)
            } else {
                fold_blocks::<S, Op, X>(s, op, start, lines.len)
            }
        };
        state.write_one::<S, Op::Acc>(lines.place + line, acc);
        start = start.wrapping_byte_offset(lines.stride);
    }
}

/// Folds a group, all of its blocks at the same time. The accumulator is in the first lane.
#[inline(always)]
unsafe fn fold_group<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    start: *const X::Memory,
) -> <Op::Acc as Value>::Of<S> {
    let (lanes, chains) = (X::lanes::<S>(), Order::<Op, X>::CHAINS);
    let (block, blocks) = (Order::<Op, X>::BLOCK, Order::<Op, X>::BLOCKS);
    let registers = blocks * chains / lanes;
    let mut parts = Registers::<S, Op::Part, MAX_REGISTERS>::splat(registers, op.identity::<S>(s));
    let mut pivots = Registers::<S, Op::Pivot, MAX_REGISTERS>::uninit();
    for r in 0..registers {
        // SAFETY: the group has this block.
        let first = unsafe { start.wrapping_add(r * lanes / chains * block).read() };
        pivots.set(r, op.pivot::<S>(X::Memory::splat(s, first)));
    }
    let mut at = start;
    for _ in 0..block / chains {
        for r in 0..registers {
            let place = r * lanes / chains * block + r * lanes % chains;
            // SAFETY: each block of the group has this round of `chains` elements.
            let x = unsafe { X::Memory::load(s, at.wrapping_add(place)) };
            // SAFETY: all `registers` have been set.
            unsafe { parts.set(r, op.step::<S>(parts.get(r), pivots.get(r), x)) };
        }
        at = at.wrapping_add(chains);
    }
    // SAFETY: all `registers` have been set, and `join_neighbours` sets those that it leaves.
    unsafe {
        let mut left = join_neighbours(op, &mut parts, &mut pivots, registers, chains);
        let mut all = Registers::<S, Op::Acc, MAX_REGISTERS>::uninit();
        for r in 0..left {
            all.set(r, op.close::<S>(parts.get(r), pivots.get(r), block));
        }
        let mut merged = 1;
        while merged < blocks {
            for r in 0..left.div_ceil(2) {
                let [a, b] =
                    Op::Acc::deinterleave::<S>(all.get(2 * r), all.get((2 * r + 1).min(left - 1)));
                all.set(r, op.merge::<S>(a, b, [merged * block; 2]));
            }
            (left, merged) = (left.div_ceil(2), 2 * merged);
        }
        all.get(0)
    }
}

/// Joins neighbouring lanes of the first `registers` parts, whose number is a power of two, until
/// `chains` of them are one. Returns the number of registers that are left; their pivots go along.
#[inline(always)]
unsafe fn join_neighbours<S: Isa, Op: BlockFold<X>, X: Streamed>(
    op: &Op,
    parts: &mut Registers<S, Op::Part, MAX_REGISTERS>,
    pivots: &mut Registers<S, Op::Pivot, MAX_REGISTERS>,
    registers: usize,
    chains: usize,
) -> usize {
    let (mut left, mut joined) = (registers, 1);
    while joined < chains {
        for r in 0..left.div_ceil(2) {
            let (first, second) = (2 * r, (2 * r + 1).min(left - 1));
            // SAFETY: the first `left` registers have been set, by the contract or the round
            // before.
            unsafe {
                let [a, b] = Op::Part::deinterleave::<S>(parts.get(first), parts.get(second));
                parts.set(r, op.join::<S>(a, b));
                let pivot = Op::Pivot::deinterleave::<S>(pivots.get(first), pivots.get(second))[0];
                pivots.set(r, pivot);
            }
        }
        (left, joined) = (left.div_ceil(2), 2 * joined);
    }
    left
}

/// Folds at most a group, block after block. The accumulator is in the first lane.
#[inline(always)]
unsafe fn fold_blocks<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    start: *const X::Memory,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let block = Order::<Op, X>::BLOCK;
    if len <= block {
        // SAFETY: the block has `len` elements.
        return unsafe { fold_block::<S, Op, X>(s, op, start, len) };
    }
    // Blocks, and pairs of them.
    let mut merged = Registers::<S, Op::Acc, 4>::uninit();
    let blocks = len.div_ceil(block);
    for b in 0..blocks {
        let at = start.wrapping_add(b * block);
        // SAFETY: `b * block < len`, so the elements are there.
        merged.set(b, unsafe { fold_block::<S, Op, X>(s, op, at, block.min(len - b * block)) });
    }
    // SAFETY: as many have been set as there are blocks: two to four.
    unsafe {
        let mut all = op.merge::<S>(merged.get(0), merged.get(1), [block, block.min(len - block)]);
        if blocks > 2 {
            let rest = len - 2 * block;
            let mut upper = merged.get(2);
            if blocks > 3 {
                upper = op.merge::<S>(upper, merged.get(3), [block, rest - block]);
            }
            all = op.merge::<S>(all, upper, [2 * block, rest]);
        }
        all
    }
}

/// Folds at most a block. The accumulator is in the first lane.
#[inline(always)]
unsafe fn fold_block<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    start: *const X::Memory,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let (lanes, chains) = (X::lanes::<S>(), Order::<Op, X>::CHAINS);
    let registers = chains / lanes;
    // SAFETY: the block has this element, if any.
    let first = if len == 0 { Element::ZERO } else { unsafe { start.read() } };
    let pivot = op.pivot::<S>(X::Memory::splat(s, first));
    let mut parts = Registers::<S, Op::Part, MAX_REGISTERS>::splat(registers, op.identity::<S>(s));
    let mut at = start;
    for _ in 0..len / chains {
        for r in 0..registers {
            // SAFETY: a round has an element per chain, so all of these registers; they have been
            // set.
            unsafe {
                let x = X::Memory::load(s, at.wrapping_add(r * lanes));
                parts.set(r, op.step::<S>(parts.get(r), pivot, x));
            }
        }
        at = at.wrapping_add(chains);
    }
    let rest = len % chains;
    for r in 0..registers {
        let left = rest.saturating_sub(r * lanes).min(lanes);
        if left > 0 {
            // SAFETY: the last round has `rest` elements, so `left` more than those before this
            // register, which has been set.
            unsafe {
                let fill = X::Memory::splat(s, Element::ZERO);
                let x = X::Memory::load_partial(s, at.wrapping_add(r * lanes), left, fill);
                let before = parts.get(r);
                let part = op.step::<S>(before, pivot, x);
                // The idle lanes keep their parts.
                parts.set(r, <Op::Part as Value>::first::<S>(left, part, before));
            }
        }
    }
    // SAFETY: all `registers` have been set.
    unsafe {
        let mut pivots = Registers::<S, Op::Pivot, MAX_REGISTERS>::splat(registers, pivot);
        join_neighbours(op, &mut parts, &mut pivots, registers, chains);
        op.close::<S>(parts.get(0), pivots.get(0), len)
    }
}
