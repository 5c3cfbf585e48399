//! Reductions strictly in order, from the first element on, by an elementwise loop: for operations
//! that are not associative. And all results on the way.
//!
//! Results of neighbouring sequences are computed together, a row of a block after the other.

use super::Operands;
use super::strips::{Combined, REGISTER_BYTES, ROOM, ROW, Rows, Strip};
use crate::parallel::RawCall;

/// Runs the reduction of sequences that are not empty.
///
/// # Safety
/// Those of [`Combined::for_each_strip`]; there are elements.
pub(super) unsafe fn execute(combined: &Combined<'_>, call: &RawCall<4>, operands: Operands<'_>) {
    let most = |_| ROW / combined.table.outputs[0].size();
    // SAFETY: by this function's contract.
    unsafe { combined.for_each_strip(call, operands, most, |strip| reduce(strip)) };
}

/// Writes all results on the way. The results' axis that is reduced is not one of the operand's:
/// each of its steps is `step` bytes.
///
/// # Safety
/// Those of [`Combined::for_each_strip`]; there are elements, and places for as many results.
pub(super) unsafe fn accumulate(
    combined: &Combined<'_>,
    call: &RawCall<4>,
    operands: Operands<'_>,
    step: isize,
) {
    let most = |_| ROW / combined.table.outputs[0].size();
    // SAFETY: by this function's contract.
    unsafe { combined.for_each_strip(call, operands, most, |strip| running(strip, step)) };
}

/// Reduces the sequences of a strip.
///
/// # Safety
/// As for [`execute`].
unsafe fn reduce(strip: &Strip<'_>) {
    let (mut room, mut result) = (Rows::<ROOM>::uninit(), Rows::<ROW>::uninit());
    let (block, result, row) = (room.ptr(), result.ptr(), strip.row_bytes());
    let most = (ROOM - REGISTER_BYTES) / row;
    // SAFETY: by this function's contract; there is room for `most` rows and for the result, and
    // for a register after them, of zeros.
    unsafe {
        result.write_bytes(0, ROW);
        strip.load(0, 1, result);
        let mut done = 1;
        while done < strip.len {
            let rows = most.min(strip.len - done);
            strip.load(done, rows, block);
            block.add(rows * row).write_bytes(0, REGISTER_BYTES);
            let size = [strip.columns, rows];
            strip.pairs.combine_in_order(strip.op, size, result, block, 0);
            done += rows;
        }
        strip.store(result);
    }
}

/// Writes the results on the way of the sequences of a strip.
///
/// # Safety
/// As for [`accumulate`].
unsafe fn running(strip: &Strip<'_>, step: isize) {
    const HALF: usize = ROOM / 2;
    let (mut room, mut results) = (Rows::<HALF>::uninit(), Rows::<HALF>::uninit());
    let (block, row) = (room.ptr(), strip.row_bytes());
    // The last result of the block before comes first.
    let (last, pitch) = (results.ptr(), strip.pairs.widened(strip.columns) * strip.pairs.size);
    let most = (HALF - REGISTER_BYTES) / pitch - 1;
    let mut output = strip.output;
    // SAFETY: by this function's contract; there is room for `most` rows of elements and results,
    // one more result, and a register after them, of zeros.
    unsafe {
        last.write_bytes(0, pitch);
        strip.load(0, 1, last);
        strip.store(last);
        let mut done = 1;
        while done < strip.len {
            let rows = most.min(strip.len - done);
            strip.load(done, rows, block);
            block.add(rows * row).write_bytes(0, REGISTER_BYTES);
            strip.pairs.combine_in_order(strip.op, [strip.columns, rows], last, block, pitch);
            output = output.wrapping_offset(step);
            strip.store_rows([last.add(pitch), output], rows, pitch, step);
            output = output.wrapping_offset(step.wrapping_mul(rows as isize - 1));
            core::ptr::copy_nonoverlapping(last.add(rows * pitch), last, pitch);
            done += rows;
        }
    }
}
