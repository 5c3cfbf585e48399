//! Results, to where they belong.

use super::{Carry, State, StoredFold};
use crate::loops::copy::scatter;
use crate::loops::tile::convert_line;
use core::mem::MaybeUninit;

/// Merges the accumulators of `count` elements, and writes their result.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the output is valid for writes.
pub(super) unsafe fn finish_one(
    fold: &StoredFold<'_>,
    state: &mut State,
    count: usize,
    output: *mut u8,
) {
    // SAFETY: the caller's promise.
    unsafe {
        fold.kernels.merge_halves(fold.op, state, count);
        finish(fold, state, count, 1, output, 0);
    }
}

/// The most results that are written at once: one for each accumulator.
const MAX_RESULTS: usize = 256;

/// Writes the results of the first `results` accumulators, of `count` elements each.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the outputs are valid for writes.
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
    // SAFETY: the caller's promise.
    unsafe {
        match fold.output.convert {
            None if is_line => (kernels.finish)(fold.op, state, count, results, output),
            _ => finish_through_tile(fold, state, count, results, output, stride),
        }
    }
}

/// See [`finish`]; results that are converted or scattered.
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
    /// Room for all results of any type.
    #[repr(align(64))]
    struct Results(MaybeUninit<[u8; 16 * MAX_RESULTS]>);

    let mut tiles = [const { Results(MaybeUninit::uninit()) }; 2];
    let [computed, converted] = tiles.each_mut().map(|tile| (&raw mut tile.0).cast::<u8>());
    let (size, computed_size) = (fold.output.size, fold.output.computed_size);
    let mut line = computed;
    // SAFETY: the caller's promise; tiles have room for all results.
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
/// parts are of the same power of 16 of blocks, but for the last.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels).
pub unsafe fn merge_states(fold: &StoredFold<'_>, states: &[State], count: usize, output: *mut u8) {
    let (mut carry, mut total) = (Carry::new(), State::uninit());
    // SAFETY: the caller's promise.
    unsafe {
        for state in states {
            carry.add(fold.kernels, fold.op, state);
            carry.count(fold.kernels, fold.op);
        }
        carry.total(fold.kernels, fold.op, &mut total);
        finish_one(fold, &mut total, count, output);
    }
}
