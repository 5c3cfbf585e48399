//! A line, folded by groups of blocks, which are then merged.

use super::kernels::Lines;
use super::{State, StoredFold};

/// Folds the groups of a line, at most a part, and merges them.
///
/// # Safety
/// As for [`FoldKernels`]; `start` is valid for reads of `len` elements of the type that the
/// kernels were compiled for.
#[inline]
pub(in crate::loops) unsafe fn fold_groups(
    fold: &StoredFold<'_>,
    start: *const u8,
    len: usize,
    state: &mut State,
) {
    let (kernels, op) = (fold.kernels, fold.op);
    // SAFETY: by this function's contract.
    unsafe {
        if let Some(is_final) = kernels.is_final
            && len > kernels.group
        {
            return fold_until(fold, start, len, state, is_final);
        }
        let (groups, rest) = (len / kernels.group, len % kernels.group);
        let stride = (kernels.group * fold.input.computed_size) as isize;
        let whole = Lines { start, lines: groups, stride, len: kernels.group, place: 0 };
        if groups > 0 {
            (kernels.lines)(op, &whole, state);
        }
        if rest > 0 || groups == 0 {
            let start = start.wrapping_offset(stride * groups as isize);
            let last = Lines { start, lines: 1, stride: 0, len: rest, place: groups };
            (kernels.lines)(op, &last, state);
        }
        if len > kernels.group {
            let (lanes, last) = if rest > 0 { (groups + 1, rest) } else { (groups, kernels.group) };
            (kernels.merge_lanes)(op, state, lanes, kernels.group, last);
        }
    }
}

/// Folds the groups of a line until no further element matters.
///
/// # Safety
/// As for [`fold_groups`]; `is_final` is that of the kernels.
#[inline(never)]
unsafe fn fold_until(
    fold: &StoredFold<'_>,
    start: *const u8,
    len: usize,
    state: &mut State,
    is_final: unsafe fn(op: *const (), state: &State) -> bool,
) {
    let (kernels, op) = (fold.kernels, fold.op);
    let mut next = State::uninit();
    for done in (0..len).step_by(kernels.group) {
        let count = kernels.group.min(len - done);
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
            if is_final(op, state) {
                return;
            }
        }
    }
}
