//! Folds down columns. All functions rely on the contract of [`FoldKernels`](super::FoldKernels).
//!
//! Each column is folded in the order of a line: if there are `n` chains, rows `l`, `l + n`,
//! `l + 2 * n`, .. are one. Chains are joined as soon as both are complete, so that few of them are
//! waiting at any time.

use super::State;
use super::chains::Strip;
use super::order::{capacity, strip_registers};
use crate::entry::entry_points;
use crate::isa::{Isa, Scalar};
use crate::loops::operation;
use crate::loops::strip::Rows;
use crate::op::BlockFold;
use crate::stored::Streamed;

entry_points! {
    /// The [`RowsFn`](super::kernels::FoldKernels) for rows of at least a register.
    pub(super) unsafe fn columns<S, Op: BlockFold<X>, X: Streamed>(
        op: *const (),
        rows: &Rows,
        states: *mut State,
    ) = fold_columns;
}

/// Folds each column, strip by strip. Registers that reach beyond the last column step back to
/// where they are full.
#[inline(always)]
unsafe fn fold_columns<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: *const (),
    rows: &Rows,
    states: *mut State,
) {
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    let (lanes, registers) = (X::lanes::<S>(), strip_registers::<S, Op, X>());
    let mut column = 0;
    while column < rows.columns {
        let left = rows.columns - column;
        // SAFETY: there is a state for each strip, and registers of columns that end at the last.
        unsafe {
            let state = &mut *states.add(column / capacity::<X>());
            if 2 * left > registers * lanes {
                fold_strip::<S, Op, X>(s, op, rows, column, registers, state);
                column += registers * lanes;
            } else {
                fold_strip::<S, Op, X>(s, op, rows, column, 1, state);
                column += lanes;
            }
        }
    }
}

/// Folds the columns of some registers, from `column` on.
#[inline(always)]
unsafe fn fold_strip<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    rows: &Rows,
    column: usize,
    registers: usize,
    state: &mut State,
) {
    let lanes = X::lanes::<S>();
    // SAFETY: there are these columns.
    let strip = unsafe { Strip::<S, Op, X>::new(s, op, rows, column, registers) };
    let places = strip.places;
    // SAFETY: there are these rows, and all registers of `joined` are set.
    unsafe {
        let joined = strip.fold(s);
        let first = column / capacity::<X>() * capacity::<X>();
        for (r, &place) in places.iter().enumerate().take(registers) {
            let acc = op.close::<S>(joined.get(r), strip.pivots.get(r), rows.rows);
            if place >= first {
                state.write::<S, Op::Acc>(place - first, acc);
            } else {
                // The first lanes belong to the state before.
                let mut register = State::uninit();
                register.write::<S, Op::Acc>(0, acc);
                for lane in first - place..lanes {
                    let one = register.read::<Scalar, Op::Acc>(Scalar::new(), lane);
                    state.write::<Scalar, Op::Acc>(place + lane - first, one);
                }
            }
        }
    }
}
