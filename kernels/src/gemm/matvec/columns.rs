//! Matrices with contiguous columns, times a vector.

use super::steps;
use crate::gemm::{Gemm, Term};
use crate::isa::Isa;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// The number of columns that are multiplied between reading and writing the sums.
const COLUMNS: usize = 8;

/// Multiplies a block of rows whose columns are contiguous.
///
/// # Safety
/// The problem is valid, its vector is contiguous, and there is memory for a sum per row and the
/// rest of a register.
#[inline(always)]
pub(super) unsafe fn along_columns<S: Isa, T: Term>(s: S, problem: &Gemm<T>, sums: *mut T) {
    let &Gemm { m, k, c, .. } = problem;
    let lanes = T::lanes::<S>();
    for first in (0..k).step_by(T::KC) {
        let (steps, update) = steps(s, problem, first);
        let mut p = 0;
        // SAFETY: the problem has these steps, and C these rows.
        unsafe {
            while steps - p >= COLUMNS {
                add_columns::<S, T, COLUMNS>(s, problem, first + p, p == 0, sums);
                p += COLUMNS;
            }
            while p < steps {
                add_columns::<S, T, 1>(s, problem, first + p, p == 0, sums);
                p += 1;
            }
            for i in (0..m).step_by(lanes) {
                let sum = T::load(s, sums.add(i));
                update.part(s, c.from(i, 0).ptr, c.row_stride, lanes.min(m - i), sum);
            }
        }
    }
}

/// Adds the products of `N` columns, from column `p` on, to the sums, which are 0 if these are the
/// first.
///
/// # Safety
/// As for [`along_columns`]; there are these columns.
#[inline(always)]
unsafe fn add_columns<S: Isa, T: Term, const N: usize>(
    s: S,
    problem: &Gemm<T>,
    p: usize,
    is_first: bool,
    sums: *mut T,
) {
    let &Gemm { m, a, b: x, .. } = problem;
    let (lanes, zero) = (T::lanes::<S>(), Vector::splat(s, T::ZERO));
    let (mut columns, mut factors) = ([a.ptr; N], [zero; N]);
    for q in 0..N {
        columns[q] = a.from(0, p + q).ptr;
        // SAFETY: the vector has this element.
        factors[q] = Vector::splat(s, unsafe { x.ptr.add(p + q).read() });
    }
    for i in (0..m).step_by(lanes) {
        let rows = lanes.min(m - i);
        // SAFETY: each column has these rows. The sums have room for a whole register.
        unsafe {
            let mut sum = if is_first { zero } else { T::load(s, sums.add(i)) };
            for q in 0..N {
                let x: Vector<S, T> = if rows == lanes {
                    T::load(s, columns[q].add(i))
                } else {
                    T::load_partial(s, columns[q].add(i), rows, zero)
                };
                sum = T::mul_add(x, factors[q], sum);
            }
            T::store(s, sums.add(i), sum);
        }
    }
}
