//! Reductions by an associative operation that has no fold, but an elementwise loop.
//!
//! A sequence is cut into blocks of [`BLOCK`] elements. A block is halved until one element is
//! left: those of the second half are combined with those of the first, and if their number is odd,
//! the last one of the first half waits. The results of blocks are joined in a binary tree, like
//! the digits of a number that is counted up. So the order depends on the length alone.

use super::Operands;
use super::strips::{Combined, ROOM, ROW, Rows, Strip};
use crate::parallel::RawCall;

/// The elements of a block.
const BLOCK: usize = 256;

/// The bytes of the memory for results that wait for others: a row per digit of the number of
/// blocks.
const WAITING: usize = ROOM / BLOCK * usize::BITS as usize;

// A sequence of one block has longer rows.
const _: () = assert!(ROW <= WAITING);

/// Runs the reduction. If there is a reduction of no elements, a single one is combined with it.
///
/// # Safety
/// Those of [`Combined::for_each_strip`]; if there is no reduction of no elements, there are some.
pub(super) unsafe fn execute(combined: &Combined<'_>, call: &RawCall<4>, operands: Operands<'_>) {
    let size = combined.table.outputs[0].size();
    let most = |len: usize| (ROOM / len.clamp(1, BLOCK)).min(ROW) / size;
    // SAFETY: by this function's contract.
    unsafe {
        combined.for_each_strip(call, operands, most, |strip| reduce(strip));
    }
}

/// Reduces the sequences of a strip.
///
/// # Safety
/// As for [`execute`].
unsafe fn reduce(strip: &Strip<'_>) {
    let (mut room, mut waiting) = (Rows::<ROOM>::uninit(), Rows::<WAITING>::uninit());
    let (block, waiting) = (room.ptr(), waiting.ptr());
    let row = strip.row_bytes();
    // SAFETY: by this function's contract; there is room for a block, and for a row per digit of
    // the number of blocks.
    unsafe {
        if strip.len < 2 && !strip.identity.is_null() {
            return reduce_at_most_one(strip, block, waiting);
        }
        let blocks = strip.len.div_ceil(BLOCK);
        for index in 0..blocks {
            let count = BLOCK.min(strip.len - index * BLOCK);
            strip.load(index * BLOCK, count, block);
            halve(strip, block, count);
            // The ones at the end of a number become zeros if it is counted up.
            let ones = index.trailing_ones() as usize;
            for digit in 0..ones {
                let earlier = waiting.add(digit * row);
                combine(strip, strip.columns, earlier, block, block);
            }
            core::ptr::copy_nonoverlapping(block, waiting.add(ones * row), row);
        }
        let mut result: Option<*mut u8> = None;
        for digit in (0..usize::BITS as usize).filter(|digit| blocks >> digit & 1 == 1) {
            let earlier = waiting.add(digit * row);
            if let Some(later) = result {
                combine(strip, strip.columns, earlier, later, earlier);
            }
            result = Some(earlier);
        }
        if let Some(result) = result {
            strip.store(result);
        }
    }
}

/// Combines elements at `a` and `b` into `to`.
///
/// # Safety
/// There are these elements.
unsafe fn combine(strip: &Strip<'_>, len: usize, a: *mut u8, b: *mut u8, to: *mut u8) {
    // SAFETY: by this function's contract.
    unsafe { strip.pairs.combine(strip.op, len, [a, b, to]) };
}

/// Combines `rows` rows of a block into the first one.
///
/// # Safety
/// As for [`execute`]; there are these rows.
unsafe fn halve(strip: &Strip<'_>, block: *mut u8, mut rows: usize) {
    let row = strip.row_bytes();
    while rows > 1 {
        let half = rows.div_ceil(2);
        // SAFETY: by this function's contract; the second half is no longer than the first.
        unsafe {
            let second = block.add(half * row);
            combine(strip, (rows - half) * strip.columns, block, second, block);
        }
        rows = half;
    }
}

/// Reduces sequences of no elements, or one. There is a reduction of no elements.
///
/// # Safety
/// As for [`execute`]; there is room for a row at `block` and at `other`.
unsafe fn reduce_at_most_one(strip: &Strip<'_>, block: *mut u8, other: *mut u8) {
    // SAFETY: by this function's contract.
    unsafe {
        for column in 0..strip.columns {
            let place = other.add(column * strip.pairs.size);
            core::ptr::copy_nonoverlapping(strip.identity, place, strip.pairs.size);
        }
        if strip.len == 1 {
            strip.load(0, 1, block);
            combine(strip, strip.columns, block, other, other);
        }
        strip.store(other);
    }
}
