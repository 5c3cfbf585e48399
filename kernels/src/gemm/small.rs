//! Products of a few rows, columns and steps. The operands are read in place: packing and blocking
//! would take longer than the product.
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
//! where a register holds several rows, and several columns are computed at a time.

use super::micro::Update;
use super::{Gemm, Matrix, Term};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// The most rows, columns and steps of a small product. There are fewer steps than in a block of k,
/// so an element is one chain of multiply-adds, as in the large products.
pub const SMALL: usize = 8;

/// The number of columns computed at a time. Their chains are independent, so that many
/// multiply-adds are in flight.
const COLS: usize = 4;

/// Computes a small product.
///
/// # Safety
/// The problem is [valid](Gemm#validity) and [small](Gemm::is_small), with contiguous columns of C,
/// and the CPU has the ISA that it is compiled for.
pub type SmallKernel<T> = unsafe fn(&Gemm<T>);

impl<T> Gemm<T> {
    /// Whether a [`SmallKernel`] can compute the problem or the [transposed](Self::t) one.
    #[inline]
    pub const fn is_small(&self) -> bool {
        // Products by a vector have a faster way.
        let is_few = 2 <= self.m && self.m <= SMALL && 2 <= self.n && self.n <= SMALL;
        is_few
            && 1 <= self.k
            && self.k <= SMALL
            && (self.c.row_stride == 1 || self.c.col_stride == 1)
    }
}

entry_points! {
    /// Computes a small product with the ISA `S`.
    ///
    /// # Safety
    /// As for every [`SmallKernel`].
    pub(super) unsafe fn small<S, T: Term>(problem: &Gemm<T>) = small_product;
}

/// See [`small`].
///
/// # Safety
/// As for every [`SmallKernel`].
#[inline(always)]
unsafe fn small_product<S: Isa, T: Term>(s: S, problem: &Gemm<T>) {
    const { assert!(SMALL <= T::KC) };
    let mut problem = *problem;
    let mut columns = [T::ZERO; SMALL * SMALL];
    if problem.a.row_stride != 1 {
        // SAFETY: the problem is valid and small.
        unsafe { gather(&problem, &mut columns) };
        problem.a = Matrix { ptr: columns.as_ptr(), row_stride: 1, col_stride: SMALL as isize };
    }
    let Gemm { m, n, alpha, beta, c, .. } = problem;
    let update = Update::<S, T>::new(s, alpha, beta);
    let mut i = 0;
    while i < m {
        let rows = T::lanes::<S>().min(m - i);
        let mut j = 0;
        while j < n {
            // SAFETY: the problem is valid and has these rows and this column. A's columns are
            // contiguous, if need be in the copy.
            let sums = unsafe { sums(s, &problem, i, rows, j) };
            for (next, sum) in sums.into_iter().enumerate() {
                if j + next < n {
                    // SAFETY: C has these rows of this column, and they are contiguous.
                    unsafe { update.part(s, c.from(i, j + next).ptr, 1, rows, sum) };
                }
            }
            j += COLS;
        }
        i += T::lanes::<S>();
    }
}

/// Copies A, so that its columns are contiguous.
///
/// # Safety
/// The problem is valid and small.
#[inline(never)]
unsafe fn gather<T: Term>(problem: &Gemm<T>, columns: &mut [T; SMALL * SMALL]) {
    for (p, column) in columns.chunks_exact_mut(SMALL).take(problem.k).enumerate() {
        for (i, x) in column.iter_mut().take(problem.m).enumerate() {
            // SAFETY: `i < m` and `p < k`, so A has this element.
            *x = unsafe { problem.a.from(i, p).ptr.read() };
        }
    }
}

/// Returns the sums of `rows` rows starting at `i`, at most a register, in [`COLS`] columns
/// starting at `j`. Columns past the end repeat the last one.
///
/// # Safety
/// The problem is valid and has these rows and column `j`. A's columns are contiguous.
#[inline(always)]
unsafe fn sums<S: Isa, T: Term>(
    s: S,
    problem: &Gemm<T>,
    i: usize,
    rows: usize,
    j: usize,
) -> [Vector<S, T>; COLS] {
    let &Gemm { n, k, a, b, .. } = problem;
    let zero = T::splat(s, T::ZERO);
    let mut sums = [zero; COLS];
    let (mut left, mut right) = (a.from(i, 0).ptr, b.from(0, j).ptr);
    let mut columns = [0; COLS];
    for (next, column) in columns.iter_mut().enumerate() {
        *column = next.min(n - 1 - j) as isize * b.col_stride;
    }
    for _ in 0..k {
        // SAFETY: A has these rows and B these columns, and both have this step.
        unsafe {
            let x = T::load_partial(s, left, rows, zero);
            for (sum, &column) in sums.iter_mut().zip(&columns) {
                *sum = x.mul_add(T::splat(s, right.offset(column).read()), *sum);
            }
        }
        left = left.wrapping_offset(a.col_stride);
        right = right.wrapping_offset(b.row_stride);
    }
    sums
}
