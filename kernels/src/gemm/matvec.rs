//! Products of a matrix and a vector, `y = alpha * A @ x + beta * y`. Each element of A is used
//! only once, so nothing is packed, and reading A is the limit.
//!
//! 1. If columns are contiguous, a register holds neighbouring rows. The sums of a block of rows
//!    stay in the first-level cache while columns pass by, some at a time.
//! 2. If rows are contiguous, squares of as many rows as a register has lanes are transposed in
//!    registers, after which they are as in the first case.
//! 3. If there are fewer rows than a register has lanes, blocks of k take their place.
//! 4. A few vectors are multiplied at a time: the matrix is read only once.
//! 5. Where neither rows nor columns are contiguous, a square at a time is copied first, and so are
//!    the last steps of rows.

mod blocks;
mod columns;
mod few;
mod rows;

use super::micro::Update;
use super::{Gemm, Matrix, Term};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::value::Value;
use columns::along_columns;
use few::by_few;
use rows::along_rows;

/// The rows of a block, as the bytes of one column. A piece of a column of this length is read at
/// the speed of memory, and the sums of a block stay in the first-level cache.
const BLOCK_BYTES: usize = 8192;

/// Computes a problem with [few columns](Gemm::has_few_columns).
///
/// # Safety
/// - The problem is [valid](Gemm#validity), or a part of such a one; `k` is not 0.
/// - The memory is valid for writes of
///   [`Kernels::matvec_workspace`](super::Kernels::matvec_workspace) elements, and does not overlap
///   the operands.
/// - The CPU has the ISA that the function is compiled for.
pub type MatVec<T> = unsafe fn(&Gemm<T>, *mut T);

/// The number of rows in a block.
const fn block_of<T>() -> usize {
    BLOCK_BYTES / size_of::<T>()
}

/// The number of elements of memory for a copy of the vector, and for the sums of a block of rows
/// or the columns of as many blocks of the vector as a register has lanes.
pub(super) fn space<T: Term>(rows: usize, cols: usize, k: usize) -> usize {
    if cols > 1 {
        return few::space::<T>(cols);
    }
    let sums = rows.min(block_of::<T>()).next_multiple_of(T::WIDEST);
    k + sums.max(if k < 2 * T::KC { 0 } else { T::KC * T::WIDEST })
}

entry_points! {
    /// Multiplies a matrix by a vector with the ISA `S`.
    ///
    /// # Safety
    /// As for every [`MatVec`].
    pub(super) unsafe fn matvec<S, T: Term>(problem: &Gemm<T>, space: *mut T) = multiply;
}

/// See [`matvec`].
///
/// # Safety
/// As for every [`MatVec`].
#[inline(always)]
unsafe fn multiply<S: Isa, T: Term>(s: S, problem: &Gemm<T>, space: *mut T) {
    let Gemm { m, n, k, mut b, .. } = *problem;
    if n > 1 {
        // SAFETY: the contract is the same.
        return unsafe { by_few(s, problem, space) };
    }
    let sums = space.wrapping_add(k);
    if b.row_stride != 1 {
        for p in 0..k {
            // SAFETY: `p < k`, so the vector has this element, and there is room for it.
            unsafe { space.add(p).write(b.from(p, 0).ptr.read()) };
        }
        b = Matrix::new(space.cast_const(), [1, 0]);
    }
    let problem = Gemm { b, ..*problem };
    // SAFETY: the problem is valid, and the vector is contiguous; there is room for the sums of a
    // block.
    unsafe {
        if problem.a.row_stride == 1 {
            for i in (0..m).step_by(block_of::<T>()) {
                let block = problem.part(i..m.min(i + block_of::<T>()), 0..1);
                along_columns(s, &block, sums);
            }
        } else {
            along_rows(s, &problem, sums);
        }
    }
}

/// The steps of block number `p / KC` of a problem, and how its sums become elements of C.
#[inline(always)]
fn steps<S: Isa, T: Term>(s: S, problem: &Gemm<T>, p: usize) -> (usize, Update<S, T>) {
    let beta = if p == 0 { problem.beta } else { T::ONE };
    (T::KC.min(problem.k - p), Update::new(s, problem.alpha, beta))
}
