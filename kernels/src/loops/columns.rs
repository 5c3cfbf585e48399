//! Reductions of many sequences side by side: neighbours in memory belong to neighbouring results.
//!
//! Each result is folded by itself, so lanes never meet and any width gives the same bits. The order is that of the
//! plain loop within blocks of 128 elements; blocks are carried in base 16, as in [`fold`](super::fold).
//!
//! Columns are done in strips of as many as a fold has accumulators, which stay in registers while the loop goes down the
//! rows; what is left is done in single registers.

mod kernels;

pub use kernels::ColumnKernels;

use super::fold::{Carry, State, Then};
use super::sequence::{Elements, Sequence};
use kernels::Block;

/// The number of rows in a block.
const BLOCK: usize = 128;

/// What a fold of columns is to do: one result for each column.
///
/// # Validity
/// Each column is a [valid](Sequence#validity) sequence. The outputs are aligned for their type, disjoint from each other and from the
/// inputs, and valid for writes.
#[derive(Clone, Copy, Debug)]
pub struct ColumnsRun<'a> {
    /// The first column.
    pub sequence: Sequence<'a>,
    /// The number of columns.
    pub columns: usize,
    /// From a column to the next one, in bytes.
    pub column_stride: isize,
    /// The first column's result.
    pub output: *mut u8,
    /// From one result to the next one, in bytes.
    pub output_stride: isize,
}

/// Folds each column of a run and writes its result.
///
/// # Safety
/// As for [`ColumnKernels`]; the run is [valid](ColumnsRun#validity).
pub unsafe fn fold_columns(kernels: &ColumnKernels, op: *const (), run: &ColumnsRun<'_>) {
    let [strip, register] = (kernels.widths)();
    let (rows, mut column) = (run.sequence.len(), 0);
    let mut state = State::uninit();
    while column < run.columns {
        let left = run.columns - column;
        let width = if left >= strip { strip } else { left.min(register) };
        let at = |stride: isize| stride.wrapping_mul(column as isize);
        let start = run.sequence.start.wrapping_offset(at(run.column_stride));
        let sequence = Sequence { start, ..run.sequence };
        let mut block = Block { rows: Elements::new(sequence), count: 0, width, stride: run.column_stride };
        // SAFETY: the caller's promise; the strip is part of the run.
        unsafe {
            if rows <= BLOCK {
                block.count = rows;
                (kernels.block)(op, &mut block, &mut state, Then::Start);
            } else {
                let mut carry = Carry::new();
                let mut done = 0;
                while done < rows {
                    block.count = (rows - done).min(BLOCK);
                    let (lowest, then) = carry.lowest();
                    (kernels.block)(op, &mut block, lowest, then);
                    carry.count(kernels.merge, op);
                    done += block.count;
                }
                carry.total(kernels.merge, op, &mut state);
            }
            let output = run.output.wrapping_offset(at(run.output_stride));
            (kernels.finish)(op, &state, rows, width, output, run.output_stride);
        }
        column += width;
    }
}
