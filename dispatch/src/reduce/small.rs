//! Reductions of few elements, whose layouts say at a glance in which order they are to be reduced: for them a plan would be most of the
//! work. The order is that of the plan.

use super::{Loops, Operands};
use crate::level::Level;
use tightloop_array_core::Axis;
use tightloop_kernels::loops::{ColumnsRun, FEW, FewFn, FoldRun, Sequence, fold_columns, fold_rows};

/// The most elements of a line that is reduced at once: no more than one block of any fold.
pub(super) const SHORT: usize = 128;

/// The most elements of a small matrix: too few for threads.
const SMALL: usize = 1 << 12;

impl Loops {
    /// The loop for lines of `len` elements that lie one after the other, if they are few, and neither they nor the results are converted.
    fn few(&self, len: usize) -> Option<FewFn> {
        let (few, is_direct) = match self {
            Loops::Fold(table) => (table.few, table.input.is_direct() && table.output.is_direct()),
            Loops::Search(table) => (table.few, table.input.is_direct()),
        };
        (len <= FEW && is_direct).then_some(few)
    }
}

/// Reduces elements that lie one after the other, at least one and at most [`SHORT`].
///
/// # Safety
/// As for [`execute`](super::execute); the output is one element.
#[inline(never)]
pub(super) unsafe fn execute_line(
    loops: &Loops,
    op: *const (),
    [x, output]: [*mut u8; 2],
    len: usize,
    size: usize,
) {
    let axes = [Axis { len, strides: [size as isize] }];
    let sequence = Sequence { start: x, axes: &axes };
    let run = FoldRun { sequence, len, rows: 1, row_stride: 0, output, output_stride: 0 };
    // SAFETY: the caller's promise.
    unsafe {
        if let Some(few) = loops.few(len) {
            return few(op, &run);
        }
        let level = Level::current();
        match loops {
            Loops::Fold(table) => fold_rows(&table.at(level).with(op), &run),
            Loops::Search(table) => table.run(level, op, &run),
        }
    }
}

/// Reduces one axis of a small matrix with contiguous rows, if that is what the operands are.
///
/// # Safety
/// As for [`execute`](super::execute).
pub(super) unsafe fn execute_matrix(
    loops: &Loops,
    op: *const (),
    [start, output]: [*mut u8; 2],
    operands: &Operands<'_>,
) -> bool {
    let Operands { x: (x, size), axes, out: (out, out_size) } = *operands;
    let (&[rows, columns], &[row_stride, 1], &[out_stride]) = (x.shape(), x.strides(), out.strides()) else {
        return false;
    };
    // Axes of length 1 do not count, and those that are left may be in another order.
    if rows < 2 || columns < 2 || rows.saturating_mul(columns) > SMALL {
        return false;
    }
    let row = Axis { len: columns, strides: [size as isize] };
    let column = Axis { len: rows, strides: [row_stride.wrapping_mul(size as isize)] };
    let output_stride = out_stride.wrapping_mul(out_size as isize);
    let (along, across) = if axes.contains(1) { (row, column) } else { (column, row) };
    let along = [along];
    let sequence = Sequence { start, axes: &along };
    let run = FoldRun {
        sequence,
        len: along[0].len,
        rows: across.len,
        row_stride: across.strides[0],
        output,
        output_stride,
    };
    // SAFETY: the caller's promise.
    unsafe {
        if let Some(few) = loops.few(run.len).filter(|_| along[0].strides[0] == size as isize) {
            few(op, &run);
            return true;
        }
        let level = Level::current();
        match loops {
            Loops::Fold(table) if axes.contains(1) => fold_rows(&table.at(level).with(op), &run),
            Loops::Fold(table) => {
                let (columns, column_stride) = (run.rows, run.row_stride);
                let run = ColumnsRun { sequence, columns, column_stride, output, output_stride };
                fold_columns(&table.at(level).with(op), &run);
            }
            Loops::Search(table) => table.run(level, op, &run),
        }
    }
    true
}
