//! Folds of lines on an ISA of single lanes. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::State;
use super::columns::columns;
use crate::isa::Isa;
use crate::loops::strip::Rows;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use tightloop_array_core::Element;

/// Folds a block on an ISA of single lanes: as a column, by the loop for columns.
#[inline(always)]
pub(super) unsafe fn fold_singly<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    start: *const X::Memory,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    if len == 0 {
        let pivot = op.pivot::<S>(X::Memory::splat(s, Element::ZERO));
        return op.close::<S>(op.identity::<S>(s), pivot, 0);
    }
    let mut state = State::uninit();
    let stride = size_of::<X::Memory>() as isize;
    let column = Rows { start: start.cast(), rows: len, stride, columns: 1 };
    // SAFETY: there are these elements, and the state is written before it is read.
    unsafe {
        columns::<S, Op, X>((&raw const *op).cast(), &column, &mut state);
        state.read::<S, Op::Acc>(s, 0)
    }
}
