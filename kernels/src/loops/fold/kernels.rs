//! The compiled parts of a fold, as function pointers.

use super::{ComputedFn, State};
use crate::loops::sequence::MAX_BLOCK_BYTES;
use crate::loops::strip::Rows;
use tightloop_array_core::Run;

/// Lines of contiguous elements.
#[derive(Clone, Copy, Debug)]
pub(in crate::loops) struct Lines {
    /// The first element of the first line.
    pub(in crate::loops) start: *const u8,
    /// The number of lines, at most as many as there are accumulators.
    pub(in crate::loops) lines: usize,
    /// From one line to the next, in bytes.
    pub(in crate::loops) stride: isize,
    /// The number of elements of a line.
    pub(in crate::loops) len: usize,
    /// The number of the accumulator of the first line.
    pub(in crate::loops) place: usize,
}

/// Folds each line into an accumulator of the state.
pub(super) type LinesFn = unsafe fn(op: *const (), lines: &Lines, state: &mut State);

/// Folds each column of some rows into an accumulator. As many columns as a state has accumulators
/// share one; there is a state for each of these strips.
pub(super) type RowsFn = unsafe fn(op: *const (), rows: &Rows, states: *mut State);

/// Merges the first accumulators of `from`, of `counts[1]` elements each, into those of `into`,
/// which have `counts[0]`.
pub(super) type MergeFn =
    unsafe fn(op: *const (), into: &mut State, from: &State, lanes: usize, counts: [usize; 2]);

/// Writes the results of the first `results` accumulators, each of `count` elements, to contiguous
/// memory.
pub(super) type FinishFn =
    unsafe fn(op: *const (), state: &State, count: usize, results: usize, output: *mut u8);

/// The compiled parts of a fold.
///
/// # Safety
/// For callers:
/// - `op` points to the operation that the kernels were compiled for; if that is zero-sized, it may
///   be anything.
/// - Pointers are valid for elements of the types that the kernels were compiled for.
/// - States that are read have been written by kernels of the same operation.
/// - The CPU has the ISA.
#[derive(Clone, Copy, Debug)]
pub struct FoldKernels {
    pub(in crate::loops) lines: LinesFn,
    /// For rows of at least [`lanes`](Self::lanes) columns.
    pub(super) columns: RowsFn,
    /// For rows of fewer columns, one after the other without gaps.
    pub(super) narrow: RowsFn,
    /// Merges whole registers of accumulators, as many as there are.
    pub(super) merge: MergeFn,
    /// Merges single accumulators.
    pub(super) merge_rest: MergeFn,
    pub(in crate::loops) finish: FinishFn,
    /// Whether no further element changes the first accumulator.
    pub(super) is_final: Option<unsafe fn(op: *const (), state: &State) -> bool>,
    /// The number of lanes of a register.
    pub(in crate::loops) lanes: usize,
    /// The number of accumulators of a state.
    pub(in crate::loops) capacity: usize,
    /// The elements of a block, and the most that are folded at once: powers of two.
    pub(in crate::loops) block: usize,
    pub(super) part: usize,
    /// The most elements of a line: less than a part if not all may matter, or if they are to be in
    /// the cache when they are read again.
    pub(super) longest: usize,
    /// Whether the order of elements does not matter.
    pub(super) is_exact: bool,
    /// The numbers of a result: one, or a pair.
    pub(super) numbers: usize,
}

impl FoldKernels {
    /// Folds a line of at most [`longest`](Self::longest) elements, and writes its result.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); the line has `len` elements, and the output is valid for
    /// writes.
    #[inline]
    pub unsafe fn fold_line(&self, op: *const (), start: *const u8, len: usize, output: *mut u8) {
        let mut state = State::uninit();
        let line = Lines { start, lines: 1, stride: 0, len, place: 0 };
        // SAFETY: by this method's contract; the state is written first.
        unsafe {
            (self.lines)(op, &line, &mut state);
            (self.finish)(op, &state, len, 1, output);
        }
    }

    /// Folds what an operation computes of a run of one row, and writes the result. `ops` are the
    /// operation and the fold that `fused` was compiled for.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels) and for every [`ComputedFn`]; `fused` was compiled for
    /// their fold, and the output is valid for writes.
    #[inline]
    pub unsafe fn fold_computed(
        &self,
        fused: ComputedFn,
        ops: [*const (); 2],
        run: &Run<'_>,
        output: *mut u8,
    ) {
        let mut state = State::uninit();
        // SAFETY: by this method's contract; the state is written first.
        unsafe {
            fused(ops, run, &mut state);
            (self.finish)(ops[1], &state, run.len, 1, output);
        }
    }

    /// Whether elements of `size` bytes may be converted to those that these loops read.
    pub fn fit_elements_of(&self, size: usize) -> bool {
        self.block * size <= MAX_BLOCK_BYTES
    }

    /// The most elements of a [`fold_line`](Self::fold_line).
    #[inline]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The number of accumulators of a state.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Folds each column of a block: see [`RowsFn`]. If there are fewer columns than a register has
    /// lanes, the rows have no gaps.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); there is a state for each strip.
    pub(super) unsafe fn fold_block(&self, op: *const (), rows: &Rows, states: *mut State) {
        let kernel = if rows.columns < self.lanes { self.narrow } else { self.columns };
        // SAFETY: by this method's contract.
        unsafe { kernel(op, rows, states) }
    }

    /// Merges the first `lanes` accumulators of `from` into those of `into`: see [`MergeFn`].
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); these accumulators have been written.
    pub(super) unsafe fn merge(
        &self,
        op: *const (),
        into: &mut State,
        from: &State,
        lanes: usize,
        counts: [usize; 2],
    ) {
        let merge = if lanes.is_multiple_of(self.lanes) { self.merge } else { self.merge_rest };
        // SAFETY: by this method's contract.
        unsafe { merge(op, into, from, lanes, counts) }
    }
}
