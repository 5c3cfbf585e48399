//! Products of a few rows, columns and steps, whose operands are read where they are: there is
//! nothing to pack, to cut or to keep, and that would take longer than the product.
//!
//! In its plain form:
//!
//! ```text
//! for j in 0..n { for i in 0..m {
//!     acc = 0
//!     for p in 0..k { acc = fma(a[i, p], b[p, j], acc) }
//!     c[i, j] = fma(alpha, acc, beta * c[i, j])
//! } }
//! ```
//!
//! with a register of rows of some columns at a time.

use super::micro::{Update, lanes};
use super::{Gemm, Matrix, Term, TermOn};
use crate::isa::{Isa, Vectorize};

/// The most rows, columns and steps of a small product. Fewer steps than are a block: there is one
/// chain an element.
pub const SMALL: usize = 8;

/// Columns at a time: enough chains to keep multiply-adds busy.
const COLS: usize = 4;

/// Computes a small product.
///
/// # Safety
/// The problem is [valid](Gemm#validity) and [small](Gemm::is_small), with contiguous columns of C,
/// and the CPU has the ISA that it is compiled for.
pub type SmallKernel<T> = unsafe fn(&Gemm<T>);

impl<T> Gemm<T> {
    /// Whether a [`SmallKernel`] computes it, or [what is transposed](Self::t).
    #[inline]
    pub const fn is_small(&self) -> bool {
        // One row or column, or no steps, have another definition.
        let is_few = 2 <= self.m && self.m <= SMALL && 2 <= self.n && self.n <= SMALL;
        is_few
            && 1 <= self.k
            && self.k <= SMALL
            && (self.c.row_stride == 1 || self.c.col_stride == 1)
    }
}

/// The small product with the ISA `S`.
///
/// # Safety
/// As for every [`SmallKernel`].
pub(super) unsafe fn small<S: Isa, T: Term>(problem: &Gemm<T>) {
    // SAFETY: the caller's promise.
    let s = unsafe { S::new_unchecked() };
    s.vectorize(Small(problem));
}

struct Small<'a, T>(&'a Gemm<T>);

impl<T: Term> Vectorize for Small<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        const { assert!(SMALL <= T::KC) };
        let mut problem = *self.0;
        let mut columns = [T::ZERO; SMALL * SMALL];
        if problem.a.row_stride != 1 {
            // SAFETY: the problem is valid (the promise made to `small`).
            unsafe { gather(&problem, &mut columns) };
            problem.a = Matrix { ptr: columns.as_ptr(), row_stride: 1, col_stride: SMALL as isize };
        }
        let Gemm { m, n, alpha, beta, c, .. } = problem;
        let update = Update::<S, T>::new(s, alpha, beta);
        let mut i = 0;
        while i < m {
            let rows = lanes::<S, T>().min(m - i);
            let mut j = 0;
            while j < n {
                // SAFETY: the problem is valid, with these rows and this column, and A's columns
                // are contiguous.
                let sums = unsafe { sums(s, &problem, i, rows, j) };
                for (next, sum) in sums.into_iter().enumerate() {
                    if j + next < n {
                        // SAFETY: these rows of this column are in C, and contiguous.
                        unsafe { update.part(s, c.from(i, j + next).ptr, 1, rows, sum) };
                    }
                }
                j += COLS;
            }
            i += lanes::<S, T>();
        }
    }
}

/// Copies A to where its columns are contiguous.
///
/// # Safety
/// The problem is valid and small.
#[inline(never)]
unsafe fn gather<T: Term>(problem: &Gemm<T>, columns: &mut [T; SMALL * SMALL]) {
    for (p, column) in columns.chunks_exact_mut(SMALL).take(problem.k).enumerate() {
        for (i, x) in column.iter_mut().take(problem.m).enumerate() {
            // SAFETY: A has this element.
            *x = unsafe { problem.a.from(i, p).ptr.read() };
        }
    }
}

/// The sums of `rows` rows from `i` on, at most a register, of [`COLS`] columns from `j` on.
/// Columns beyond the last are the last again.
///
/// # Safety
/// The problem is valid, with these rows and column `j`, and A's columns are contiguous.
#[inline(always)]
unsafe fn sums<S: Isa, T: Term>(
    s: S,
    problem: &Gemm<T>,
    i: usize,
    rows: usize,
    j: usize,
) -> [TermOn<S, T>; COLS] {
    let &Gemm { n, k, a, b, .. } = problem;
    let zero = T::splat(s, T::ZERO);
    let mut sums = [zero; COLS];
    let (mut left, mut right) = (a.from(i, 0).ptr, b.from(0, j).ptr);
    let mut columns = [0; COLS];
    for (next, column) in columns.iter_mut().enumerate() {
        *column = next.min(n - 1 - j) as isize * b.col_stride;
    }
    for _ in 0..k {
        // SAFETY: A has these rows and this step, B this step and these columns.
        unsafe {
            let x = T::load_partial(s, left, rows, zero);
            for (sum, &column) in sums.iter_mut().zip(&columns) {
                *sum = T::mul_add::<S>(x, T::splat(s, right.offset(column).read()), *sum);
            }
        }
        left = left.wrapping_offset(a.col_stride);
        right = right.wrapping_offset(b.row_stride);
    }
    sums
}
