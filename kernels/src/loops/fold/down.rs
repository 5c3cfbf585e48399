//! Reductions of many sequences side by side: neighbours in memory belong to neighbouring results.

use super::kernels::{Lines, Rows};
use super::{Carry, State, StoredFold, finish};
use crate::loops::sequence::{MAX_BLOCK_BYTES, Sequence, Stretch, Tiles};
use crate::loops::storage::convert_line;

/// Columns to fold: one result per column.
///
/// # Validity
/// - Each column is a [valid](Sequence#validity) sequence.
/// - The outputs are aligned for their type, valid for writes, and disjoint from each other and
///   from the inputs.
#[derive(Clone, Copy, Debug)]
pub struct ColumnsRun<'a> {
    /// The first column.
    pub sequence: Sequence<'a>,
    /// The number of columns.
    pub columns: usize,
    /// From one column to the next, in bytes.
    pub column_stride: isize,
    /// The first column's result.
    pub output: *mut u8,
    /// From one result to the next, in bytes.
    pub output_stride: isize,
}

/// The most strips whose results are written together.
const STRIPS: usize = 8;

/// Folds each column of a run and writes its result.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the run is [valid](ColumnsRun#validity).
pub unsafe fn fold_columns(fold: &StoredFold<'_>, run: &ColumnsRun<'_>) {
    let rows = run.sequence.len();
    let is_direct = fold.input.convert.is_none()
        && (run.column_stride == fold.input.size as isize || run.columns == 1);
    let kernels = fold.kernels;
    let block = if kernels.is_exact { rows.max(1) } else { kernels.block };
    let is_single = rows <= block && is_direct && run.sequence.axes.len() <= 1;
    let widest = if is_single {
        STRIPS * kernels.capacity
    } else if is_direct {
        kernels.capacity
    } else {
        let tile = MAX_BLOCK_BYTES / fold.input.max_size();
        (tile / block.min(rows.max(1))).clamp(1, kernels.capacity)
    };
    let mut column = 0;
    while column < run.columns {
        let width = (run.columns - column).min(widest);
        let at = |stride: isize| stride.wrapping_mul(column as isize);
        let start = run.sequence.start.wrapping_offset(at(run.column_stride));
        let output = run.output.wrapping_offset(at(run.output_stride));
        let sequence = Sequence { start, ..run.sequence };
        let strip = Strip { rows: sequence, width, stride: run.column_stride, is_direct };
        // SAFETY: the strip is part of a valid run and has these rows; states are written before
        // `finish` reads them.
        unsafe {
            if rows == 0 {
                strip.fold_nothing(fold, output, run.output_stride);
            } else if is_single {
                strip.fold_single(fold, rows, output, run.output_stride);
            } else {
                strip.fold_blocks(fold, rows, block, output, run.output_stride);
            }
        }
        column += width;
    }
}

/// Neighbouring columns.
struct Strip<'a> {
    /// The first column.
    rows: Sequence<'a>,
    width: usize,
    /// From one column to the next, in bytes.
    stride: isize,
    /// Whether elements of a row are contiguous, and as the kernels read them.
    is_direct: bool,
}

impl Strip<'_> {
    /// Writes the results of columns without elements.
    ///
    /// # Safety
    /// As for [`fold_columns`].
    unsafe fn fold_nothing(&self, fold: &StoredFold<'_>, output: *mut u8, stride: isize) {
        let mut state = State::uninit();
        let nothing = Lines { start: self.rows.start, lines: 1, stride: 0, len: 0, place: 0 };
        for column in 0..self.width {
            let output = output.wrapping_offset(stride.wrapping_mul(column as isize));
            // SAFETY: the kernel writes the state; the output is valid.
            unsafe {
                (fold.kernels.lines)(fold.op, &nothing, &mut state);
                finish(fold, &state, 0, 1, output, 0);
            }
        }
    }

    /// Folds rows that are a single block, of columns that take up to [`STRIPS`] states.
    ///
    /// # Safety
    /// As for [`fold_columns`]; the strip is direct and has these rows, and at least one.
    unsafe fn fold_single(
        &self,
        fold: &StoredFold<'_>,
        rows: usize,
        output: *mut u8,
        stride: isize,
    ) {
        let mut states = [const { State::uninit() }; STRIPS];
        let all = self.rows.stretch(0);
        let all = Rows { start: all.start, rows, stride: all.stride, columns: self.width };
        let each = fold.kernels.capacity;
        // SAFETY: there are these rows, and a state for each strip, which the kernel writes.
        unsafe {
            if self.width < fold.kernels.lanes && all.stride != self.stride * self.width as isize {
                return self.fold_blocks(fold, rows, rows, output, stride);
            }
            fold.kernels.fold_block(fold.op, &all, states.as_mut_ptr());
            for (k, state) in states[..self.width.div_ceil(each)].iter().enumerate() {
                let output = output.wrapping_offset(stride.wrapping_mul((k * each) as isize));
                finish(fold, state, rows, each.min(self.width - k * each), output, stride);
            }
        }
    }

    /// Folds rows block after block.
    ///
    /// # Safety
    /// As for [`fold_columns`]; the strip has these rows, at least one, and no more columns than a
    /// state.
    #[inline(never)]
    unsafe fn fold_blocks(
        &self,
        fold: &StoredFold<'_>,
        rows: usize,
        block: usize,
        output: *mut u8,
        stride: isize,
    ) {
        let (mut carry, mut state) = (Carry::new(self.width), State::uninit());
        let mut tiles = Tiles::uninit();
        let mut done = 0;
        // SAFETY: the strip has these rows, and `fold_block` writes the state.
        unsafe {
            while done < rows {
                let count =
                    self.fold_rows(fold, done, block.min(rows - done), &mut tiles, &mut state);
                carry.push(fold.kernels, fold.op, &state, 0, count);
                done += count;
            }
            carry.total(fold.kernels, fold.op, &mut state);
            finish(fold, &state, rows, self.width, output, stride);
        }
    }

    /// Folds `count` rows, at most a block, from row `first` on, or fewer if the order does not
    /// matter. Returns how many.
    ///
    /// # Safety
    /// As for [`fold_blocks`](Self::fold_blocks); the strip has these rows.
    unsafe fn fold_rows(
        &self,
        fold: &StoredFold<'_>,
        first: usize,
        count: usize,
        tiles: &mut Tiles,
        state: &mut State,
    ) -> usize {
        let stretch = self.rows.stretch(first);
        let (width, kernels) = (self.width, fold.kernels);
        let is_gapless = stretch.stride == self.stride * width as isize;
        let in_place = if kernels.is_exact { stretch.len.min(count) } else { count };
        if self.is_direct && stretch.len >= in_place && (width >= kernels.lanes || is_gapless) {
            let Stretch { start, stride, .. } = stretch;
            let rows = Rows { start, rows: in_place, stride, columns: width };
            // SAFETY: there are these rows, contiguous, as the kernels read them.
            unsafe { kernels.fold_block(fold.op, &rows, state) };
            return in_place;
        }
        let most = MAX_BLOCK_BYTES / (width * fold.input.max_size());
        let count = if kernels.is_exact { count.min(most) } else { count };
        // SAFETY: there are these rows, and a block of a strip fits into a tile.
        unsafe {
            let start = self.gather(fold, first, count, tiles);
            let stride = (width * fold.input.computed_size) as isize;
            let rows = Rows { start, rows: count, stride, columns: width };
            kernels.fold_block(fold.op, &rows, state);
        }
        count
    }

    /// Gathers and converts rows, one after the other without gaps, and returns their address.
    ///
    /// # Safety
    /// As for [`fold_rows`](Self::fold_rows); the rows fit into a tile.
    unsafe fn gather(
        &self,
        fold: &StoredFold<'_>,
        first: usize,
        count: usize,
        tiles: &mut Tiles,
    ) -> *const u8 {
        let [gathered, converted] = tiles.addresses();
        let (size, computed_size) = (fold.input.size, fold.input.computed_size);
        let row_bytes = self.width * size;
        for row in 0..count {
            let start = self.rows.stretch(first + row).start;
            let to = gathered.wrapping_add(row * row_bytes);
            // SAFETY: the strip has this row, and the tile has room for `count` of them.
            unsafe { (fold.input.copy.gather)(start, self.stride, to, self.width, size) };
        }
        let Some(convert) = fold.input.convert else {
            return gathered;
        };
        // SAFETY: these rows have been gathered, and the tile has room for them.
        unsafe {
            convert_line(convert, gathered, size, converted, computed_size, count * self.width)
        };
        converted
    }
}
