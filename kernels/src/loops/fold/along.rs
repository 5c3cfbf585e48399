//! A sequence, folded part by part.

use super::{Carry, FoldKernels, State, StoredFold, fold_line, small_sums};
use crate::isa::Scalar;
use crate::loops::sequence::{MAX_BLOCK_BYTES, Sequence, Stretch, Tiles};
use crate::vector::Vector;

/// The number of elements after which a sequence may be cut: [`merge_states`](super::merge_states)
/// gives the same result for `2^n` times as many.
#[inline]
pub fn part_len(kernels: &FoldKernels) -> usize {
    kernels.part
}

/// Folds `len` elements of a sequence, starting at element `first`, into the first accumulator of
/// `state`. The first element is a multiple of [`part_len`].
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
    if let Some(small) = &fold.small_sum
        && len >= small_sums::SHORTEST
    {
        // SAFETY: by this function's contract.
        let sum = unsafe { small.along(sequence, first, len) };
        return state.write::<Scalar, u64>(0, Vector::splat(Scalar::new(), sum));
    }
    if let Some(line) = line_of(fold, sequence, first, len) {
        // SAFETY: the line is `len` elements of a valid sequence, as the kernels read them.
        return unsafe { fold_line(fold, line, len, state) };
    }
    // SAFETY: by this function's contract; `line_of` finds a line for an empty sequence, so there
    // is an element.
    unsafe {
        if len <= tile_len(fold) {
            fold_tile(fold, sequence, first, len, state);
        } else {
            fold_parts(fold, sequence, first, len, state);
        }
    }
}

/// The number of elements that are gathered at once: `2^n` blocks. A block of any type fits into a
/// tile.
pub(in crate::loops) fn tile_len(fold: &StoredFold<'_>) -> usize {
    let block = fold.kernels.block;
    block << (MAX_BLOCK_BYTES / fold.input.max_size() / block).max(1).ilog2()
}

/// The case of [`fold_sequence`] in which the elements fit into a tile.
///
/// # Safety
/// As for [`fold_sequence`]; there are at most [`tile_len`] elements, and at least one.
#[inline(never)]
unsafe fn fold_tile(
    fold: &StoredFold<'_>,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
    state: &mut State,
) {
    let mut tiles = Tiles::uninit();
    // SAFETY: the sequence is valid and has these elements, and `line` points to them.
    unsafe {
        let line = sequence.block(first, len, &fold.input, &mut tiles);
        fold_line(fold, line, len, state);
    }
}

/// Returns the address of some elements if they are at most a part, contiguous, and stored as the
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
    if len > part_len(fold.kernels) || fold.input.convert.is_some() {
        return None;
    }
    in_place(fold, sequence, first, len)
}

/// Returns the address of `len` elements, starting at number `first`, if they are contiguous: also
/// backwards, if their order does not matter. They must exist.
pub(in crate::loops) fn in_place(
    fold: &StoredFold<'_>,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
) -> Option<*const u8> {
    let size = fold.input.size;
    if fold.kernels.is_exact {
        let Stretch { start, stride, len: left } = sequence.stretch(first);
        if stride == -(size as isize) && len <= left {
            return Some(start.wrapping_offset(stride.wrapping_mul(len as isize - 1)));
        }
    }
    sequence.line(first, len, size)
}

/// The general case of [`fold_sequence`]. Kept apart because tiles and carries take kilobytes of
/// stack.
///
/// # Safety
/// As for [`fold_sequence`]; there is at least one element.
#[inline(never)]
unsafe fn fold_parts(
    fold: &StoredFold<'_>,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
    state: &mut State,
) {
    let kernels = fold.kernels;
    let mut carry = Carry::new(1);
    let mut tiles = Tiles::uninit();
    let mut part = State::uninit();
    let (whole, tiled) = (part_len(kernels), tile_len(fold));
    let mut done = 0;
    // SAFETY: the sequence is valid and has these elements, and `line` points to `count` of them.
    unsafe {
        while done < len {
            let mut count = (len - done).min(whole);
            let line = match fold.input.convert {
                None if done.is_multiple_of(whole) => in_place(fold, sequence, first + done, count),
                _ => None,
            };
            let line = line.unwrap_or_else(|| {
                count = count.min(tiled);
                sequence.block(first + done, count, &fold.input, &mut tiles)
            });
            fold_line(fold, line, count, &mut part);
            if kernels.is_final.is_some_and(|is_final| is_final(fold.op, &part)) {
                *state = part;
                return;
            }
            carry.push(kernels, fold.op, &part, order(kernels, count), count);
            done += count;
        }
        carry.total(kernels, fold.op, state);
    }
}

/// The order of `count` elements in a [`Carry`], if they are some power of two times a block, or
/// the last ones.
pub(super) fn order(kernels: &FoldKernels, count: usize) -> usize {
    (count / kernels.block).checked_ilog2().unwrap_or(0) as usize
}
