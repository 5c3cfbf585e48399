//! Squares of elements, which are transposed in registers on their way from memory.

use super::Term;
use crate::isa::{FloatLanes, Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// Room for a square.
pub(super) type Square<T> = [[T; MAX_FLOATS]; MAX_FLOATS];

/// The addresses of `count` lines, `stride` elements apart. Those past the end repeat the last one.
#[inline(always)]
pub(super) fn lines_of<T>(start: *const T, stride: isize, count: usize) -> [*const T; MAX_FLOATS] {
    let mut lines = [start; MAX_FLOATS];
    for (i, line) in lines.iter_mut().enumerate() {
        *line = start.wrapping_offset(i.min(count - 1) as isize * stride);
    }
    lines
}

/// Returns the columns of `count` elements of each line, from element `first` on: a register for
/// each. There are at most as many as a register has lanes, and the registers beyond may hold
/// anything. Elements are `stride` apart.
///
/// # Safety
/// Each line has these elements.
#[inline(always)]
pub(super) unsafe fn columns_of<S: Isa, T: Term>(
    s: S,
    lines: &[*const T; MAX_FLOATS],
    [first, count]: [usize; 2],
    stride: isize,
    room: &mut Square<T>,
) -> [Vector<S, T>; MAX_FLOATS] {
    let lanes = T::lanes::<S>();
    let mut columns = [Vector::splat(s, T::ZERO); MAX_FLOATS];
    // SAFETY: each line has these elements; a copy has room for a register.
    unsafe {
        if count == lanes && stride == 1 {
            let square = T::float_on(s).load_columns(lines, first as isize);
            for (column, &x) in columns[..lanes].iter_mut().zip(&square) {
                *column = Vector::new(s, x);
            }
        } else if count == lanes && stride == -1 {
            let square = T::float_on(s).load_columns(lines, 1 - (first + lanes) as isize);
            for (column, &x) in columns[..lanes].iter_mut().zip(square[..lanes].iter().rev()) {
                *column = Vector::new(s, x);
            }
        } else {
            let copies = copy(s, lines, [first, count], stride, room);
            let square = T::float_on(s).load_columns(&copies, 0);
            for (column, &x) in columns[..lanes].iter_mut().zip(&square) {
                *column = Vector::new(s, x);
            }
        }
    }
    columns
}

/// Copies these elements of each line, and returns the addresses of the copies.
///
/// # Safety
/// As for [`columns_of`].
#[inline(always)]
unsafe fn copy<S: Isa, T: Term>(
    s: S,
    lines: &[*const T; MAX_FLOATS],
    [first, count]: [usize; 2],
    stride: isize,
    room: &mut Square<T>,
) -> [*const T; MAX_FLOATS] {
    let lanes = T::lanes::<S>();
    let mut copies = [core::ptr::null(); MAX_FLOATS];
    for (i, room) in room[..lanes].iter_mut().enumerate() {
        let (line, copy) = (lines[i].wrapping_offset(first as isize * stride), room.as_mut_ptr());
        copies[i] = copy.cast_const();
        // SAFETY: the line has these elements, and the copy room for a register.
        unsafe {
            if stride == 1 {
                T::store(s, copy, T::load_partial(s, line, count, Vector::splat(s, T::ZERO)));
            } else {
                for t in 0..count {
                    copy.add(t).write(line.offset(t as isize * stride).read());
                }
            }
        }
    }
    copies
}
