//! Rows, each folded to one result.

use super::down::fold_short_lines;
use super::finish::finish;
use super::{FoldRun, Lines, State, StoredFold, fold_sequence, small_sums};
use crate::loops::sequence::{MAX_BLOCK_BYTES, Tiles};
use crate::loops::strip::{Rows, converted_lines, has_short_lines, lines_per_tile};

/// The longest lines for which it is faster to fold many of them as columns than each by itself.
const SHORT: usize = 32;

/// Folds each row of a run and writes its result.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the run is [valid](FoldRun#validity).
pub unsafe fn fold_rows(fold: &StoredFold<'_>, run: &FoldRun<'_>) {
    // SAFETY: the contract is the same.
    unsafe {
        if has_short_lines(&fold.input, run, SHORT) {
            fold_short_lines(fold, run);
        } else if has_short_lines(&fold.input, run, longest_line(fold)) {
            fold_lines(fold, run);
        } else {
            fold_sequences(fold, run);
        }
    }
}

/// Folds the first elements of a run of one row. Writes its result if no other element can matter,
/// and returns whether.
///
/// # Safety
/// As for [`fold_rows`]; there is an element.
pub unsafe fn fold_start(fold: &StoredFold<'_>, run: &FoldRun<'_>) -> bool {
    let Some(is_final) = fold.kernels.is_final else {
        return false;
    };
    let (count, mut state) = (fold.kernels.longest.min(run.len), State::uninit());
    // SAFETY: the run is valid, so its sequence and its output are; `fold_sequence` writes the
    // state that the others read.
    unsafe {
        fold_sequence(fold, &run.sequence, 0, count, &mut state);
        let is_final = is_final(fold.op, &state);
        if is_final {
            finish(fold, &state, count, 1, run.output, 0);
        }
        is_final
    }
}

/// Folds the sequences of a run, one after the other.
///
/// # Safety
/// As for [`fold_rows`].
unsafe fn fold_sequences(fold: &StoredFold<'_>, run: &FoldRun<'_>) {
    let mut state = State::uninit();
    for row in 0..run.rows {
        let (sequence, output) = run.row(row);
        // SAFETY: the run is valid and has this row, so its sequence and its output are valid;
        // `fold_sequence` writes the state that `finish` reads.
        unsafe {
            fold_sequence(fold, &sequence, 0, run.len, &mut state);
            finish(fold, &state, run.len, 1, output, 0);
        }
    }
}

/// The longest lines of which several are folded at a time: if they are converted, half of a tile.
/// Long sums of small integers have a faster way.
fn longest_line(fold: &StoredFold<'_>) -> usize {
    let mut longest = fold.kernels.longest;
    if fold.input.convert.is_some() {
        longest = longest.min(MAX_BLOCK_BYTES / 2 / fold.input.max_size());
    }
    if fold.small_sum.is_some() { longest.min(small_sums::SHORTEST - 1) } else { longest }
}

/// Folds the lines of a run, several at a time.
///
/// # Safety
/// As for [`fold_rows`]; rows are lines of at most [`longest_line`] elements, at least one.
unsafe fn fold_lines(fold: &StoredFold<'_>, run: &FoldRun<'_>) {
    let (mut state, mut tiles) = (State::uninit(), Tiles::uninit());
    let each = match fold.input.convert {
        Some(_) => lines_per_tile(&fold.input, run).min(fold.kernels.capacity),
        None => fold.kernels.capacity,
    };
    for first in (0..run.rows).step_by(each) {
        let (output, count) = (run.row(first).1, each.min(run.rows - first));
        // SAFETY: the run is valid and has these rows, which fit into a tile if they are converted;
        // `lines` writes the state that `finish` reads.
        unsafe {
            let Rows { start, stride, .. } =
                converted_lines(&fold.input, run, first, count, &mut tiles);
            let all = Lines { start, lines: count, stride, len: run.len, place: 0 };
            (fold.kernels.lines)(fold.op, &all, &mut state);
            finish(fold, &state, run.len, count, output, run.output_stride);
        }
    }
}
