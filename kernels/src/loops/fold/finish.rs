//! The end of a fold: writing its results.

use super::{Carry, MAX_ACCUMULATORS, State, StoredFold};
use crate::loops::copy::scatter;
use crate::loops::storage::convert_line;
use core::mem::MaybeUninit;

/// Merges the accumulators of `count` elements, and writes the result.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the state has been written, and the output is valid
/// for writes.
pub(super) unsafe fn finish_one(
    fold: &StoredFold<'_>,
    state: &mut State,
    count: usize,
    output: *mut u8,
) {
    // SAFETY: the state has been written, and the output is valid for the one result.
    unsafe {
        fold.kernels.merge_halves(fold.op, state, count);
        finish(fold, state, count, 1, output, 0);
    }
}

/// Writes the results of the first `results` accumulators, of `count` elements each.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the state has been written, and the outputs are
/// valid for writes.
pub(in crate::loops) unsafe fn finish(
    fold: &StoredFold<'_>,
    state: &State,
    count: usize,
    results: usize,
    output: *mut u8,
    stride: isize,
) {
    let (size, kernels) = (fold.output.size, fold.kernels);
    let is_line = results == 1 || stride == size as isize;
    // SAFETY: the contract is the same; without a tile, the outputs are contiguous.
    unsafe {
        match fold.output.convert {
            None if is_line => (kernels.finish)(fold.op, state, count, results, output),
            _ => finish_through_tile(fold, state, count, results, output, stride),
        }
    }
}

/// The case of [`finish`] in which results are converted or scattered.
///
/// # Safety
/// As for [`finish`].
#[inline(never)]
unsafe fn finish_through_tile(
    fold: &StoredFold<'_>,
    state: &State,
    count: usize,
    results: usize,
    output: *mut u8,
    stride: isize,
) {
    /// Room for a result per accumulator; the largest results, complex ones, have 16 bytes.
    #[repr(align(64))]
    struct Results(MaybeUninit<[u8; 16 * MAX_ACCUMULATORS]>);

    let mut tiles = [const { Results(MaybeUninit::uninit()) }; 2];
    let [computed, converted] = tiles.each_mut().map(|tile| (&raw mut tile.0).cast::<u8>());
    let (size, computed_size) = (fold.output.size, fold.output.computed_size);
    let mut line = computed;
    // SAFETY: the state and the outputs are valid, by this function's contract. Each tile has room
    // for all results.
    unsafe {
        (fold.kernels.finish)(fold.op, state, count, results, computed);
        if let Some(convert) = fold.output.convert {
            line = converted;
            convert_line(convert, computed, computed_size, converted, size, results);
        }
        scatter(line, output, stride, results, size);
    }
}

/// Merges the states of the parts of one sequence of `count` elements, and writes its result. All
/// parts except the last have the same power of 16 of blocks.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); there is at least one part, its state has been
/// written, and the output is valid for writes.
pub unsafe fn merge_states(fold: &StoredFold<'_>, states: &[State], count: usize, output: *mut u8) {
    let (mut carry, mut total) = (Carry::new(), State::uninit());
    // SAFETY: the states have been written, there is one, and the output is valid.
    unsafe {
        for state in states {
            carry.add(fold.kernels, fold.op, state);
            carry.count(fold.kernels, fold.op);
        }
        carry.total(fold.kernels, fold.op, &mut total);
        finish_one(fold, &mut total, count, output);
    }
}
