//! Folds of several blocks at the same time, each in registers of its own, so that additions need
//! not wait for each other. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::lines::{join_neighbours, step_partial};
use super::order::Order;
use super::state::{MAX_REGISTERS, Registers};
use crate::isa::Isa;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;

/// Folds up to a group, but more than a block; all blocks at the same time. The accumulator is in
/// the first lane.
#[inline(always)]
pub(super) unsafe fn fold_group<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    start: *const X::Memory,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let (lanes, chains) = (X::lanes::<S>(), Order::<Op, X>::CHAINS);
    let (block, blocks) = (Order::<Op, X>::BLOCK, Order::<Op, X>::BLOCKS);
    let registers = blocks * chains / lanes;
    // The last block may be shorter, and those after it are missing.
    let last = (len - 1) / block;
    let (last_rounds, rest) = ((len - last * block) / chains, len % chains);
    let mut parts = Registers::<S, Op::Part, MAX_REGISTERS>::splat(registers, op.identity::<S>(s));
    let mut pivots = Registers::<S, Op::Pivot, MAX_REGISTERS>::uninit();
    for r in 0..registers {
        let b = (r * lanes / chains).min(last);
        // SAFETY: there is this block.
        let first = unsafe { start.wrapping_add(b * block).read() };
        pivots.set(r, op.pivot::<S>(X::Memory::splat(s, first)));
    }
    let mut at = start;
    for round in 0..block / chains {
        for r in 0..registers {
            let b = r * lanes / chains;
            if b < last || b == last && round < last_rounds {
                let place = b * block + r * lanes % chains;
                // SAFETY: this block has this round.
                unsafe {
                    let x = X::Memory::load(s, at.wrapping_add(place));
                    parts.set(r, op.step::<S>(parts.get(r), pivots.get(r), x));
                }
            }
        }
        at = at.wrapping_add(chains);
    }
    if rest > 0 {
        for r in 0..registers {
            let left = rest.saturating_sub(r * lanes % chains).min(lanes);
            if r * lanes / chains == last && left > 0 {
                let at = start.wrapping_add(len - rest + r * lanes % chains);
                // SAFETY: the last round has `rest` elements.
                unsafe { step_partial(s, op, &mut parts, r, pivots.get(r), at, left) };
            }
        }
    }
    // SAFETY: all `registers` have been set.
    unsafe {
        let left = join_neighbours(op, &mut parts, &mut pivots, registers, chains);
        let parts = split_in_four::<S, Op::Part>(&parts, left);
        let pivots = split_in_four::<S, Op::Pivot>(&pivots, left);
        let counts = [block, block.min(len - block)];
        let a = op.close::<S>(parts[0], pivots[0], counts[0]);
        let b = op.close::<S>(parts[1], pivots[1], counts[1]);
        let first = op.merge::<S>(a, b, counts);
        if last == 1 {
            return first;
        }
        let counts = [block.min(len - 2 * block), len.saturating_sub(3 * block)];
        let mut second = op.close::<S>(parts[2], pivots[2], counts[0]);
        if last == 3 {
            let b = op.close::<S>(parts[3], pivots[3], counts[1]);
            second = op.merge::<S>(second, b, counts);
        }
        op.merge::<S>(first, second, [2 * block, len - 2 * block])
    }
}

/// Returns the first four lanes of `left` registers, each in the first lane of a register.
///
/// # Safety
/// The registers have been set, and have four lanes or more.
#[inline(always)]
unsafe fn split_in_four<S: Isa, A: Value>(
    all: &Registers<S, A, MAX_REGISTERS>,
    left: usize,
) -> [A::Of<S>; 4] {
    // SAFETY: by this function's contract.
    unsafe {
        if left == 4 {
            return [all.get(0), all.get(1), all.get(2), all.get(3)];
        }
        let [even, odd] = A::deinterleave::<S>(all.get(0), all.get(left - 1));
        let [third, fourth] =
            [A::deinterleave::<S>(even, even)[1], A::deinterleave::<S>(odd, odd)[1]];
        [even, odd, third, fourth]
    }
}
