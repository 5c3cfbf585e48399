//! A sequence, folded block by block.

use super::{Carry, FoldKernels, FoldMode, Rounds, State, StoredFold};
use crate::loops::sequence::{Sequence, Tiles};

/// The number of rounds in a block. It is part of the definition of a sum, so it is the same on
/// every CPU.
const ROUNDS: usize = 32;

/// The number of elements in a block of a sequence.
#[inline]
pub fn block_len(kernels: &FoldKernels) -> usize {
    kernels.accumulators * ROUNDS
}

/// Folds `len` elements of a sequence, starting at element `first`, and leaves the accumulators in
/// `state`. Element `first` begins a block.
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
        // SAFETY: the line is `len` elements of a valid sequence, as the kernels read them.
        return unsafe { fold_line(fold, line, len, state, FoldMode::Start) };
    }
    // SAFETY: by this function's contract; `line_of` finds a line for an empty sequence, so there
    // is an element.
    unsafe { fold_blocks(fold, sequence, first, len, state) }
}

/// Returns the address of some elements if they are at most a block, contiguous, and stored as the
/// kernels read them. If there are no elements, any address does.
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

/// The general case of [`fold_sequence`]. Kept apart because tiles and carries take kilobytes of
/// stack.
///
/// # Safety
/// As for [`fold_sequence`]; there is at least one element.
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
    // SAFETY: the sequence is valid and has these elements, `line` points to `count` of them, and a
    // block is counted after its state has been written.
    unsafe {
        while done < len {
            let count = (len - done).min(block_len);
            let line = sequence.block(first + done, count, &fold.input, &mut tiles);
            if count.is_multiple_of(fold.kernels.accumulators) {
                let (lowest, mode) = carry.lowest();
                fold_line(fold, line, count, lowest, mode);
            } else {
                fold_line(fold, line, count, &mut block, FoldMode::Start);
                carry.add(fold.kernels, fold.op, &block);
            }
            carry.count(fold.kernels, fold.op);
            done += count;
        }
        carry.total(fold.kernels, fold.op, state);
    }
}

/// Folds at most a block of contiguous elements. To be merged, they must be whole rounds.
///
/// # Safety
/// As for [`FoldKernels`]; `start` is valid for reads of `len` elements of the type that the
/// kernels were compiled for. Unless `mode` is [`FoldMode::Start`], `state` has been written.
#[inline]
pub(in crate::loops) unsafe fn fold_line(
    fold: &StoredFold<'_>,
    start: *const u8,
    len: usize,
    state: &mut State,
    mode: FoldMode,
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
    // SAFETY: the rounds are the `len` elements at `start`; the rest is this function's contract.
    unsafe { (fold.kernels.block)(fold.op, &rounds, state, mode) }
}
