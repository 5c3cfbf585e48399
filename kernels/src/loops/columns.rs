//! Reductions of many sequences side by side: neighbours in memory belong to neighbouring results.
//!
//! Each result is folded by itself, so lanes never meet and any width gives the same bits. The
//! order is that of the plain loop within blocks of 128 elements; blocks are carried in base 16, as
//! in [`fold`](super::fold).
//!
//! Columns are done in strips of as many as a fold has accumulators: each row of a strip is a round
//! of the fold's kernel. The last strip may be narrower.

use super::fold::{Carry, Rounds, State, StoredFold, Then, finish};
use super::sequence::{MAX_BLOCK, Sequence, Tiles};
use super::tile::convert_line;

/// The number of rows in a block.
const BLOCK: usize = 128;

/// What a fold of columns is to do: one result for each column.
///
/// # Validity
/// Each column is a [valid](Sequence#validity) sequence. The outputs are aligned for their type,
/// disjoint from each other and from the inputs, and valid for writes.
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
        // SAFETY: the caller's promise; the strip is part of the run.
        unsafe {
            if rows <= BLOCK {
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

/// Some columns, at most as many as there are accumulators.
struct Strip<'a> {
    /// The first column.
    rows: Sequence<'a>,
    width: usize,
    /// From a column to the next one, in bytes.
    stride: isize,
}

impl Strip<'_> {
    /// Folds `rows` rows, block after block.
    ///
    /// # Safety
    /// As for [`fold_columns`]; the strip has these rows.
    #[inline(never)]
    unsafe fn fold_blocks(&self, fold: &StoredFold<'_>, rows: usize, state: &mut State) {
        let mut carry = Carry::new();
        let mut done = 0;
        while done < rows {
            let count = (rows - done).min(BLOCK);
            // SAFETY: the caller's promise.
            unsafe {
                self.fold_block(fold, done, count, state);
                carry.add(fold.kernels, fold.op, state);
                carry.count(fold.kernels, fold.op);
            }
            done += count;
        }
        // SAFETY: as above.
        unsafe { carry.total(fold.kernels, fold.op, state) };
    }

    /// Folds `count` rows from row `first` on, at most a block.
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
            // SAFETY: the caller's promise.
            return unsafe { self.fold_tiled(fold, first, count, state) };
        }
        let (mut done, mut then) = (0, Then::Start);
        loop {
            let stretch = if done < count { Some(self.rows.stretch(first + done)) } else { None };
            let rows = stretch.map_or(0, |stretch| stretch.len.min(count - done));
            let (start, stride) =
                stretch.map_or((self.rows.start, 0), |stretch| (stretch.start, stretch.stride));
            // SAFETY: the caller's promise; these rows are one stride apart.
            unsafe { self.fold_rows(fold, start, stride, rows, state, then) };
            (done, then) = (done + rows, Then::Continue);
            if done == count {
                return;
            }
        }
    }

    /// See [`fold_block`](Self::fold_block); rows that are gathered or converted, as many at a time
    /// as a tile holds.
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
        let (size, computed_size) = (fold.input.size, fold.input.computed_size);
        let rows_each = (MAX_BLOCK / (self.width * size.max(computed_size))).max(1);
        let (mut done, mut then) = (0, Then::Start);
        loop {
            let rows = rows_each.min(count - done);
            for row in 0..rows {
                let start = self.rows.stretch(first + done + row).start;
                let to = tiles.gathered().wrapping_add(row * self.width * size);
                // SAFETY: the caller's promise; the tile has room for these rows.
                unsafe { (fold.input.copy.gather)(start, self.stride, to, self.width, size) };
            }
            let mut line = tiles.gathered();
            if let Some(convert) = fold.input.convert {
                // SAFETY: as above.
                unsafe {
                    convert_line(
                        convert,
                        line,
                        size,
                        tiles.converted(),
                        computed_size,
                        rows * self.width,
                    )
                };
                line = tiles.converted();
            }
            // SAFETY: as above.
            unsafe {
                self.fold_rows(fold, line, (self.width * computed_size) as isize, rows, state, then)
            };
            (done, then) = (done + rows, Then::Continue);
            if done == count {
                return;
            }
        }
    }

    /// Folds rows that are one stride apart, and as the kernels want them.
    ///
    /// # Safety
    /// As for [`FoldKernels`](super::FoldKernels).
    unsafe fn fold_rows(
        &self,
        fold: &StoredFold<'_>,
        start: *const u8,
        stride: isize,
        rows: usize,
        state: &mut State,
        then: Then,
    ) {
        let is_full = self.width == fold.kernels.accumulators;
        let (full, partial) = if is_full { (rows, 0) } else { (0, rows) };
        let rounds = Rounds { start, stride, full, partial, width: self.width };
        // SAFETY: the caller's promise.
        unsafe { (fold.kernels.block)(fold.op, &rounds, state, then) };
    }
}
