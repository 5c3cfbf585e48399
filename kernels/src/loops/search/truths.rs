//! The search for a truth value.

use super::StoredSearch;
use crate::loops::sequence::{MAX_BLOCK_BYTES, Sequence, Tiles};

/// The elements that are gathered at a time: few, since most of them may not matter.
const GATHERED: usize = 256;

/// Returns the first place of `truth` among `len` elements of a sequence, from element `first` on,
/// or `first`.
///
/// # Safety
/// As for [`search_sequence`](super::search_sequence); elements are truth values.
pub(super) unsafe fn search_truths(
    search: &StoredSearch<'_>,
    truth: bool,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
) -> usize {
    let StoredSearch { kernels, input, .. } = search;
    let mut tiles = Tiles::uninit();
    let wanted = u8::from(truth);
    let (mut at, end) = (first, first + len);
    while at < end {
        let is_line = sequence.line(at, (end - at).min(MAX_BLOCK_BYTES), input.size).is_some();
        let count = (end - at).min(if is_line { MAX_BLOCK_BYTES } else { GATHERED });
        // SAFETY: the sequence is valid and has these elements, of one byte each, so `line` has
        // `count` of them.
        unsafe {
            let line = sequence.block(at, count, input, &mut tiles);
            let found = (kernels.place)(line, count, &raw const wanted);
            if line.add(found).read() == wanted {
                return at + found;
            }
        }
        at += count;
    }
    first
}
