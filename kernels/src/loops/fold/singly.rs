//! Folds of lines on an ISA of single lanes. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::chains::Strip;
use super::order::Order;
use crate::isa::Isa;
use crate::loops::strip::Rows;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use core::mem::MaybeUninit;
use tightloop_array_core::Element;

/// Folds up to a group on an ISA of single lanes, chain by chain, as a column of elements.
#[inline(always)]
pub(super) unsafe fn fold_singly<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    start: *const X::Memory,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let block = Order::<Op, X>::BLOCK;
    if len == 0 {
        let pivot = op.pivot::<S>(X::Memory::splat(s, Element::ZERO));
        return op.close::<S>(op.identity::<S>(s), pivot, 0);
    }
    let mut accs = [const { MaybeUninit::<<Op::Acc as Value>::Of<S>>::uninit() }; 4];
    // SAFETY: there are these elements, of at most four blocks, and as many accumulators are
    // written.
    unsafe {
        for (first, acc) in (0..len).step_by(block).zip(&mut accs) {
            let start = start.wrapping_add(first).cast();
            let stride = size_of::<X::Memory>() as isize;
            let rows = Rows { start, rows: block.min(len - first), stride, columns: 1 };
            acc.write(Strip::<S, Op, X>::new(s, op, &rows, 0, 1).first_acc(s));
        }
        if len <= block {
            return accs[0].assume_init();
        }
        let first = op.merge::<S>(
            accs[0].assume_init(),
            accs[1].assume_init(),
            [block, block.min(len - block)],
        );
        if len <= 2 * block {
            return first;
        }
        let rest = len - 2 * block;
        if rest <= block {
            return op.merge::<S>(first, accs[2].assume_init(), [2 * block, rest]);
        }
        let second =
            op.merge::<S>(accs[2].assume_init(), accs[3].assume_init(), [block, rest - block]);
        op.merge::<S>(first, second, [2 * block, rest])
    }
}
