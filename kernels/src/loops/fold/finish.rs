//! The end of a fold: writing its results.

use super::order::capacity;
use super::{Carry, State, StoredFold};
use crate::loops::copy::scatter;
use crate::loops::storage::convert_line;
use crate::loops::strip::ColumnsRun;
use core::mem::MaybeUninit;

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
    let kernels = fold.kernels;
    let is_line = results == 1 || stride == (kernels.numbers * fold.output.size) as isize;
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
    /// Room for a result per accumulator; the largest ones, complex numbers and pairs, have 16
    /// bytes.
    #[repr(align(64))]
    struct Results(MaybeUninit<[u8; 16 * capacity::<u8>()]>);

    let mut tiles = [const { Results(MaybeUninit::uninit()) }; 2];
    let [computed, converted] = tiles.each_mut().map(|tile| (&raw mut tile.0).cast::<u8>());
    let (size, computed_size) = (fold.output.size, fold.output.computed_size);
    let numbers = fold.kernels.numbers;
    let mut line = computed;
    // SAFETY: the state and the outputs are valid, by this function's contract. Each tile has room
    // for all results.
    unsafe {
        (fold.kernels.finish)(fold.op, state, count, results, computed);
        if let Some(convert) = fold.output.convert {
            line = converted;
            convert_line(convert, computed, computed_size, converted, size, numbers * results);
        }
        scatter(line, output, stride, results, numbers * size);
    }
}

/// Merges the states of the parts of some columns of `len` elements, no more than a state has
/// accumulators, and writes their results. All parts except the last have `part` elements, which
/// are `2^n` blocks.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); the states of all parts have been written, and the
/// outputs of the run are valid for writes.
pub unsafe fn merge_states(
    fold: &StoredFold<'_>,
    states: &[State],
    part: usize,
    len: usize,
    run: &ColumnsRun<'_>,
) {
    let ColumnsRun { columns, output, output_stride, .. } = *run;
    if let [state] = states {
        // SAFETY: by this function's contract.
        return unsafe { finish(fold, state, len, columns, output, output_stride) };
    }
    let mut carry = Carry::new(columns);
    let mut total = State::uninit();
    // SAFETY: the states have been written, there is one, and the outputs are valid.
    unsafe {
        for (k, state) in states.iter().enumerate() {
            carry.push(fold.kernels, fold.op, state, 0, part.min(len - k * part));
        }
        carry.total(fold.kernels, fold.op, &mut total);
        finish(fold, &total, len, columns, output, output_stride);
    }
}
