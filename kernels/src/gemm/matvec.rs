//! Products of a matrix and a vector, `y = alpha * A @ x + beta * y`. Each element of A is used
//! only once, so nothing is packed, and reading A is the limit.
//!
//! 1. If columns are contiguous, a register holds neighbouring rows. The sums of a block of rows
//!    stay in the first-level cache while columns pass by, some at a time.
//! 2. If rows are contiguous, squares of as many rows as a register has lanes are transposed in
//!    registers, after which they are as in the first case.
//! 3. If rows lie at distances at which they evict each other from the cache, some are read a few
//!    lines behind the others.
//! 4. If there are fewer rows than registers could hold the sums of, those of some blocks of k are
//!    computed side by side.
//! 5. A few vectors are multiplied at a time: the matrix is read only once.
//! 6. Where neither rows nor columns are contiguous, a square at a time is copied first, and so are
//!    the last steps of rows.

mod blocks;
mod columns;
mod few;
mod narrow;
mod rows;
mod short;
mod skewed;

use super::micro::Update;
use super::{Gemm, Kernels, Matrix, Term};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::value::Value;
use blocks::along_blocks;
use columns::along_columns;
use few::by_few;
use narrow::along_narrow;
use rows::along_rows;
use short::along_short_rows;
use skewed::along_skewed;

/// The rows of a block, as the bytes of one column. A piece of a column of this length is read at
/// the speed of memory, and the sums of a block stay in the first-level cache.
const BLOCK_BYTES: usize = 8192;

/// The most steps of short rows: with more, the loop over them is most of the work.
const SHORT: usize = 32;

/// The kernels of products with vectors, by what they ask of the problem.
#[derive(Clone, Copy, Debug)]
pub struct MatVecKernels<T: Term> {
    /// Contiguous columns of A, and at most as many rows as a block has.
    columns: MatVec<T>,
    /// Contiguous columns of A, and rows of at most [`narrow::VECTORS`] registers.
    narrow: MatVec<T>,
    /// Any strides of A.
    rows: MatVec<T>,
    /// Contiguous rows of at most [`SHORT`] steps, a multiple of the lanes of a register.
    short_rows: MatVec<T>,
    /// Contiguous rows that [evict](evict_each_other) each other, as many as fill pairs of
    /// registers.
    skewed: MatVec<T>,
    /// Contiguous rows of at least two blocks of k, fewer than two registers have lanes.
    long_rows: MatVec<T>,
    /// Any A, and a few vectors.
    few: MatVec<T>,
}

/// Computes a problem of one column, or of a [few](Gemm::has_few_columns). In the first case, the
/// vector is contiguous.
///
/// # Safety
/// - The problem is [valid](Gemm#validity), or a part of such a one; `k` is not 0. It is as the
///   kernel asks for.
/// - The memory is valid for writes of
///   [`Kernels::matvec_workspace`](super::Kernels::matvec_workspace) elements, and does not overlap
///   the operands.
/// - The CPU has the ISA that the function is compiled for.
type MatVec<T> = unsafe fn(&Gemm<T>, *mut T);

impl<T: Term> MatVecKernels<T> {
    /// The kernels of the ISA `S`.
    pub(super) const fn of<S: Isa>() -> Self {
        MatVecKernels {
            columns: columns::<S, T>,
            narrow: narrow::<S, T>,
            rows: rows::<S, T>,
            short_rows: short_rows::<S, T>,
            skewed: skewed::<S, T>,
            long_rows: long_rows::<S, T>,
            few: few::<S, T>,
        }
    }
}

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
    unsafe fn columns<S, T: Term>(problem: &Gemm<T>, space: *mut T) = along_columns;
    unsafe fn narrow<S, T: Term>(problem: &Gemm<T>, space: *mut T) = along_narrow;
    unsafe fn rows<S, T: Term>(problem: &Gemm<T>, space: *mut T) = along_rows;
    unsafe fn short_rows<S, T: Term>(problem: &Gemm<T>, space: *mut T) = along_short_rows;
    unsafe fn skewed<S, T: Term>(problem: &Gemm<T>, space: *mut T) = along_skewed;
    unsafe fn long_rows<S, T: Term>(problem: &Gemm<T>, space: *mut T) = along_blocks;
    unsafe fn few<S, T: Term>(problem: &Gemm<T>, space: *mut T) = by_few;
}

/// Multiplies a matrix by a vector, or by a few.
///
/// # Safety
/// - The problem is [valid](Gemm#validity), or a part of such a one; `k` is not 0.
/// - The memory is valid for writes of [`Kernels::matvec_workspace`] elements, and does not overlap
///   the operands.
/// - The CPU has the ISA of the kernels.
pub(super) unsafe fn multiply<T: Term>(kernels: &Kernels<T>, problem: &Gemm<T>, space: *mut T) {
    let &Gemm { m, n, k, a, mut b, .. } = problem;
    let (lanes, kernels) = (kernels.lanes, &kernels.matvec);
    if n > 1 {
        // SAFETY: the contract is the same.
        return unsafe { (kernels.few)(problem, space) };
    }
    let space_after = space.wrapping_add(k);
    if b.row_stride != 1 {
        for p in 0..k {
            // SAFETY: `p < k`, so the vector has this element, and there is room for it.
            unsafe { space.add(p).write(b.from(p, 0).ptr.read()) };
        }
        b = Matrix::new(space.cast_const(), [1, 0]);
    }
    let problem = Gemm { b, ..*problem };
    // SAFETY: the problem is valid, the vector is contiguous, and rows are as each kernel asks for;
    // there is memory for the sums of a block.
    unsafe {
        if a.row_stride == 1 && m <= narrow::VECTORS * lanes {
            return (kernels.narrow)(&problem, space_after);
        }
        if a.row_stride == 1 {
            for i in (0..m).step_by(block_of::<T>()) {
                let block = problem.part(i..m.min(i + block_of::<T>()), 0..1);
                (kernels.columns)(&block, space_after);
            }
            return;
        }
        let is_contiguous = a.col_stride == 1;
        let (first, of_first, of_last) = if is_contiguous && k <= SHORT {
            (m / lanes * lanes, kernels.short_rows, kernels.rows)
        } else if is_contiguous && k >= T::KC && evict_each_other(&a, lanes) {
            (m / (2 * lanes) * (2 * lanes), kernels.skewed, kernels.rows)
        } else if is_contiguous && k >= 2 * T::KC {
            (m / (2 * lanes) * (2 * lanes), kernels.rows, kernels.long_rows)
        } else {
            (m, kernels.rows, kernels.rows)
        };
        if first > 0 {
            of_first(&problem.part(0..first, 0..1), space_after);
        }
        if first < m {
            of_last(&problem.part(first..m, 0..1), space_after);
        }
    }
}

/// The lines of a first-level cache that may have the same place, and the distance in bytes at
/// which they do, on most CPUs.
const WAYS: usize = 8;
const WAY_BYTES: usize = 4096;

/// Whether the rows of two registers are too many for the cache, and those of one are not.
fn evict_each_other<T>(a: &Matrix<T>, lanes: usize) -> bool {
    let row_bytes = a.row_stride.unsigned_abs().wrapping_mul(size_of::<T>());
    lanes <= WAYS && WAYS < 2 * lanes && row_bytes.is_multiple_of(WAY_BYTES)
}

/// The steps of block number `p / KC` of a problem, and how its sums become elements of C.
#[inline(always)]
fn steps<S: Isa, T: Term>(s: S, problem: &Gemm<T>, p: usize) -> (usize, Update<S, T>) {
    let beta = if p == 0 { problem.beta } else { T::ONE };
    (T::KC.min(problem.k - p), Update::new(s, problem.alpha, beta))
}

impl<T: Term> Gemm<T> {
    /// The problem that is left after these steps, at least one block of them.
    #[inline(always)]
    fn after(&self, steps: usize) -> Self {
        let beta = if steps == 0 { self.beta } else { T::ONE };
        Gemm {
            k: self.k - steps,
            a: self.a.from(0, steps),
            b: self.b.from(steps, 0),
            beta,
            ..*self
        }
    }
}
