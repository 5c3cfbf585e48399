//! Reductions of few elements, for which a plan would be most of the work. They have simple
//! layouts, and are reduced in the order that the plan would choose.

use super::fold::FoldTable;
use super::search::SearchTable;
use super::{Loops, Operands};
use crate::kernel::OperandType;
use crate::level::Level;
use crate::profile::{self, Path};
use tightloop_array_core::{Layout, LoopAxis};
use tightloop_kernels::loops::{
    ColumnsRun, FEW, FewFn, FoldRun, Sequence, convert_line, fold_columns, fold_rows, fold_start,
    search_columns, search_rows,
};

/// The most elements of a line that is reduced at once: too few for threads.
pub(super) const SHORT: usize = 1 << 16;

/// The most elements of a small matrix: too few for threads.
const SMALL: usize = 1 << 12;

/// The loop of a reduction for few elements, and the types of elements and results.
#[derive(Clone, Copy)]
struct Few {
    reduce: FewFn,
    input: OperandType,
    output: OperandType,
}

impl Loops {
    /// The loop for contiguous lines of `len` elements, if these are few.
    fn few(&self, len: usize) -> Option<Few> {
        if len > FEW {
            return None;
        }
        match *self {
            Loops::Fold(FoldTable { few, input, output, .. }) => {
                few.map(|reduce| Few { reduce, input, output })
            }
            Loops::Search(SearchTable { few, input, .. }) => {
                Some(Few { reduce: few, input, output: OperandType::of::<i64, i64>() })
            }
        }
    }
}

impl Few {
    /// Whether the loop takes elements and results as stored.
    fn is_direct(&self) -> bool {
        self.input.is_direct() && self.output.is_direct()
    }

    /// Reduces a line whose elements or result are converted.
    ///
    /// # Safety
    /// Those of [`execute_line`]; there are at most [`FEW`] elements.
    #[inline(never)]
    unsafe fn convert_and_reduce(&self, op: *const (), run: &FoldRun<'_>) {
        // Room for elements of any type, up to 16 bytes each.
        let (mut elements, mut result) = ([0_u64; 2 * FEW], [0_u64; 2]);
        let level = Level::current();
        let (input, output) = (self.input.input(level), self.output.output(level));
        let mut converted = *run;
        // SAFETY: by this function's contract; the arrays have room for the elements and the
        // result, and the CPU has the level.
        unsafe {
            if let Some(convert) = input.convert {
                let line = elements.as_mut_ptr().cast();
                let start = run.sequence.start.cast_mut();
                convert_line(convert, start, input.size, line, input.computed_size, run.len);
                converted.sequence.start = line;
            }
            if output.convert.is_some() {
                converted.output = result.as_mut_ptr().cast();
            }
            (self.reduce)(op, &converted);
            if let Some(convert) = output.convert {
                convert_line(
                    convert,
                    converted.output,
                    output.computed_size,
                    run.output,
                    output.size,
                    1,
                );
            }
        }
    }
}

/// Reduces `len` elements, at least one, `stride` bytes apart, to one result, or of more than
/// [`SHORT`] the first ones. Returns whether the result has been written.
///
/// # Safety
/// Those of [`execute`](super::execute), for these addresses.
#[inline(never)]
pub(super) unsafe fn execute_line(
    loops: &Loops,
    op: *const (),
    [x, output]: [*mut u8; 2],
    len: usize,
    stride: isize,
    layout: &Layout,
) -> bool {
    profile::path(|| Path::Lines);
    // SAFETY: by this function's contract, there are these elements, and the result is valid; the
    // CPU has the level.
    unsafe {
        let level = Level::current();
        let few = if layout.is_contiguous() { loops.few(len) } else { None };
        if layout.is_contiguous()
            && few.is_none()
            && let Loops::Fold(table) = loops
            && let Some(kernels) = table.direct(level)
            && len <= kernels.longest().min(SHORT)
        {
            kernels.fold_line(op, x, len, output);
            return true;
        }
        let axes = [LoopAxis { len, strides: [stride] }];
        let sequence = Sequence { start: x, axes: &axes };
        let run = FoldRun { sequence, len, rows: 1, row_stride: 0, output, output_stride: 0 };
        match (few, loops) {
            (Some(few), _) if few.is_direct() => (few.reduce)(op, &run),
            (Some(few), _) => few.convert_and_reduce(op, &run),
            (None, Loops::Fold(table)) if len > SHORT => {
                return fold_start(&table.at(level, layout).with(op), &run);
            }
            (None, Loops::Search(_)) if len > SHORT => return false,
            (None, Loops::Fold(table)) => fold_rows(&table.at(level, layout).with(op), &run),
            (None, Loops::Search(table)) => search_rows(&table.at(level, layout).with(op), &run),
        }
    }
    true
}

/// Reduces one axis of a small matrix with contiguous rows. Returns `false`, and does nothing, if
/// the operands are anything else.
///
/// # Safety
/// Those of [`execute`](super::execute).
pub(super) unsafe fn execute_matrix(
    loops: &Loops,
    op: *const (),
    [start, output]: [*mut u8; 2],
    operands: &Operands<'_>,
) -> bool {
    let Operands { x: (x, size), axes, out: (out, out_size) } = *operands;
    let (&[rows, columns], &[row_stride, 1], &[out_stride]) =
        (x.shape(), x.strides(), out.strides())
    else {
        return false;
    };
    // The plan drops axes of length 1, which may change the order.
    if rows < 2 || columns < 2 || rows.saturating_mul(columns) > SMALL {
        return false;
    }
    let row = LoopAxis { len: columns, strides: [size as isize] };
    let column = LoopAxis { len: rows, strides: [row_stride.wrapping_mul(size as isize)] };
    let output_stride = out_stride.wrapping_mul(out_size as isize);
    profile::path(|| if axes.contains(1) { Path::Lines } else { Path::Columns });
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
    // SAFETY: by this function's contract, the run is valid; the CPU has the level.
    unsafe {
        if let Some(few) = loops.few(run.len)
            && few.is_direct()
            && along[0].strides[0] == size as isize
        {
            (few.reduce)(op, &run);
            return true;
        }
        let level = Level::current();
        match loops {
            Loops::Fold(table) if axes.contains(1) => fold_rows(&table.at(level, x).with(op), &run),
            Loops::Fold(table) => {
                let (columns, column_stride) = (run.rows, run.row_stride);
                let run = ColumnsRun { sequence, columns, column_stride, output, output_stride };
                fold_columns(&table.at(level, x).with(op), &run);
            }
            Loops::Search(table) if axes.contains(1) => {
                search_rows(&table.at(level, x).with(op), &run);
            }
            Loops::Search(table) => {
                let (columns, column_stride) = (run.rows, run.row_stride);
                let run = ColumnsRun { sequence, columns, column_stride, output, output_stride };
                search_columns(&table.at(level, x).with(op), &run, 0, along[0].len);
            }
        }
    }
    true
}
