//! Matrices with rows that are contiguous, or of any strides, times a vector.

use super::blocks::along_blocks;
use super::steps;
use crate::gemm::squares::{Square, columns_of, lines_of};
use crate::gemm::{Gemm, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::value::Value;
use crate::vector::Vector;

/// Multiplies rows, as many as two registers have lanes at a time, so that their sums are
/// independent.
///
/// # Safety
/// The problem is valid, its vector is contiguous, and there is memory for the columns of blocks.
#[inline(always)]
pub(super) unsafe fn along_rows<S: Isa, T: Term>(s: S, problem: &Gemm<T>, space: *mut T) {
    let (lanes, m) = (T::lanes::<S>(), problem.m);
    let (mut i, mut room) = (0, [[T::ZERO; MAX_FLOATS]; MAX_FLOATS]);
    // SAFETY: the problem has these rows.
    unsafe {
        while m - i >= 2 * lanes {
            multiply_rows::<S, T, 2>(s, problem, i, &mut room);
            i += 2 * lanes;
        }
        if m - i >= lanes {
            multiply_rows::<S, T, 1>(s, problem, i, &mut room);
            i += lanes;
        }
        if i == m {
            return;
        }
        let mut last = problem.part(i..m, 0..1);
        if problem.k >= 2 * T::KC && problem.a.col_stride == 1 {
            last = along_blocks(s, &last, space);
        }
        if last.k > 0 {
            multiply_rows::<S, T, 1>(s, &last, 0, &mut room);
        }
    }
}

/// Multiplies the rows of `N` registers, from row `i` on. Those past the end repeat the last one.
///
/// # Safety
/// As for [`along_rows`]; there is row `i`.
#[inline(always)]
unsafe fn multiply_rows<S: Isa, T: Term, const N: usize>(
    s: S,
    problem: &Gemm<T>,
    i: usize,
    room: &mut Square<T>,
) {
    let &Gemm { m, k, a, b: x, c, .. } = problem;
    let lanes = T::lanes::<S>();
    let mut rows = [[a.ptr; MAX_FLOATS]; N];
    for (n, rows) in rows.iter_mut().enumerate() {
        let first = (i + n * lanes).min(m - 1);
        *rows = lines_of(a.from(first, 0).ptr, a.row_stride, m - first);
    }
    for first in (0..k).step_by(T::KC) {
        let (steps, update) = steps(s, problem, first);
        let mut sums = [Vector::splat(s, T::ZERO); N];
        let (mut p, end) = (first, first + steps);
        // SAFETY: the rows and the vector have these elements, and C these rows.
        unsafe {
            // Usual rows have a loop of their own: the addresses of all others would take its
            // registers.
            if a.col_stride == 1 {
                while end - p >= lanes {
                    for (sum, rows) in sums.iter_mut().zip(&rows) {
                        let columns = T::load_columns(s, rows, p as isize, lanes);
                        *sum = multiply_columns(s, &columns, x.ptr.add(p), lanes, *sum);
                    }
                    p += lanes;
                }
            }
            while p < end {
                let count = lanes.min(end - p);
                for (sum, rows) in sums.iter_mut().zip(&rows) {
                    let columns = columns_of(s, rows, [p, count], a.col_stride, room);
                    *sum = multiply_columns(s, &columns, x.ptr.add(p), count, *sum);
                }
                p += count;
            }
            for (n, &sum) in sums.iter().enumerate() {
                let i = i + n * lanes;
                if i < m {
                    update.part(s, c.from(i, 0).ptr, c.row_stride, lanes.min(m - i), sum);
                }
            }
        }
    }
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
