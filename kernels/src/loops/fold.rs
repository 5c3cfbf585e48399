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
//! Its result must not depend on the ISA or on threads, and floats do not add up to the same in any
//! order. So the order is fixed, and wide enough for any ISA:
//!
//! 1. There are as many accumulators as four 512-bit registers have lanes. Element `i` of a block
//!    goes to accumulator `i` modulo their number. An ISA of smaller registers uses more of them.
//! 2. A block is 32 such rounds. Blocks are merged, accumulator by accumulator, as digits of a
//!    number in base 16 are carried: 16 blocks make one of the next order. A sum of `n` elements
//!    has an error that grows like `log n`, at the speed of adding to one set of accumulators.
//! 3. In the end the accumulators are merged, halves onto halves, until one is left.
//!
//! Elements that are stored otherwise than they are computed are converted in a tile, a block at a
//! time.
//!
//! Threads take whole powers of 16 of blocks, so that they only do apart what would be done apart
//! anyway.
//!
//! Only what touches registers is generic: [`FoldKernels`]. The rest is compiled once, for all
//! operations.

mod carry;
mod compiled;
mod finish;
mod kernels;
mod state;

pub(super) use carry::Carry;
pub(super) use finish::finish;
pub(super) use state::{Accumulators, Then, accumulators, registers};

pub use finish::merge_states;
pub use kernels::{FoldKernels, Rounds};
pub use state::State;

use super::sequence::{Sequence, Tiles};
use super::tile::Storage;
use finish::finish_one;

/// Rounds in a block.
const ROUNDS: usize = 32;

/// Blocks that make one of the next order.
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

/// What a fold is to do: one result for each row, each of one sequence.
///
/// # Validity
/// The sequence of each row is [valid](Sequence#validity).
/// The outputs are aligned for their type, disjoint from each other and from the inputs, and valid
/// for writes.
#[derive(Clone, Copy, Debug)]
pub struct FoldRun<'a> {
    /// The sequence of the first row.
    pub sequence: Sequence<'a>,
    /// How many elements to fold: all of them.
    pub len: usize,
    /// The number of rows.
    pub rows: usize,
    /// From one row's first element to the next one's, in bytes.
    pub row_stride: isize,
    /// The first row's result.
    pub output: *mut u8,
    /// From one result to the next one, in bytes.
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
        // SAFETY: the caller's promise.
        unsafe {
            fold_sequence(fold, &sequence, 0, run.len, &mut state);
            finish_one(fold, &mut state, run.len, output);
        }
    }
}

/// The number of elements in a block of a sequence.
#[inline]
pub fn block_len(kernels: &FoldKernels) -> usize {
    kernels.accumulators * ROUNDS
}

/// Folds `len` elements of a sequence from element `first` on, which begins a block, and leaves the
/// accumulators in `state`.
///
/// # Safety
/// As for [`FoldKernels`]; the sequence is [valid](Sequence#validity) and has these elements.
#[inline]
pub unsafe fn fold_sequence(
    fold: &StoredFold<'_>,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
    state: &mut State,
) {
    if let Some(line) = line_of(fold, sequence, first, len) {
        // SAFETY: the caller's promise.
        return unsafe { fold_line(fold, line, len, state, Then::Start) };
    }
    // SAFETY: the caller's promise.
    unsafe { fold_blocks(fold, sequence, first, len, state) }
}

/// The address of some elements, if they are at most a block and lie one after the other as the
/// kernels want them; any address for none.
fn line_of(
    fold: &StoredFold<'_>,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
) -> Option<*const u8> {
    if len == 0 {
        return Some(sequence.start);
    }
    if len > block_len(fold.kernels) || fold.input.convert.is_some() {
        return None;
    }
    sequence.line(first, len, fold.input.size)
}

/// See [`fold_sequence`]; at least one element, which needs memory for tiles and orders.
///
/// # Safety
/// As for [`fold_sequence`].
#[inline(never)]
unsafe fn fold_blocks(
    fold: &StoredFold<'_>,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
    state: &mut State,
) {
    let (mut carry, mut tiles, mut block) = (Carry::new(), Tiles::uninit(), State::uninit());
    let block_len = block_len(fold.kernels);
    let mut done = 0;
    // SAFETY: the caller's promise; what is gathered is initialised.
    unsafe {
        while done < len {
            let count = (len - done).min(block_len);
            let line = sequence.block(first + done, count, &fold.input, &mut tiles);
            if count.is_multiple_of(fold.kernels.accumulators) {
                let (lowest, then) = carry.lowest();
                fold_line(fold, line, count, lowest, then);
            } else {
                fold_line(fold, line, count, &mut block, Then::Start);
                carry.add(fold.kernels, fold.op, &block);
            }
            carry.count(fold.kernels, fold.op);
            done += count;
        }
        carry.total(fold.kernels, fold.op, state);
    }
}

/// Folds elements that lie one after the other, at most a block; whole rounds, if they are to be
/// merged.
///
/// # Safety
/// As for [`FoldKernels`]; the elements are those that the kernels were compiled for.
#[inline]
pub(super) unsafe fn fold_line(
    fold: &StoredFold<'_>,
    start: *const u8,
    len: usize,
    state: &mut State,
    then: Then,
) {
    let (round, size) = (fold.kernels.accumulators, fold.input.computed_size);
    let (full, width) = (len / round, len % round);
    let rounds = Rounds {
        start,
        stride: (round * size) as isize,
        full,
        partial: usize::from(width > 0),
        width,
    };
    // SAFETY: the caller's promise.
    unsafe { (fold.kernels.block)(fold.op, &rounds, state, then) }
}
