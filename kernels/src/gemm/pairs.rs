//! Packing small integers: two neighbours along k become a term, of 16 bits each.

use super::pack::put;
use super::squares::lines_of;
use super::{Factor, Panel, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;

/// Integers of one line: as many as a register of pairs has.
type Line = [i16; 2 * MAX_FLOATS];

/// Packs a panel of small integers. If there is an odd number of steps, the last one is paired with
/// zeros.
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
pub(super) unsafe fn pack_groups<S: Isa, E>(s: S, panel: &Panel<E>)
where
    E: Factor<Term = i32> + Into<i16>,
{
    // SAFETY: the contract is the same.
    unsafe {
        if panel.line_stride == 1 {
            interleave(s, panel);
        } else {
            transpose(s, panel);
        }
    }
}

/// Packs adjacent lines: steps are interleaved two by two.
///
/// # Safety
/// The panel is [valid](Panel#validity), and its `line_stride` is 1.
#[inline(always)]
unsafe fn interleave<S: Isa, E>(s: S, panel: &Panel<E>)
where
    E: Factor<Term = i32> + Into<i16>,
{
    let &Panel { source, k_stride, lines, k, width, .. } = panel;
    let lanes = i32::lanes::<S>();
    for first in (0..lines).step_by(lanes) {
        let (count, room) = (lanes.min(lines - first), lanes.min(width - first));
        let source = source.wrapping_add(first);
        for p in 0..k.div_ceil(2) {
            let even = source.wrapping_offset(2 * p as isize * k_stride);
            let odd = even.wrapping_offset(k_stride);
            let mut pairs: Line = [0; 2 * MAX_FLOATS];
            // SAFETY: the source has these lines of these steps, the second unless it is past the
            // end; a line has a register of pairs.
            unsafe {
                for i in 0..count {
                    pairs[2 * i] = even.add(i).read().into();
                }
                if 2 * p + 1 < k {
                    for i in 0..count {
                        pairs[2 * i + 1] = odd.add(i).read().into();
                    }
                }
                put(s, panel, p, first, room, i32::load(s, pairs.as_ptr().cast()));
            }
        }
    }
}

/// Packs lines of any other strides: squares of pairs are transposed in registers.
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
unsafe fn transpose<S: Isa, E>(s: S, panel: &Panel<E>)
where
    E: Factor<Term = i32> + Into<i16>,
{
    let &Panel { source, line_stride, k_stride, lines, k, width, .. } = panel;
    let lanes = i32::lanes::<S>();
    let mut square: [Line; MAX_FLOATS] = [[0; 2 * MAX_FLOATS]; MAX_FLOATS];
    for first in (0..lines).step_by(lanes) {
        let start = source.wrapping_offset(first as isize * line_stride);
        let from = lines_of(start, line_stride, lines - first);
        let room = lanes.min(width - first);
        for p in (0..k).step_by(2 * lanes) {
            let count = (2 * lanes).min(k - p);
            let mut rows = [core::ptr::null(); MAX_FLOATS];
            for (i, row) in square[..lanes].iter_mut().enumerate() {
                let line = from[i].wrapping_offset(p as isize * k_stride);
                // SAFETY: the line has these steps.
                unsafe { copy(line, k_stride, count, row) };
                rows[i] = row.as_ptr().cast();
            }
            // SAFETY: each row has a register of pairs.
            let columns = unsafe { i32::load_columns(s, &rows, 0) };
            for (t, &column) in columns[..lanes].iter().enumerate() {
                if t < count.div_ceil(2) {
                    // SAFETY: the panel has this pair of steps and these lines.
                    unsafe { put(s, panel, p / 2 + t, first, room, column) };
                }
            }
        }
    }
}

/// Copies `count` steps of a line, `stride` elements apart, and zeros the rest.
///
/// # Safety
/// The line has these steps, and they are at most as many as a line holds.
#[inline(always)]
unsafe fn copy<E: Copy + Into<i16>>(from: *const E, stride: isize, count: usize, to: &mut Line) {
    // SAFETY: by this function's contract.
    unsafe {
        if stride == 1 {
            for (t, x) in to.iter_mut().take(count).enumerate() {
                *x = from.add(t).read().into();
            }
        } else {
            for (t, x) in to.iter_mut().take(count).enumerate() {
                *x = from.offset(t as isize * stride).read().into();
            }
        }
    }
    for x in to.iter_mut().skip(count) {
        *x = 0;
    }
}
