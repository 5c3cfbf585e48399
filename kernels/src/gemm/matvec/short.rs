//! Matrices with short rows that are contiguous, times a vector.

use super::rows::{COLUMNS, multiply_columns};
use crate::gemm::micro::Update;
use crate::gemm::squares::lines_of;
use crate::gemm::{Gemm, Term};
use crate::isa::Isa;
use crate::value::Value;
use crate::vector::Vector;

/// Multiplies as many rows as a register has lanes after the other. Their sums are independent, so
/// that those of several registers are computed at the same time. There is no loop over blocks of
/// k, nor anything else that would take longer than the products.
///
/// # Safety
/// As for every [`MatVec`](super::MatVec) of such rows.
#[inline(always)]
pub(super) unsafe fn along_short_rows<S: Isa, T: Term>(s: S, problem: &Gemm<T>, _: *mut T) {
    let &Gemm { m, k, a, b: x, c, .. } = problem;
    let (lanes, columns) = (T::lanes::<S>(), const { COLUMNS }.min(T::lanes::<S>()));
    let update = Update::<S, T>::new(s, problem.alpha, problem.beta);
    for i in (0..m).step_by(lanes) {
        let lines = lines_of(a.from(i, 0).ptr, a.row_stride, lanes);
        let (mut sum, mut p) = (Vector::splat(s, T::ZERO), 0);
        // SAFETY: the rows and the vector have these elements, and C these rows.
        unsafe {
            while k - p >= columns {
                let square = T::load_columns(s, &lines, p as isize, columns);
                sum = multiply_columns(s, &square, x.ptr.add(p), columns, sum);
                p += columns;
            }
            if p < k {
                let square = T::load_columns(s, &lines, p as isize, k - p);
                sum = multiply_columns(s, &square, x.ptr.add(p), k - p, sum);
            }
            update.part(s, c.from(i, 0).ptr, c.row_stride, lanes, sum);
        }
    }
}
