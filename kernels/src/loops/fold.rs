//! Reductions of sequences.
//!
//! In its plain form a fold is
//!
//! ```text
//! let mut acc = identity;
//! for x in sequence { acc = step(acc, x) }
//! finish(acc)
//! ```
//!
//! The result must not depend on the ISA or on threads, but a sum of floats depends on its order.
//! So the order is fixed, and wide enough for any ISA:
//!
//! 1. There are as many accumulators as four 512-bit registers have lanes. Element `i` of a block
//!    goes to accumulator `i` modulo their number. An ISA with shorter registers uses more of them.
//! 2. A block is 32 such rounds. Blocks are merged, accumulator by accumulator, the way digits of a
//!    base-16 number carry: 16 blocks make one block of the next order. The error of a sum of `n`
//!    elements grows like `log n`, at the speed of adding into one set of accumulators.
//! 3. At the end the accumulators are merged, upper half onto lower half, until one is left.
//!
//! Elements that are stored in another type than they are computed in are converted in a tile, one
//! block at a time.
//!
//! A thread takes a whole power of 16 of blocks. A single thread merges those by themselves too, so
//! cutting there changes nothing.
//!
//! Only the code that touches registers is generic: [`FoldKernels`]. The rest is compiled once, for
//! all operations.

mod blocks;
mod carry;
mod compiled;
mod finish;
mod kernels;
mod state;

pub(super) use blocks::fold_line;
pub(super) use carry::Carry;
pub(super) use finish::finish;
pub(super) use state::{Accumulators, FoldMode, MAX_ACCUMULATORS, accumulators, registers};

pub use blocks::{block_len, fold_sequence};
pub use finish::merge_states;
pub use kernels::{FoldKernels, Rounds};
pub use state::State;

use super::sequence::Sequence;
use super::storage::Storage;
use finish::finish_one;

/// The number of blocks that make one block of the next order.
pub const RADIX: usize = 16;

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

/// Folds each row of a run and writes its result.
///
/// # Safety
/// As for [`FoldKernels`]; the run is [valid](FoldRun#validity).
pub unsafe fn fold_rows(fold: &StoredFold<'_>, run: &FoldRun<'_>) {
    let mut state = State::uninit();
    for row in 0..run.rows {
        let (sequence, output) = run.row(row);
        // SAFETY: the run is valid and has this row, so its sequence and its output are valid;
        // `fold_sequence` writes the state that `finish_one` reads.
        unsafe {
            fold_sequence(fold, &sequence, 0, run.len, &mut state);
            finish_one(fold, &mut state, run.len, output);
        }
    }
}
