//! Folds of many sequences side by side: neighbours in memory belong to neighbouring results.

use super::finish::finish;
use super::{Carry, FoldKernels, FoldRun, Lines, State, StoredFold};
use crate::loops::sequence::{MAX_BLOCK_BYTES, Tiles};
use crate::loops::strip::{ColumnsRun, Strip, lines_per_tile, transposed_lines};

/// The most strips whose results are written together.
pub(super) const STRIPS: usize = 8;

/// Folds each column of a run and writes its result.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the run is [valid](ColumnsRun#validity).
pub unsafe fn fold_columns(fold: &StoredFold<'_>, run: &ColumnsRun<'_>) {
    let (rows, kernels, output_stride) = (run.sequence.len(), fold.kernels, run.output_stride);
    if let Some(small) = &fold.small_sum
        && run.columns >= small.kernels.lanes
    {
        // SAFETY: the contract is the same.
        return unsafe { small.down(run) };
    }
    let is_in_place = run.is_in_place(&fold.input)
        && (run.columns >= kernels.lanes || run.sequence.is_gapless(run.columns, fold.input.size));
    // The columns of which all rows are read in place, or fit into a tile.
    let in_tile = MAX_BLOCK_BYTES / fold.input.max_size() / rows.max(1);
    let fitting = (STRIPS * kernels.capacity).min(if is_in_place { usize::MAX } else { in_tile });
    let is_single =
        (kernels.is_exact || rows <= kernels.block) && fitting >= run.columns.min(kernels.capacity);
    let widest = if is_single { fitting } else { strip_width(fold, run) };
    for column in (0..run.columns).step_by(widest) {
        // The last columns fill a register with some before them.
        let column = column.min(run.columns.saturating_sub(kernels.lanes.min(widest)));
        let (strip, output) = run.strip(column, widest.min(run.columns - column));
        // SAFETY: the strip is part of a valid run; it has these rows.
        unsafe {
            if rows == 0 {
                fold_nothing(fold, strip.width, output, output_stride);
            } else if is_single {
                fold_single(fold, &strip, rows, output, output_stride);
            } else {
                fold_blocks(fold, &strip, rows, output, output_stride);
            }
        }
    }
}

/// Folds each line of a run, as columns, and writes its result.
///
/// # Safety
/// As for [`fold_rows`](super::fold_rows); the run
/// [has short lines](crate::loops::strip::has_short_lines).
pub(super) unsafe fn fold_short_lines(fold: &StoredFold<'_>, run: &FoldRun<'_>) {
    let (mut state, mut tiles) = (State::uninit(), Tiles::uninit());
    let each = lines_per_tile(&fold.input, run).min(fold.kernels.capacity);
    for first in (0..run.rows).step_by(each) {
        let lines = each.min(run.rows - first);
        // SAFETY: the run is valid and has these lines. The kernel writes the state that `finish`
        // reads.
        unsafe {
            let rows = transposed_lines(&fold.input, run, first, lines, &mut tiles);
            fold.kernels.fold_block(fold.op, &rows, &mut state);
            finish(fold, &state, run.len, lines, run.row(first).1, run.output_stride);
        }
    }
}

/// Writes the results of columns without elements.
///
/// # Safety
/// As for [`fold_columns`].
unsafe fn fold_nothing(fold: &StoredFold<'_>, columns: usize, output: *mut u8, stride: isize) {
    let mut state = State::uninit();
    let nothing = Lines { start: core::ptr::dangling(), lines: 1, stride: 0, len: 0, place: 0 };
    // SAFETY: the kernel writes the state; the outputs are valid.
    unsafe {
        (fold.kernels.lines)(fold.op, &nothing, &mut state);
        for column in 0..columns {
            let output = output.wrapping_offset(stride.wrapping_mul(column as isize));
            finish(fold, &state, 0, 1, output, 0);
        }
    }
}

/// Folds rows that are a single block, of columns that take up to [`STRIPS`] states.
///
/// # Safety
/// As for [`fold_columns`]; kernels can read the rows where they are, or all fit into a tile, and
/// there is at least one.
unsafe fn fold_single(
    fold: &StoredFold<'_>,
    strip: &Strip<'_>,
    rows: usize,
    output: *mut u8,
    stride: isize,
) {
    let (mut states, mut tiles) = ([const { State::uninit() }; STRIPS], Tiles::uninit());
    let each = fold.kernels.capacity;
    let is_gapless = strip.width < fold.kernels.lanes;
    // SAFETY: there are these rows, and a state for each strip, which the kernel writes.
    unsafe {
        let all = strip.rows(&fold.input, 0, rows, is_gapless, &mut tiles);
        fold.kernels.fold_block(fold.op, &all, states.as_mut_ptr());
        for (k, state) in states[..strip.width.div_ceil(each)].iter().enumerate() {
            let output = output.wrapping_offset(stride.wrapping_mul((k * each) as isize));
            finish(fold, state, rows, each.min(strip.width - k * each), output, stride);
        }
    }
}

/// Folds rows block after block.
///
/// # Safety
/// As for [`fold_columns`]; the strip has these rows, at least one, and no more columns than a
/// state. If they are not read in place, a block of them fits into the tiles.
#[inline(never)]
unsafe fn fold_blocks(
    fold: &StoredFold<'_>,
    strip: &Strip<'_>,
    rows: usize,
    output: *mut u8,
    stride: isize,
) {
    let mut state = State::uninit();
    // SAFETY: by this function's contract; the state is written first.
    unsafe {
        fold_part(fold, strip, 0, rows, &mut state);
        finish(fold, &state, rows, strip.width, output, stride);
    }
}

/// Folds `count` rows from row `first` on, the first one of a block, into a state.
///
/// # Safety
/// As for [`fold_blocks`].
unsafe fn fold_part(
    fold: &StoredFold<'_>,
    strip: &Strip<'_>,
    first: usize,
    count: usize,
    state: &mut State,
) {
    let (kernels, end) = (fold.kernels, first + count);
    let mut carry = Carry::new(strip.width);
    let mut tiles = Tiles::uninit();
    let in_tile = MAX_BLOCK_BYTES / (strip.width * fold.input.max_size());
    let is_gapless = strip.width < kernels.lanes;
    let block = if kernels.is_exact { in_tile } else { kernels.block };
    // SAFETY: the strip has these rows, and `fold_block` writes the state.
    unsafe {
        for first in (first..end).step_by(block) {
            let count = block.min(end - first);
            let all = strip.rows(&fold.input, first, count, is_gapless, &mut tiles);
            kernels.fold_block(fold.op, &all, state);
            carry.push(kernels, fold.op, state, 0, count);
        }
        carry.total(kernels, fold.op, state);
    }
}

/// The most columns of a run that are folded together: those of a state, or of the tiles if rows
/// are gathered or converted.
pub fn strip_width(fold: &StoredFold<'_>, run: &ColumnsRun<'_>) -> usize {
    if run.is_in_place(&fold.input) {
        fold.kernels.capacity
    } else {
        columns_within(fold, run.tile_bytes(&fold.input))
    }
}

/// The most columns, no more than those of a state, of which a block fits into so many bytes.
pub fn columns_within(fold: &StoredFold<'_>, bytes: usize) -> usize {
    let (input, kernels) = (&fold.input, fold.kernels);
    let rows = if kernels.is_exact { 1 } else { kernels.block };
    (bytes / input.max_size() / rows).clamp(1, kernels.capacity)
}

/// The number of rows after which columns may be cut: the results are the same for `2^n` times as
/// many.
pub fn rows_per_part(kernels: &FoldKernels) -> usize {
    /// The fewest rows that are worth a state of their own: a power of two.
    const FEWEST: usize = 4096;
    kernels.block.max(FEWEST)
}

/// Folds `count` rows of a run, from row `first` on, which is a multiple of [`rows_per_part`].
/// There are no more columns than a [strip](strip_width) has.
///
/// # Safety
/// As for [`fold_columns`]; the run has these rows, and at least one.
pub unsafe fn fold_strip(
    fold: &StoredFold<'_>,
    run: &ColumnsRun<'_>,
    first: usize,
    count: usize,
    state: &mut State,
) {
    // SAFETY: by this function's contract.
    unsafe { fold_part(fold, &run.strip(0, run.columns).0, first, count, state) }
}
