//! Folds of lines whose order matters. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::block::fold_block;
use super::order::{FOURS, Order};
use super::singly::fold_singly;
use super::source::Source;
use super::state::Registers;
use crate::isa::Isa;
use crate::op::BlockFold;
use crate::stored::Streamed;
use crate::value::Value;

/// Folds up to a part: four blocks at a time, which are merged in a binary tree. The accumulator is
/// in the first lane.
#[inline(always)]
pub(super) unsafe fn fold_in_order<S: Isa, Op: BlockFold<X>, X: Streamed, From: Source<X>>(
    s: S,
    op: &Op,
    start: From,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let four = 4 * Order::<Op, X>::BLOCK;
    let mut left = len.div_ceil(four).max(1);
    let mut accs = Registers::<S, Op::Acc, FOURS>::uninit();
    // SAFETY: the line has these blocks, and `left` accumulators have been set.
    unsafe {
        for k in 0..left {
            let (start, len) = (start.skip(k * four), four.min(len - k * four));
            accs.set(k, fold_four::<S, Op, X, From>(s, op, start, len));
        }
        let mut each = four;
        while left > 1 {
            for k in 0..left / 2 {
                let counts = [each, each.min(len - (2 * k + 1) * each)];
                accs.set(k, op.merge::<S>(accs.get(2 * k), accs.get(2 * k + 1), counts));
            }
            if !left.is_multiple_of(2) {
                accs.set(left / 2, accs.get(left - 1));
            }
            (left, each) = (left.div_ceil(2), 2 * each);
        }
        accs.get(0)
    }
}

/// Folds up to four blocks.
#[inline(always)]
unsafe fn fold_four<S: Isa, Op: BlockFold<X>, X: Streamed, From: Source<X>>(
    s: S,
    op: &Op,
    start: From,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let block = Order::<Op, X>::BLOCK;
    let last = len.saturating_sub(1) / block;
    let mut accs = Registers::<S, Op::Acc, 4>::uninit();
    // SAFETY: there are these blocks, and all accumulators are set that are read.
    unsafe {
        for b in 0..=last {
            let (start, len) = (start.skip(b * block), block.min(len - b * block));
            let acc = match start.address() {
                Some(start) if X::lanes::<S>() == 1 => fold_singly::<S, Op, X>(s, op, start, len),
                _ => fold_block::<S, Op, X, From>(s, op, start, len),
            };
            accs.set(b, acc);
        }
        if last == 0 {
            return accs.get(0);
        }
        let counts = [block, block.min(len - block)];
        let first = op.merge::<S>(accs.get(0), accs.get(1), counts);
        if last == 1 {
            return first;
        }
        let mut second = accs.get(2);
        if last == 3 {
            second = op.merge::<S>(second, accs.get(3), [block, len - 3 * block]);
        }
        op.merge::<S>(first, second, [2 * block, len - 2 * block])
    }
}
