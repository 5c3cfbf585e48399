//! Short lines, side by side: they are transposed in a tile, and folded down its columns.

use super::kernels::Rows;
use super::{FoldRun, State, StoredFold, finish};
use crate::loops::copy::Transposed;
use crate::loops::sequence::{MAX_BLOCK_BYTES, Tiles};
use crate::loops::storage::convert_line;

/// The longest lines for which this is faster than folding each by itself. At most a block.
pub(super) const LONGEST: usize = 64;

/// Folds each line of a run and writes its result.
///
/// # Safety
/// As for [`fold_rows`](super::fold_rows); each row is a line of 1 to [`LONGEST`] elements.
pub(super) unsafe fn fold_transposed(fold: &StoredFold<'_>, run: &FoldRun<'_>) {
    let (mut state, mut tiles) = (State::uninit(), Tiles::uninit());
    let [transposed, converted] = tiles.addresses();
    let (size, computed_size) = (fold.input.size, fold.input.computed_size);
    let each = (MAX_BLOCK_BYTES / (run.len * fold.input.max_size())).min(fold.kernels.capacity);
    let mut row = 0;
    while row < run.rows {
        let (sequence, output) = run.row(row);
        let lines = each.min(run.rows - row);
        // SAFETY: the run is valid and has these rows, and a tile has room for their elements. The
        // kernel writes the state that `finish` reads.
        unsafe {
            let (mut start, mut stride) = (sequence.start, run.row_stride);
            if let Some(convert) = fold.input.convert {
                stride = (run.len * computed_size) as isize;
                if run.row_stride == (run.len * size) as isize {
                    let count = lines * run.len;
                    convert_line(convert, start.cast_mut(), size, converted, computed_size, count);
                } else {
                    for line in 0..lines {
                        let from = start.wrapping_offset(run.row_stride * line as isize);
                        let to = converted.wrapping_offset(stride * line as isize);
                        convert_line(convert, from.cast_mut(), size, to, computed_size, run.len);
                    }
                }
                start = converted;
            }
            let pitch = (lines * computed_size) as isize;
            let from = Transposed { start, stride, rows: run.len, len: lines, pitch };
            (fold.input.copy.transpose)(&from, transposed, computed_size);
            let rows = Rows { start: transposed, rows: run.len, stride: pitch, columns: lines };
            fold.kernels.fold_block(fold.op, &rows, &mut state);
            finish(fold, &state, run.len, lines, output, run.output_stride);
        }
        row += lines;
    }
}
