//! Finds where the extreme of a sequence is: the first place of its smallest or largest element, or
//! of the first NaN.
//!
//! In its plain form a search is
//!
//! ```text
//! for i in 0..len { if is_better(x[i], best) { (best, place) = (x[i], i) } }
//! ```
//!
//! 1. A line is folded to its extreme piece by piece, at the speed of `min` or `max`. Only the best
//!    piece is read a second time, to find the place. Lines that are a piece are folded together.
//! 2. Columns are searched side by side, a register of them at a time. Places are counted in lanes
//!    of the elements' type, and so by blocks of rows.
//! 3. Short lines are searched as columns.
//! 4. Nothing is better than the better one of two truth values: a line is read up to there.
//! 5. Threads search parts, whose extremes are compared.

mod columns;
mod kernels;
mod line;
mod narrow;
mod pieces;
mod truths;

use super::fold::FoldRun;
use super::sequence::{MAX_BLOCK_BYTES, Sequence, Tiles};
use super::storage::Storage;
use super::strip::{ColumnsRun, has_short_lines, lines_per_tile, transposed_lines};
use columns::Best;
use narrow::search_narrow;
use pieces::{search_lines, search_pieces};
use truths::search_truths;

pub use kernels::SearchKernels;
pub use pieces::best_of;

/// The longest lines for which it is faster to search many of them as columns than each by itself:
/// no more than rows can be counted in a byte.
const SHORT: usize = 120;

/// The fewest columns for which it is faster to copy all rows to rows of a register than to gather
/// each column.
const NARROW: usize = 12;

/// A search at one level, and how its elements are stored.
#[derive(Clone, Copy, Debug)]
pub struct StoredSearch<'a> {
    /// The compiled parts.
    pub kernels: &'a SearchKernels,
    /// The operation that they were compiled for.
    pub op: *const (),
    /// The elements.
    pub input: Storage,
    /// The better truth value, if elements are truth values.
    pub truth: Option<bool>,
}

/// Finds the place of the extreme in each row of a run, and writes it as an `i64`.
///
/// # Safety
/// As for [`SearchKernels`]; the run is [valid](FoldRun#validity) and its rows are not empty.
pub unsafe fn search_rows(search: &StoredSearch<'_>, run: &FoldRun<'_>) {
    let StoredSearch { kernels, input, .. } = search;
    // SAFETY: the contract is the same.
    unsafe {
        if run.rows >= kernels.fold.lanes && has_short_lines(input, run, SHORT) {
            return search_short_lines(search, run);
        }
        let is_short = (1..=MAX_BLOCK_BYTES / input.max_size()).contains(&run.len);
        if search.truth.is_none() && is_short && run.sequence.line(0, run.len, input.size).is_some()
        {
            return search_lines(search, run);
        }
    }
    let FoldRun {
        sequence, rows: columns, row_stride: column_stride, output, output_stride, ..
    } = *run;
    let columns = ColumnsRun { sequence, columns, column_stride, output, output_stride };
    // SAFETY: the contract is the same.
    unsafe { search_each(search, &columns, 0, run.len) };
}

/// Returns the place of the extreme among `len` elements of a sequence, from element `first` on.
///
/// # Safety
/// As for [`SearchKernels`]; the sequence is [valid](Sequence#validity) and has these elements, at
/// least one.
unsafe fn search_sequence(
    search: &StoredSearch<'_>,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
) -> usize {
    // SAFETY: the contract is the same.
    unsafe {
        match search.truth {
            Some(truth) => search_truths(search, truth, sequence, first, len),
            None => search_pieces(search, sequence, first, len),
        }
    }
}

/// Searches short lines as columns.
///
/// # Safety
/// As for [`search_rows`]; the run [has short lines](has_short_lines), and not fewer than a
/// register has lanes.
unsafe fn search_short_lines(search: &StoredSearch<'_>, run: &FoldRun<'_>) {
    let StoredSearch { kernels, input, .. } = search;
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
            (kernels.columns)(search.op, &rows, 0, &mut best);
            best.write(lines, 0, run.row(first).1, run.output_stride);
        }
    }
}

/// Finds the place of the extreme in each column of a run, among `len` rows from row `first` on,
/// and writes it as an `i64`.
///
/// # Safety
/// As for [`search_rows`]; the run is [valid](ColumnsRun#validity) and has these rows, at least
/// one.
pub unsafe fn search_columns(
    search: &StoredSearch<'_>,
    run: &ColumnsRun<'_>,
    first: usize,
    len: usize,
) {
    let StoredSearch { kernels, input, .. } = search;
    if run.columns < kernels.fold.lanes {
        // SAFETY: the contract is the same; each column is a sequence.
        return unsafe {
            if run.columns >= NARROW {
                search_narrow(search, run, first, len)
            } else {
                search_each(search, run, first, len)
            }
        };
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
        for done in (0..len).step_by(block) {
            let count = block.min(len - done);
            // SAFETY: the run is valid and has these rows, and results for all columns.
            unsafe {
                let rows = strip.rows(input, first + done, count, false, &mut tiles);
                (kernels.columns)(search.op, &rows, done, &mut best);
            }
        }
        // SAFETY: the run has these results.
        unsafe { best.write(strip.width, first, output, run.output_stride) };
    }
}

/// Does the same as [`search_columns`], one column after the other.
///
/// # Safety
/// As for [`search_columns`].
pub unsafe fn search_each(
    search: &StoredSearch<'_>,
    run: &ColumnsRun<'_>,
    first: usize,
    len: usize,
) {
    for column in 0..run.columns {
        let (strip, output) = run.strip(column, 1);
        // SAFETY: the run is valid, and its results are `i64`s.
        unsafe {
            let place = search_sequence(search, &strip.rows, first, len);
            output.cast::<i64>().write(place as i64);
        }
    }
}
