//! Matrices times a few vectors: what is loaded of the matrix is multiplied by all of them, as long
//! as it is in registers.

use super::rows::multiply_columns;
use crate::gemm::lines::load_line;
use crate::gemm::micro::Update;
use crate::gemm::squares::{Square, columns_of, lines_of};
use crate::gemm::{Gemm, Matrix, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// The most vectors, if the columns of the matrix are contiguous.
const FEW: usize = 16;

/// The most vectors otherwise, as the bytes of a row of them: if there are more, the squares of the
/// matrix are better transposed while they are packed.
const FEW_BYTES: usize = 16;

/// The fewest rows: fewer would leave lanes empty.
const LEAST_ROWS: usize = 64;

/// The fewest steps: with fewer, reading and writing C is most of the work.
const LEAST_STEPS: usize = 16;

/// The rows of a block, as the bytes of one column: long enough to be read at the speed of memory.
/// The sums of all vectors stay in the first-level cache.
const BLOCK_BYTES: usize = 2048;

/// The number of columns that are multiplied between reading and writing the sums.
const COLUMNS: usize = 8;

/// The distance between the sums of neighbouring vectors, which do not evict each other.
const fn apart<T>() -> usize {
    (BLOCK_BYTES + 64) / size_of::<T>()
}

/// The number of elements of memory for the vectors and the sums of a block.
pub(super) fn space<T: Term>(cols: usize) -> usize {
    cols * (T::KC + apart::<T>())
}

impl<T: Copy, E: Copy> Gemm<T, E> {
    /// Whether the right operand has only a few columns, for as many rows and steps that it is not
    /// worth packing anything.
    #[inline]
    pub const fn has_few_columns(&self) -> bool {
        let most = if self.a.row_stride == 1 { FEW } else { FEW_BYTES / size_of::<E>() };
        self.n == 1 || (self.n <= most && self.m >= LEAST_ROWS && self.k >= LEAST_STEPS)
    }
}

/// Multiplies a matrix by the columns of another one, block by block of k.
///
/// # Safety
/// The problem is valid, and there is as much memory as [`space`] says.
#[inline(always)]
pub(super) unsafe fn by_few<S: Isa, T: Term>(s: S, problem: &Gemm<T>, space: *mut T) {
    let &Gemm { m, n, k, a, b, .. } = problem;
    let (sums, each) = (space.wrapping_add(n * T::KC), BLOCK_BYTES / size_of::<T>());
    for first in (0..k).step_by(T::KC) {
        let steps = T::KC.min(k - first);
        for j in 0..n {
            let from = b.from(first, j);
            for p in 0..steps {
                // SAFETY: B has this element, and there is room for it.
                unsafe { space.add(j * T::KC + p).write(from.from(p, 0).ptr.read()) };
            }
        }
        let block = Gemm {
            k: steps,
            a: a.from(0, first),
            b: Matrix::new(space.cast_const(), [1, T::KC as isize]),
            beta: if first == 0 { problem.beta } else { T::ONE },
            ..*problem
        };
        // SAFETY: the block is part of a valid problem, its vectors are contiguous, and there is
        // room for the sums.
        unsafe {
            if a.row_stride == 1 {
                for i in (0..m).step_by(each) {
                    along_columns(s, &block.part(i..m.min(i + each), 0..n), sums);
                }
            } else {
                along_rows(s, &block);
            }
        }
    }
}

/// Multiplies a block of rows whose columns are contiguous.
///
/// # Safety
/// The problem is valid, has one block of steps and contiguous vectors, and there is memory for a
/// sum per row and vector, as far apart as [`apart`] says.
#[inline(always)]
unsafe fn along_columns<S: Isa, T: Term>(s: S, problem: &Gemm<T>, sums: *mut T) {
    let &Gemm { m, n, k, c, .. } = problem;
    let (lanes, apart) = (T::lanes::<S>(), apart::<T>());
    let mut p = 0;
    // SAFETY: the problem has these steps, and C these elements.
    unsafe {
        while k - p >= COLUMNS {
            add_columns::<S, T, COLUMNS>(s, problem, p, sums);
            p += COLUMNS;
        }
        while p < k {
            add_columns::<S, T, 1>(s, problem, p, sums);
            p += 1;
        }
        let update = Update::<S, T>::new(s, problem.alpha, problem.beta);
        for j in 0..n {
            for i in (0..m).step_by(lanes) {
                let sum = T::load(s, sums.add(j * apart + i));
                update.part(s, c.from(i, j).ptr, c.row_stride, lanes.min(m - i), sum);
            }
        }
    }
}

/// Adds the products of `N` columns, from column `p` on, with all vectors to the sums, which are 0
/// if these are the first.
///
/// # Safety
/// As for [`along_columns`]; there are these columns.
#[inline(always)]
unsafe fn add_columns<S: Isa, T: Term, const N: usize>(
    s: S,
    problem: &Gemm<T>,
    p: usize,
    sums: *mut T,
) {
    let &Gemm { m, n, a, b, .. } = problem;
    let (lanes, zero) = (T::lanes::<S>(), Vector::splat(s, T::ZERO));
    for i in (0..m).step_by(lanes) {
        let rows = lanes.min(m - i);
        let mut columns = [zero; N];
        // SAFETY: each column has these rows, and each vector these steps. The sums have room for
        // a whole register.
        unsafe {
            for (q, column) in columns.iter_mut().enumerate() {
                *column = load_line::<S, T, T>(s, a.from(i, p + q).ptr, 1, rows);
            }
            for j in 0..n {
                let (sums, x) = (sums.add(j * apart::<T>() + i), b.from(p, j).ptr);
                let mut sum = if p == 0 { zero } else { T::load(s, sums) };
                for (q, &column) in columns.iter().enumerate() {
                    sum = T::mul_add(column, Vector::splat(s, x.add(q).read()), sum);
                }
                T::store(s, sums, sum);
            }
        }
    }
}

/// Multiplies rows of any strides, as many as a register has lanes at a time. Those past the end
/// repeat the last one.
///
/// # Safety
/// The problem is valid, and has one block of steps and contiguous vectors.
#[inline(always)]
unsafe fn along_rows<S: Isa, T: Term>(s: S, problem: &Gemm<T>) {
    let &Gemm { m, n, k, a, b, c, .. } = problem;
    let lanes = T::lanes::<S>();
    let mut room: Square<T> = [[T::ZERO; MAX_FLOATS]; MAX_FLOATS];
    let update = Update::<S, T>::new(s, problem.alpha, problem.beta);
    for i in (0..m).step_by(lanes) {
        let rows = lines_of(a.from(i, 0).ptr, a.row_stride, m - i);
        let mut sums = [Vector::splat(s, T::ZERO); FEW];
        let mut p = 0;
        // SAFETY: the rows and the vectors have these elements, and C has these.
        unsafe {
            // Usual rows have a loop of their own: see `rows`.
            if a.col_stride == 1 {
                while k - p >= lanes {
                    let columns = T::load_columns(s, &rows, p as isize, lanes);
                    for (j, sum) in sums.iter_mut().take(n).enumerate() {
                        *sum = multiply_columns(s, &columns, b.from(p, j).ptr, lanes, *sum);
                    }
                    p += lanes;
                }
            }
            while p < k {
                let count = lanes.min(k - p);
                let columns = columns_of(s, &rows, [p, count], a.col_stride, &mut room);
                for (j, sum) in sums.iter_mut().take(n).enumerate() {
                    *sum = multiply_columns(s, &columns, b.from(p, j).ptr, count, *sum);
                }
                p += count;
            }
            for (j, &sum) in sums.iter().take(n).enumerate() {
                update.part(s, c.from(i, j).ptr, c.row_stride, lanes.min(m - i), sum);
            }
        }
    }
}
