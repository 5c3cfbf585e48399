//! A few long rows, times a vector: blocks of k take the place of rows.

use super::rows::{add_products, multiply_rows};
use crate::gemm::micro::Update;
use crate::gemm::squares::{Square, lines_of};
use crate::gemm::{Gemm, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// Multiplies at most as many rows as two registers have lanes. The sums of two blocks of k of a
/// register of rows are computed side by side, since they are independent. For the rows that are
/// left, a register holds the sums of different blocks.
///
/// # Safety
/// As for every [`MatVec`](super::MatVec) of such rows.
#[inline(always)]
pub(super) unsafe fn along_blocks<S: Isa, T: Term>(s: S, problem: &Gemm<T>, columns: *mut T) {
    let (lanes, m) = (T::lanes::<S>(), problem.m);
    let room = &mut [[T::ZERO; MAX_FLOATS]; MAX_FLOATS];
    for i in (0..m).step_by(lanes) {
        let part = problem.part(i..m.min(i + lanes), 0..1);
        // SAFETY: the problem has these rows.
        unsafe {
            let rest = if part.m == lanes {
                by_pairs(s, &part, room)
            } else {
                by_lanes(s, &part, columns)
            };
            multiply_rows::<S, T, 1>(s, &rest, 0, room);
        }
    }
}

/// Multiplies a register of rows, two blocks at a time. Returns the problem that is left: the steps
/// after the last pair.
///
/// # Safety
/// As for [`along_blocks`]; there are as many rows as lanes.
#[inline(always)]
unsafe fn by_pairs<S: Isa, T: Term>(s: S, problem: &Gemm<T>, room: &mut Square<T>) -> Gemm<T> {
    let (lanes, mut rest) = (T::lanes::<S>(), *problem);
    while rest.k >= 2 * T::KC {
        let &Gemm { a, b: x, c, .. } = &rest;
        let first = lines_of(a.ptr, a.row_stride, lanes);
        let second = lines_of(a.from(0, T::KC).ptr, a.row_stride, lanes);
        let vectors = [x.ptr, x.from(T::KC, 0).ptr];
        let update = Update::<S, T>::new(s, rest.alpha, rest.beta);
        let after = Update::<S, T>::new(s, rest.alpha, T::ONE);
        // SAFETY: the rows and the vector have these blocks, and C these rows.
        unsafe {
            let zeros = [Vector::splat(s, T::ZERO); 2];
            let sums = add_products(s, &[first, second], vectors, 0..T::KC, 1, zeros, room);
            update.part(s, c.ptr, c.row_stride, lanes, sums[0]);
            after.part(s, c.ptr, c.row_stride, lanes, sums[1]);
        }
        rest = rest.after(2 * T::KC);
    }
    rest
}

/// Multiplies rows block by block of k: a register holds the sums of different blocks of a row.
/// Returns the problem that is left: the steps after the last whole block.
///
/// # Safety
/// As for [`along_blocks`].
#[inline(always)]
unsafe fn by_lanes<S: Isa, T: Term>(s: S, problem: &Gemm<T>, columns: *mut T) -> Gemm<T> {
    let &Gemm { m, k, a, b: x, c, .. } = problem;
    let (lanes, blocks) = (T::lanes::<S>(), k / T::KC);
    let mut beta = problem.beta;
    for first in (0..blocks).step_by(lanes) {
        let count = lanes.min(blocks - first);
        let update = Update::<S, T>::new(s, problem.alpha, beta);
        let after = Update::<S, T>::new(s, problem.alpha, T::ONE);
        // SAFETY: the rows and the vector have these blocks, and C these rows; the columns of the
        // vector's blocks are written before they are read.
        unsafe {
            let lines = lines_of(x.from(first * T::KC, 0).ptr, T::KC as isize, count);
            for p in (0..T::KC).step_by(lanes) {
                let square = T::load_columns(s, &lines, p as isize, lanes);
                for (t, &x) in square[..lanes].iter().enumerate() {
                    T::store(s, columns.add((p + t) * lanes), x);
                }
            }
            for i in 0..m {
                let lines = lines_of(a.from(i, first * T::KC).ptr, T::KC as isize, count);
                let mut sum = Vector::splat(s, T::ZERO);
                for p in (0..T::KC).step_by(lanes) {
                    let square = T::load_columns(s, &lines, p as isize, lanes);
                    for (t, &a) in square[..lanes].iter().enumerate() {
                        let x = T::load(s, columns.add((p + t) * lanes));
                        sum = T::mul_add(a, x, sum);
                    }
                }
                let mut sums = [T::ZERO; MAX_FLOATS];
                T::store(s, sums.as_mut_ptr(), sum);
                let (c, zero) = (c.from(i, 0).ptr, Vector::splat(s, T::ZERO));
                let mut y = if beta == T::ZERO { zero } else { T::load_partial(s, c, 1, zero) };
                y = update.apply(Vector::splat(s, sums[0]), y);
                for &sum in sums.iter().take(count).skip(1) {
                    y = after.apply(Vector::splat(s, sum), y);
                }
                T::store_partial(s, c, 1, y);
            }
        }
        beta = T::ONE;
    }
    problem.after(blocks * T::KC)
}
