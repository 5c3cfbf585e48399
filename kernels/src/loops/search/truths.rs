//! The search for a truth value.

use super::SearchKernels;
use crate::loops::fold::FoldRun;
use crate::loops::sequence::{MAX_BLOCK_BYTES, Tiles};
use crate::loops::storage::Storage;

/// The elements that are gathered at a time: few, since most of them may not matter.
const GATHERED: usize = 256;

/// Finds the first place of `truth` in each row of a run, or 0, and writes it as an `i64`.
///
/// # Safety
/// As for [`search_rows`](super::search_rows); elements are truth values.
pub(super) unsafe fn search_truths(
    kernels: &SearchKernels,
    truth: bool,
    input: &Storage,
    run: &FoldRun<'_>,
) {
    let mut tiles = Tiles::uninit();
    let wanted = u8::from(truth);
    for row in 0..run.rows {
        let (sequence, output) = run.row(row);
        let (mut place, mut done) = (0, 0);
        while done < run.len {
            let rest = run.len - done;
            let is_line = sequence.line(done, rest.min(MAX_BLOCK_BYTES), input.size).is_some();
            let len = rest.min(if is_line { MAX_BLOCK_BYTES } else { GATHERED });
            // SAFETY: the run is valid and has these elements, of one byte each, so `line` has
            // `len` of them.
            unsafe {
                let line = sequence.block(done, len, input, &mut tiles);
                let found = (kernels.place)(line, len, &raw const wanted);
                if line.add(found).read() == wanted {
                    place = done + found;
                    break;
                }
            }
            done += len;
        }
        // SAFETY: the run is valid, and its results are `i64`s.
        unsafe { output.cast::<i64>().write(place as i64) };
    }
}
