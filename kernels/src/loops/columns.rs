//! Reductions of many sequences side by side: adjacent elements belong to adjacent results.
//!
//! Each result is folded by itself, so lanes never meet, and registers of any width give the same
//! bits. Within blocks of 128 elements the order is that of the plain loop. Blocks are carried in
//! base 16, as in [`fold`](super::fold).
//!
//! A strip has as many columns as a fold has accumulators, so each row of a strip is one round of
//! the fold's kernel. The last strip may be narrower.

use super::fold::{Carry, FoldMode, Rounds, State, StoredFold, finish};
use super::sequence::{MAX_BLOCK_BYTES, Sequence, Tiles};
use super::storage::convert_line;

/// The number of rows in a block. It is part of the definition of a sum, so it is the same on every
/// CPU.
const BLOCK_ROWS: usize = 128;

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

/// Folds each column of a run and writes its result.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the run is [valid](ColumnsRun#validity).
pub unsafe fn fold_columns(fold: &StoredFold<'_>, run: &ColumnsRun<'_>) {
    let (rows, mut column) = (run.sequence.len(), 0);
    let mut state = State::uninit();
    while column < run.columns {
        let width = (run.columns - column).min(fold.kernels.accumulators);
        let at = |stride: isize| stride.wrapping_mul(column as isize);
        let start = run.sequence.start.wrapping_offset(at(run.column_stride));
        let strip =
            Strip { rows: Sequence { start, ..run.sequence }, width, stride: run.column_stride };
        // SAFETY: the strip is part of a valid run and has these rows; its state is written before
        // `finish` reads it.
        unsafe {
            if rows <= BLOCK_ROWS {
                strip.fold_block(fold, 0, rows, &mut state);
            } else {
                strip.fold_blocks(fold, rows, &mut state);
            }
            let output = run.output.wrapping_offset(at(run.output_stride));
            finish(fold, &state, rows, width, output, run.output_stride);
        }
        column += width;
    }
}

/// Adjacent columns, at most as many as there are accumulators.
struct Strip<'a> {
    /// The first column.
    rows: Sequence<'a>,
    width: usize,
    /// From one column to the next, in bytes.
    stride: isize,
}

impl Strip<'_> {
    /// Folds `rows` rows, block after block.
    ///
    /// # Safety
    /// As for [`fold_columns`]; the strip has these rows, and at least one.
    #[inline(never)]
    unsafe fn fold_blocks(&self, fold: &StoredFold<'_>, rows: usize, state: &mut State) {
        let mut carry = Carry::new();
        let mut done = 0;
        while done < rows {
            let count = (rows - done).min(BLOCK_ROWS);
            // SAFETY: the strip has these rows, and `fold_block` writes the state.
            unsafe {
                self.fold_block(fold, done, count, state);
                carry.add(fold.kernels, fold.op, state);
                carry.count(fold.kernels, fold.op);
            }
            done += count;
        }
        // SAFETY: at least one block has been counted.
        unsafe { carry.total(fold.kernels, fold.op, state) };
    }

    /// Folds `count` rows starting at row `first`, at most a block.
    ///
    /// # Safety
    /// As for [`fold_columns`]; the strip has these rows.
    unsafe fn fold_block(
        &self,
        fold: &StoredFold<'_>,
        first: usize,
        count: usize,
        state: &mut State,
    ) {
        if fold.input.convert.is_some() || self.stride != fold.input.size as isize && self.width > 1
        {
            // SAFETY: the contract is the same.
            return unsafe { self.fold_tiled(fold, first, count, state) };
        }
        let (mut done, mut mode) = (0, FoldMode::Start);
        loop {
            let stretch = if done < count { Some(self.rows.stretch(first + done)) } else { None };
            let rows = stretch.map_or(0, |stretch| stretch.len.min(count - done));
            let (start, stride) =
                stretch.map_or((self.rows.start, 0), |stretch| (stretch.start, stretch.stride));
            // SAFETY: the strip has these rows, `stride` apart; each is contiguous and needs no
            // conversion. The state that is continued has been written.
            unsafe { self.fold_rows(fold, start, stride, rows, state, mode) };
            (done, mode) = (done + rows, FoldMode::Continue);
            if done == count {
                return;
            }
        }
    }

    /// The case of [`fold_block`](Self::fold_block) in which rows are gathered or converted, as
    /// many at a time as a tile holds.
    ///
    /// # Safety
    /// As for [`fold_block`](Self::fold_block).
    #[inline(never)]
    unsafe fn fold_tiled(
        &self,
        fold: &StoredFold<'_>,
        first: usize,
        count: usize,
        state: &mut State,
    ) {
        let mut tiles = Tiles::uninit();
        let [gathered, converted] = tiles.addresses();
        let (size, computed_size) = (fold.input.size, fold.input.computed_size);
        let rows_each = (MAX_BLOCK_BYTES / (self.width * fold.input.max_size())).max(1);
        let (mut done, mut mode) = (0, FoldMode::Start);
        loop {
            let rows = rows_each.min(count - done);
            for row in 0..rows {
                let start = self.rows.stretch(first + done + row).start;
                let to = gathered.wrapping_add(row * self.width * size);
                // SAFETY: the strip has this row, and the tile has room for `rows` of them.
                unsafe { (fold.input.copy.gather)(start, self.stride, to, self.width, size) };
            }
            let mut line = gathered;
            if let Some(convert) = fold.input.convert {
                let count = rows * self.width;
                // SAFETY: these rows have been gathered, and the tile has room for them.
                unsafe { convert_line(convert, line, size, converted, computed_size, count) };
                line = converted;
            }
            // SAFETY: the rows are one after the other in the tile, as the kernels read them. The
            // state that is continued has been written.
            unsafe {
                self.fold_rows(fold, line, (self.width * computed_size) as isize, rows, state, mode)
            };
            (done, mode) = (done + rows, FoldMode::Continue);
            if done == count {
                return;
            }
        }
    }

    /// Folds contiguous rows, `stride` bytes apart.
    ///
    /// # Safety
    /// As for [`FoldKernels`](super::FoldKernels); `start` is valid for reads of these rows, of the
    /// type that the kernels were compiled for.
    unsafe fn fold_rows(
        &self,
        fold: &StoredFold<'_>,
        start: *const u8,
        stride: isize,
        rows: usize,
        state: &mut State,
        mode: FoldMode,
    ) {
        let is_full = self.width == fold.kernels.accumulators;
        let (full, partial) = if is_full { (rows, 0) } else { (0, rows) };
        let rounds = Rounds { start, stride, full, partial, width: self.width };
        // SAFETY: `rounds` are the rows, by this method's contract.
        unsafe { (fold.kernels.block)(fold.op, &rounds, state, mode) };
    }
}
