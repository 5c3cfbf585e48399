//! Finds where the extreme of a sequence is: the first place of its smallest or largest element, or
//! of the first NaN.
//!
//! In its plain form a search is
//!
//! ```text
//! for i in 0..len { if is_better(x[i], best) { (best, place) = (x[i], i) } }
//! ```
//!
//! 1. A line is folded to its extreme by blocks, at the speed of `min` or `max`. Only a block that
//!    beats all blocks before it is read a second time, to find the place. For most data that is
//!    rare.
//! 2. Columns are searched side by side, a register of them at a time. Places are counted in lanes
//!    of the elements' type, and so by blocks of rows.
//! 3. Short lines are searched as columns.
//! 4. Nothing is better than the better one of two truth values: a line is read up to there.

mod columns;
mod kernels;
mod line;
mod narrow;
mod truths;

use super::fold::{FoldRun, State, StoredFold, fold_line};
use super::sequence::{MAX_BLOCK_BYTES, Tiles};
use super::storage::Storage;
use super::strip::{ColumnsRun, has_short_lines, lines_per_tile, transposed_lines};
use columns::Best;
use line::Candidate;
use narrow::search_narrow;
use truths::search_truths;

pub use kernels::SearchKernels;

/// The longest lines for which it is faster to search many of them as columns than each by itself:
/// no more than rows can be counted in a byte.
const SHORT: usize = 120;

/// The fewest columns for which it is faster to copy all rows to rows of a register than to gather
/// each column.
const NARROW: usize = 12;

/// Finds the place of the extreme in each row of a run, and writes it as an `i64`. If elements are
/// truth values, `truth` is the better one.
///
/// # Safety
/// As for [`SearchKernels`]; `op` is the operation of the kernels, and elements are stored as
/// `input` says. The run is [valid](FoldRun#validity) and its rows are not empty.
pub unsafe fn search_rows(
    kernels: &SearchKernels,
    op: *const (),
    input: &Storage,
    truth: Option<bool>,
    run: &FoldRun<'_>,
) {
    // SAFETY: the contract is the same.
    unsafe {
        if run.rows >= kernels.fold.lanes && has_short_lines(input, run, SHORT) {
            search_short_lines(kernels, op, input, run);
        } else if let Some(truth) = truth {
            search_truths(kernels, truth, input, run);
        } else {
            search_lines(kernels, op, input, run);
        }
    }
}

/// Searches each row by itself.
///
/// # Safety
/// As for [`search_rows`].
unsafe fn search_lines(kernels: &SearchKernels, op: *const (), input: &Storage, run: &FoldRun<'_>) {
    let result = Storage { size: input.computed_size, convert: None, ..*input };
    let fold =
        StoredFold { kernels: &kernels.fold, op, input: *input, output: result, small_sum: None };
    let mut tiles = Tiles::uninit();
    let mut state = State::uninit();
    let block_len = kernels.fold.block;
    // Room for an element of any type.
    let (mut best, mut extreme) = ([0_u64; 2], [0_u64; 2]);
    for row in 0..run.rows {
        let (sequence, output) = run.row(row);
        let (mut place, mut done) = (0, 0);
        while done < run.len {
            let len = (run.len - done).min(block_len);
            // SAFETY: the run is valid and has these elements, so `line` has `len` of them.
            // `fold_line` writes the state; `extreme` and `best` have room for an element.
            unsafe {
                let line = sequence.block(done, len, input, &mut tiles);
                fold_line(&fold, line, len, &mut state);
                (kernels.fold.finish)(op, &state, len, 1, extreme.as_mut_ptr().cast());
                let new: *const u8 = extreme.as_ptr().cast();
                // The first block is better than nothing.
                let before = if done == 0 { new } else { best.as_ptr().cast() };
                let candidate = (kernels.compare)(op, before, new);
                if done == 0 || candidate != Candidate::NotBetter {
                    best = extreme;
                    place = done + (kernels.place)(line, len, new);
                }
                if candidate == Candidate::Best {
                    break;
                }
            }
            done += len;
        }
        // SAFETY: the run is valid, and its results are `i64`s.
        unsafe { output.cast::<i64>().write(place as i64) };
    }
}

/// Searches short lines as columns.
///
/// # Safety
/// As for [`search_rows`]; the run [has short lines](has_short_lines), and not fewer than a
/// register has lanes.
unsafe fn search_short_lines(
    kernels: &SearchKernels,
    op: *const (),
    input: &Storage,
    run: &FoldRun<'_>,
) {
    let (mut tiles, mut best) = (Tiles::uninit(), Best::uninit());
    let each = lines_per_tile(input, run).min(kernels.fold.capacity);
    for first in (0..run.rows).step_by(each) {
        // The last lines fill a register with some before them.
        let first = first.min(run.rows - kernels.fold.lanes);
        let lines = each.min(run.rows - first);
        // SAFETY: the run is valid and has these lines, and results for them.
        unsafe {
            let rows = transposed_lines(input, run, first, lines, &mut tiles);
            best.places[..lines].fill(0);
            (kernels.columns)(op, &rows, 0, &mut best);
            best.write(lines, run.row(first).1, run.output_stride);
        }
    }
}

/// Finds the place of the extreme in each column of a run, and writes it as an `i64`.
///
/// # Safety
/// As for [`search_rows`]; the run is [valid](ColumnsRun#validity) and its columns are not empty.
pub unsafe fn search_columns(
    kernels: &SearchKernels,
    op: *const (),
    input: &Storage,
    run: &ColumnsRun<'_>,
) {
    let rows = run.sequence.len();
    if run.columns < kernels.fold.lanes {
        if run.columns >= NARROW {
            // SAFETY: the contract is the same.
            return unsafe { search_narrow(kernels, op, input, run) };
        }
        let lines = FoldRun {
            sequence: run.sequence,
            len: rows,
            rows: run.columns,
            row_stride: run.column_stride,
            output: run.output,
            output_stride: run.output_stride,
        };
        // SAFETY: each column is a line.
        return unsafe { search_lines(kernels, op, input, &lines) };
    }
    let (mut tiles, mut best) = (Tiles::uninit(), Best::uninit());
    let each = kernels.fold.capacity;
    for column in (0..run.columns).step_by(each) {
        // The last columns fill a register with some before them.
        let column = column.min(run.columns - kernels.fold.lanes);
        let (strip, output) = run.strip(column, each.min(run.columns - column));
        let in_tile = MAX_BLOCK_BYTES / (strip.width * input.max_size());
        let block =
            if run.is_in_place(input) { kernels.most_rows } else { in_tile.min(kernels.most_rows) };
        best.places[..strip.width].fill(0);
        for first in (0..rows).step_by(block) {
            let count = block.min(rows - first);
            // SAFETY: the run is valid and has these rows, and results for all columns.
            unsafe {
                let rows = strip.rows(input, first, count, false, &mut tiles);
                (kernels.columns)(op, &rows, first, &mut best);
            }
        }
        // SAFETY: the run has these results.
        unsafe { best.write(strip.width, output, run.output_stride) };
    }
}
