//! Folds of lines on an ISA of single lanes. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::State;
use super::columns::columns;
use super::merge::merge_lanes;
use super::order::Order;
use crate::isa::{Isa, Scalar};
use crate::loops::strip::Rows;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use tightloop_array_core::Element;

/// Folds up to a group on an ISA of single lanes: each block as a column, by the loop for columns.
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
    let (mut accs, mut one) = (State::uninit(), State::uninit());
    let (blocks, address) = (len.div_ceil(block), (&raw const *op).cast());
    // SAFETY: there are these elements, of at most four blocks, whose accumulators are written
    // before they are read.
    unsafe {
        for k in 0..blocks {
            let start = start.wrapping_add(k * block).cast();
            let (rows, stride) = (block.min(len - k * block), size_of::<X::Memory>() as isize);
            columns::<S, Op, X>(address, &Rows { start, rows, stride, columns: 1 }, &mut one);
            let acc = one.read::<Scalar, Op::Acc>(Scalar::new(), 0);
            accs.write::<Scalar, Op::Acc>(k, acc);
        }
        if blocks > 1 {
            merge_lanes::<Op, X>(address, &mut accs, blocks, block, len - (blocks - 1) * block);
        }
        accs.read::<S, Op::Acc>(s, 0)
    }
}
