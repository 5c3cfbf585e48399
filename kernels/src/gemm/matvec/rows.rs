//! Matrices with rows that are contiguous, or of any strides, times a vector.

use super::steps;
use crate::gemm::squares::{Lines, Square, columns_of, lines_of};
use crate::gemm::{Gemm, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::value::Value;
use crate::vector::Vector;
use core::ops::Range;

/// The columns that are loaded at once where a row has less than a square of them.
pub(super) const COLUMNS: usize = 4;

/// Multiplies as many rows as two registers have lanes at a time, so that their sums are
/// independent.
///
/// # Safety
/// As for every [`MatVec`](super::MatVec).
#[inline(always)]
pub(super) unsafe fn along_rows<S: Isa, T: Term>(s: S, problem: &Gemm<T>, _: *mut T) {
    let (lanes, m) = (T::lanes::<S>(), problem.m);
    let (mut i, mut room) = (0, [[T::ZERO; MAX_FLOATS]; MAX_FLOATS]);
    // SAFETY: the problem has these rows.
    unsafe {
        while m - i >= 2 * lanes {
            multiply_rows::<S, T, 2>(s, problem, i, &mut room);
            i += 2 * lanes;
        }
        while i < m {
            multiply_rows::<S, T, 1>(s, problem, i, &mut room);
            i += lanes;
        }
    }
}

/// Multiplies the rows of `N` registers, from row `i` on. Those past the end repeat the last one.
///
/// # Safety
/// As for [`along_rows`]; each register has a row.
#[inline(always)]
pub(super) unsafe fn multiply_rows<S: Isa, T: Term, const N: usize>(
    s: S,
    problem: &Gemm<T>,
    i: usize,
    room: &mut Square<T>,
) {
    let &Gemm { m, k, a, b: x, c, .. } = problem;
    let lanes = T::lanes::<S>();
    let mut lines = [[a.ptr; MAX_FLOATS]; N];
    for (n, lines) in lines.iter_mut().enumerate() {
        let first = i + n * lanes;
        *lines = lines_of(a.from(first, 0).ptr, a.row_stride, m - first);
    }
    for first in (0..k).step_by(T::KC) {
        let (steps, update) = steps(s, problem, first);
        // SAFETY: the rows and the vector have these elements, and C these rows.
        unsafe {
            let range = first..first + steps;
            let zeros = [Vector::splat(s, T::ZERO); N];
            let sums = add_products(s, &lines, [x.ptr; N], range, a.col_stride, zeros, room);
            for (n, &sum) in sums.iter().enumerate() {
                let i = i + n * lanes;
                update.part(s, c.from(i, 0).ptr, c.row_stride, lanes.min(m - i), sum);
            }
        }
    }
}

/// Adds the products of these steps of `N` registers of rows, each with a vector of its own, to
/// sums.
///
/// # Safety
/// The rows, whose elements are `stride` apart, and the contiguous vectors have these steps.
#[inline(always)]
pub(super) unsafe fn add_products<S: Isa, T: Term, const N: usize>(
    s: S,
    lines: &[Lines<T>; N],
    x: [*const T; N],
    steps: Range<usize>,
    stride: isize,
    mut sums: [Vector<S, T>; N],
    room: &mut Square<T>,
) -> [Vector<S, T>; N] {
    let lanes = T::lanes::<S>();
    let (mut p, end, columns) = (steps.start, steps.end, const { COLUMNS }.min(lanes));
    // SAFETY: the rows and the vectors have these elements.
    unsafe {
        // Usual rows have loops of their own: the addresses of all others would take their
        // registers.
        if stride == 1 {
            while end - p >= lanes {
                for n in 0..N {
                    let square = T::load_columns(s, &lines[n], p as isize, lanes);
                    sums[n] = multiply_columns(s, &square, x[n].add(p), lanes, sums[n]);
                }
                p += lanes;
            }
            while end - p >= columns {
                for n in 0..N {
                    let square = T::load_columns(s, &lines[n], p as isize, columns);
                    sums[n] = multiply_columns(s, &square, x[n].add(p), columns, sums[n]);
                }
                p += columns;
            }
        }
        while p < end {
            let count = lanes.min(end - p);
            for n in 0..N {
                let square = columns_of(s, &lines[n], [p, count], stride, room);
                sums[n] = multiply_columns(s, &square, x[n].add(p), count, sums[n]);
            }
            p += count;
        }
    }
    sums
}

/// Adds the products of the first `count` columns and as many elements of a vector, in order.
///
/// # Safety
/// The vector has these elements, and a register at least as many lanes.
#[inline(always)]
pub(super) unsafe fn multiply_columns<S: Isa, T: Term>(
    s: S,
    columns: &[Vector<S, T>; MAX_FLOATS],
    x: *const T,
    count: usize,
    mut sum: Vector<S, T>,
) -> Vector<S, T> {
    for (t, &column) in columns[..T::lanes::<S>()].iter().enumerate() {
        if t < count {
            // SAFETY: the vector has this element.
            let x = Vector::splat(s, unsafe { x.add(t).read() });
            sum = T::mul_add(column, x, sum);
        }
    }
    sum
}
