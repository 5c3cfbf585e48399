//! Squares of elements, which are transposed in registers on their way from memory.

use super::{Factor, OneTerm, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// The addresses of as many lines as a register may have lanes.
pub(super) type Lines<T> = [*const T; MAX_FLOATS];

/// Room for a square.
pub(super) type Square<T> = [[T; MAX_FLOATS]; MAX_FLOATS];

/// The addresses of `count` lines, `stride` elements apart. Those past the end repeat the last one.
#[inline(always)]
pub(super) fn lines_of<T>(start: *const T, stride: isize, count: usize) -> Lines<T> {
    let mut lines = [start; MAX_FLOATS];
    for (i, line) in lines.iter_mut().enumerate() {
        *line = start.wrapping_offset(i.min(count - 1) as isize * stride);
    }
    lines
}

/// Returns the columns of `count` elements of each line, from element `first` on, as terms: a
/// register for each. There are at most as many as a register has lanes, and the registers beyond
/// may hold anything. Elements are `stride` apart.
///
/// # Safety
/// Each line has these elements.
#[inline(always)]
pub(super) unsafe fn columns_of<S: Isa, E: OneTerm>(
    s: S,
    lines: &Lines<E>,
    [first, count]: [usize; 2],
    stride: isize,
    room: &mut Square<E::Term>,
) -> [Vector<S, E::Term>; MAX_FLOATS] {
    let lanes = E::Term::lanes::<S>();
    // SAFETY: each line has these elements, and so has its copy.
    unsafe {
        if E::IS_TERM && stride == 1 {
            E::Term::load_columns(s, &terms_of(lines), first as isize, count)
        } else if E::IS_TERM && stride == -1 && count == lanes {
            let first = 1 - (first + lanes) as isize;
            let backwards = E::Term::load_columns(s, &terms_of(lines), first, lanes);
            let mut columns = backwards;
            for (column, &x) in columns[..lanes].iter_mut().zip(backwards[..lanes].iter().rev()) {
                *column = x;
            }
            columns
        } else {
            let copies = copy(s, lines, [first, count], stride, room);
            E::Term::load_columns(s, &copies, 0, count)
        }
    }
}

/// The addresses of lines of elements that are terms.
#[inline(always)]
fn terms_of<E: Factor>(lines: &Lines<E>) -> Lines<E::Term> {
    let mut terms = [core::ptr::null(); MAX_FLOATS];
    for (term, line) in terms.iter_mut().zip(lines) {
        *term = line.cast();
    }
    terms
}

/// Copies these elements of each line as terms, and returns the addresses of the copies.
///
/// # Safety
/// As for [`columns_of`].
#[inline(always)]
unsafe fn copy<S: Isa, E: OneTerm>(
    s: S,
    lines: &Lines<E>,
    [first, count]: [usize; 2],
    stride: isize,
    room: &mut Square<E::Term>,
) -> Lines<E::Term> {
    let lanes = E::Term::lanes::<S>();
    let mut copies = [core::ptr::null(); MAX_FLOATS];
    for (i, room) in room[..lanes].iter_mut().enumerate() {
        let (line, copy) = (lines[i].wrapping_offset(first as isize * stride), room.as_mut_ptr());
        copies[i] = copy.cast_const();
        // SAFETY: the line has these elements, and the copy room for a register.
        unsafe {
            if stride == 1 {
                E::Term::store(s, copy, E::load_terms(s, line, count));
            } else {
                for t in 0..count {
                    copy.add(t).write(line.offset(t as isize * stride).read().term());
                }
            }
        }
    }
    copies
}
