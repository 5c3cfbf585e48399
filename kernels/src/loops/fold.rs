//! Reductions.
//!
//! In its plain form a fold is
//!
//! ```text
//! let mut acc = identity;
//! for x in sequence { acc = step(acc, x) }
//! finish(acc)
//! ```
//!
//! The result must not depend on the ISA, on threads, on where elements lie, or on what lies beside
//! them, but a sum of floats depends on its order. So there is one order for all sequences, wide
//! enough for any ISA:
//!
//! 1. A block has four quarters. A quarter has as many chains as a 512-bit register has lanes.
//!    Element `i` of the block goes to chain `i` modulo their number, and a chain has 8 elements, 4
//!    of complex numbers. Where at most half a block is left, it is a single quarter, whose chains
//!    have up to twice as many.
//! 2. Quarters are joined two and two, chain by chain, until one is left, and its chains in a
//!    binary tree of neighbours. So are blocks: two and two, then those pairs, and so on. So the
//!    error of a sum of `n` elements grows like `log n`.
//!
//! There are three ways to walk through it, compiled for each operation and ISA:
//!
//! - [`lines`]: neighbours in memory belong to one result. A register holds the chains of a
//!   quarter; four quarters are folded at a time.
//! - [`columns`]: neighbours in memory belong to neighbouring results. A register holds the same
//!   chain of as many results.
//! - [`narrow`]: the same for so few columns that they do not fill a register.
//!
//! The order matters for floats only. Other [exact](crate::op::Fold::IS_EXACT) folds have longer
//! blocks, and go down columns row by row.
//!
//! Elements that are stored in another type than they are computed in are converted in a tile, some
//! blocks at a time. So are elements that lie apart, and short lines become columns
//! ([`down`]).
//!
//! Threads take `2^n` blocks, which a single thread merges by themselves, too.
//!
//! Only the code that touches registers is generic: [`FoldKernels`]. The rest is compiled once, for
//! all operations.

mod along;
mod block;
mod both;
mod carry;
mod chains;
mod columns;
mod down;
mod finish;
mod in_order;
mod kernels;
mod line;
mod lines;
mod merge;
mod narrow;
mod order;
mod parts;
mod singly;
mod small_sums;
mod state;

pub(super) use line::fold_line;
pub(super) use order::{Order, capacity};

pub use along::{fold_sequence, part_len};
pub use carry::Carry;
pub use down::{columns_within, fold_columns, fold_strip, rows_per_part, strip_width};
pub use finish::merge_states;
pub use kernels::FoldKernels;
pub use order::fits_tile;
pub use small_sums::SmallSum;
pub use state::State;

use super::sequence::{MAX_BLOCK_BYTES, Sequence, Tiles};
use super::storage::Storage;
use super::strip::{Rows, converted_lines, has_short_lines, lines_per_tile};
use down::fold_short_lines;
use finish::finish;
use kernels::Lines;

/// A fold at one level, and how its elements and results are stored.
#[derive(Clone, Copy, Debug)]
pub struct StoredFold<'a> {
    /// The compiled parts.
    pub kernels: &'a FoldKernels,
    /// The operation that they were compiled for.
    pub op: *const (),
    /// The elements.
    pub input: Storage,
    /// The results.
    pub output: Storage,
    /// If this is a sum of small integers, the faster way to many of them.
    pub small_sum: Option<SmallSum<'a>>,
}

/// What to fold: one result per row, each from one sequence.
///
/// # Validity
/// - The sequence of each row is [valid](Sequence#validity).
/// - The outputs are aligned for their type, valid for writes, and disjoint from each other and
///   from the inputs.
#[derive(Clone, Copy, Debug)]
pub struct FoldRun<'a> {
    /// The sequence of the first row.
    pub sequence: Sequence<'a>,
    /// The number of elements of a sequence.
    pub len: usize,
    /// The number of rows.
    pub rows: usize,
    /// From one row's first element to the next row's, in bytes.
    pub row_stride: isize,
    /// The first row's result.
    pub output: *mut u8,
    /// From one result to the next, in bytes.
    pub output_stride: isize,
}

impl FoldRun<'_> {
    /// The sequence and the output of a row.
    #[inline(always)]
    pub(super) fn row(&self, row: usize) -> (Sequence<'_>, *mut u8) {
        let start = self.sequence.start.wrapping_offset(self.row_stride.wrapping_mul(row as isize));
        let output = self.output.wrapping_offset(self.output_stride.wrapping_mul(row as isize));
        (Sequence { start, ..self.sequence }, output)
    }
}

/// The longest lines for which it is faster to fold many of them as columns than each by itself.
const SHORT: usize = 32;

/// Folds each row of a run and writes its result.
///
/// # Safety
/// As for [`FoldKernels`]; the run is [valid](FoldRun#validity).
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
