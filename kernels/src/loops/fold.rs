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
//! Its result must not depend on the ISA or on threads, and floats do not add up to the same in any order. So the order is fixed, and wide
//! enough for any ISA:
//!
//! 1. There are as many accumulators as four 512-bit registers have lanes. Element `i` of a block goes to accumulator `i` modulo
//!    their number. An ISA of smaller registers uses more of them.
//! 2. A block is 32 such rounds. Blocks are merged, accumulator by accumulator, as digits of a number in base 16 are
//!    carried: 16 blocks make one of the next order. A sum of `n` elements has an error that grows like `log n`, at the
//!    speed of adding to one set of accumulators.
//! 3. In the end the accumulators are merged, halves onto halves, until one is left.
//!
//! Threads take whole powers of 16 of blocks, so that they only do apart what would be done apart anyway.
//!
//! Only what touches registers is generic: [`FoldKernels`]. The rest is compiled once, for all operations.

mod carry;
mod kernels;
mod state;

pub(super) use carry::{Carry, MergeFn};
pub(super) use kernels::fold_block;
pub(super) use state::{Accumulators, MergeLanes, Then, accumulators, registers};

pub use kernels::FoldKernels;
pub use state::State;

use super::sequence::{Sequence, Tile};
use core::mem::MaybeUninit;

/// Rounds in a block.
pub(super) const ROUNDS: usize = 32;

/// Blocks that make one of the next order.
pub const RADIX: usize = 16;

/// What a fold is to do: one result for each row, each of one sequence, or of the part of it from element `first` on.
///
/// # Validity
/// The sequence of each row is [valid](Sequence#validity), `first + len` is at most its length, and `first` is a multiple of the block.
/// The outputs are aligned for their type, disjoint from each other and from the inputs, and valid for writes.
#[derive(Clone, Copy, Debug)]
pub struct FoldRun<'a> {
    /// The sequence of the first row.
    pub sequence: Sequence<'a>,
    /// Where in each sequence to begin.
    pub first: usize,
    /// How many elements to fold.
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
pub unsafe fn fold_rows(kernels: &FoldKernels, op: *const (), run: &FoldRun<'_>) {
    let mut state = State::uninit();
    for row in 0..run.rows {
        let (sequence, output) = run.row(row);
        // SAFETY: the caller's promise; a line has all elements of its sequence.
        unsafe {
            if run.len <= kernels.block_len
                && let Some(line) = sequence.line(run.first, kernels.element_size)
            {
                fold_line(kernels, op, line, run.len, output);
                continue;
            }
            fold_sequence(kernels, op, &sequence, run.first, run.len, &mut state);
            (kernels.finish)(op, &state, run.len, output);
        }
    }
}

/// Folds `len` elements that lie one after the other, at most a block, and writes their result.
///
/// # Safety
/// As for [`FoldKernels`]; the elements are valid for reads, and the output for writes.
#[inline]
pub unsafe fn fold_line(kernels: &FoldKernels, op: *const (), line: *const u8, len: usize, output: *mut u8) {
    let mut state = State::uninit();
    // SAFETY: the caller's promise.
    unsafe {
        (kernels.block)(op, line, len, &mut state, Then::Start);
        (kernels.finish)(op, &state, len, output);
    }
}

/// Folds `len` elements of a sequence from element `first` on, and leaves the accumulators in `state`.
///
/// # Safety
/// As for [`FoldKernels`]; the sequence is [valid](Sequence#validity) and has these elements.
pub unsafe fn fold_sequence(
    kernels: &FoldKernels,
    op: *const (),
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
    state: &mut State,
) {
    let mut tile = Tile(MaybeUninit::uninit());
    // SAFETY: the caller's promise; a block that is gathered is initialised.
    unsafe {
        if len <= kernels.block_len {
            let line = sequence.block(first, len, kernels.element_size, &mut tile);
            return (kernels.block)(op, line, len, state, Then::Start);
        }
        let mut carry = Carry::new();
        let mut done = 0;
        while done < len {
            let count = (len - done).min(kernels.block_len);
            let line = sequence.block(first + done, count, kernels.element_size, &mut tile);
            let (lowest, then) = carry.lowest();
            (kernels.block)(op, line, count, lowest, then);
            carry.count(kernels.merge, op);
            done += count;
        }
        carry.total(kernels.merge, op, state);
    }
}

/// Merges the states of the parts of one sequence of `count` elements, and writes its result. All parts are of the same power of 16 of blocks, but for the
/// last.
///
/// # Safety
/// As for [`FoldKernels`].
pub unsafe fn merge_states(
    kernels: &FoldKernels,
    op: *const (),
    states: &[State],
    count: usize,
    output: *mut u8,
) {
    let (mut carry, mut total) = (Carry::new(), State::uninit());
    // SAFETY: the caller's promise.
    unsafe {
        for state in states {
            let (lowest, then) = carry.lowest();
            match then {
                Then::Start => *lowest = *state,
                Then::Merge => (kernels.merge)(op, lowest, state),
            }
            carry.count(kernels.merge, op);
        }
        carry.total(kernels.merge, op, &mut total);
        (kernels.finish)(op, &total, count, output);
    }
}
