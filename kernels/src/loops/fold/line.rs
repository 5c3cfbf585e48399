//! A line, folded at once, or piece by piece.

use super::kernels::Lines;
use super::{State, StoredFold};

/// Folds a line of at most a part.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels); `start` is valid for reads of `len` elements of the
/// type that the kernels were compiled for.
#[inline]
pub(in crate::loops) unsafe fn fold_line(
    fold: &StoredFold<'_>,
    start: *const u8,
    len: usize,
    state: &mut State,
) {
    // SAFETY: by this function's contract.
    unsafe {
        if len <= fold.kernels.longest {
            let line = Lines { start, lines: 1, stride: 0, len, place: 0 };
            (fold.kernels.lines)(fold.op, &line, state);
        } else {
            fold_pieces(fold, start, len, state);
        }
    }
}

/// Folds a line piece by piece, until no further element matters. The order does not matter. Pieces
/// grow up to blocks, so that an early end costs little.
///
/// # Safety
/// As for [`fold_line`].
#[inline(never)]
unsafe fn fold_pieces(fold: &StoredFold<'_>, start: *const u8, len: usize, state: &mut State) {
    let (kernels, op) = (fold.kernels, fold.op);
    let mut next = State::uninit();
    let (mut done, mut piece) = (0, kernels.longest);
    while done < len {
        let count = piece.min(len - done);
        let start = start.wrapping_add(done * fold.input.computed_size);
        let line = Lines { start, lines: 1, stride: 0, len: count, place: 0 };
        // SAFETY: the line has these elements, and the states are written first.
        unsafe {
            if done == 0 {
                (kernels.lines)(op, &line, state);
            } else {
                (kernels.lines)(op, &line, &mut next);
                kernels.merge(op, state, &next, 1, [done, count]);
            }
            if kernels.is_final.is_some_and(|is_final| is_final(op, state)) {
                return;
            }
        }
        (done, piece) = (done + count, (4 * piece).min(kernels.block));
    }
}
