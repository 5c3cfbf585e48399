//! Matrices with rows that are contiguous, or of any strides, times a vector.

use super::blocks::along_blocks;
use super::steps;
use crate::gemm::{Gemm, Term};
use crate::isa::{FloatLanes, Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// Room for a square of elements.
type Square<T> = [[T; MAX_FLOATS]; MAX_FLOATS];

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
        for (r, row) in rows[..lanes].iter_mut().enumerate() {
            *row = a.from((i + n * lanes + r).min(m - 1), 0).ptr;
        }
    }
    let is_line = a.col_stride.unsigned_abs() == 1;
    for first in (0..k).step_by(T::KC) {
        let (steps, update) = steps(s, problem, first);
        let mut sums = [Vector::splat(s, T::ZERO); N];
        let (mut p, end) = (first, first + steps);
        // SAFETY: the rows and the vector have these elements, and C these rows.
        unsafe {
            while is_line && end - p >= lanes {
                for (sum, rows) in sums.iter_mut().zip(&rows) {
                    *sum = add_steps(s, rows, p, a.col_stride, x.ptr.add(p), *sum);
                }
                p += lanes;
            }
            while p < end {
                let count = lanes.min(end - p);
                for (sum, rows) in sums.iter_mut().zip(&rows) {
                    let copies = copy_steps(s, rows, [p, count], a.col_stride, room);
                    let (columns, x) = (T::float_on(s).load_columns(&copies, 0), x.ptr.add(p));
                    for (t, &column) in columns[..lanes].iter().enumerate() {
                        if t < count {
                            let x = Vector::splat(s, x.add(t).read());
                            *sum = Vector::new(s, column).mul_add(x, *sum);
                        }
                    }
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

/// Adds the products of as many steps as a register has lanes to the sums of some rows: from step
/// `p` on, forwards or backwards in memory.
///
/// # Safety
/// Each row has these steps, 1 or -1 apart, and `x` as many.
#[inline(always)]
unsafe fn add_steps<S: Isa, T: Term>(
    s: S,
    rows: &[*const T; MAX_FLOATS],
    p: usize,
    stride: isize,
    x: *const T,
    mut sum: Vector<S, T>,
) -> Vector<S, T> {
    let lanes = T::lanes::<S>();
    // SAFETY: by this function's contract.
    unsafe {
        if stride == 1 {
            let columns = T::float_on(s).load_columns(rows, p as isize);
            for (t, &column) in columns[..lanes].iter().enumerate() {
                let x = Vector::splat(s, x.add(t).read());
                sum = Vector::new(s, column).mul_add(x, sum);
            }
        } else {
            let columns = T::float_on(s).load_columns(rows, 1 - (p + lanes) as isize);
            for (t, &column) in columns[..lanes].iter().rev().enumerate() {
                let x = Vector::splat(s, x.add(t).read());
                sum = Vector::new(s, column).mul_add(x, sum);
            }
        }
    }
    sum
}

/// Copies `count` steps of each row, from step `p` on, and returns the addresses of the copies.
///
/// # Safety
/// Each row has these steps, `stride` apart; they are at most as many as a register has lanes.
#[inline(always)]
unsafe fn copy_steps<S: Isa, T: Term>(
    s: S,
    rows: &[*const T; MAX_FLOATS],
    [p, count]: [usize; 2],
    stride: isize,
    room: &mut Square<T>,
) -> [*const T; MAX_FLOATS] {
    let lanes = T::lanes::<S>();
    let mut copies = [core::ptr::null(); MAX_FLOATS];
    for (r, room) in room[..lanes].iter_mut().enumerate() {
        let (row, copy) = (rows[r].wrapping_offset(p as isize * stride), room.as_mut_ptr());
        copies[r] = copy.cast_const();
        // SAFETY: the row has these elements, and the copy room for a register.
        unsafe {
            if stride == 1 {
                T::store(s, copy, T::load_partial(s, row, count, Vector::splat(s, T::ZERO)));
            } else {
                for t in 0..count {
                    copy.add(t).write(row.offset(t as isize * stride).read());
                }
            }
        }
    }
    copies
}
