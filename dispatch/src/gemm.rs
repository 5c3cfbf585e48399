//! Matrix products: shapes are checked, the work is cut for threads, memory for packing is
//! allocated, and kernels run.

mod cut;
mod elements;
mod stack;
mod workspace;

use crate::level::Level;
use cut::Cut;
pub use elements::GemmElement;
use stack::Stack;
use tightloop_array_core::{
    Buffer, Element, Error, Result, Shape, Strided, StridedRef, StridedRefMut, UninitBuffer,
};
use tightloop_kernels::gemm::{Gemm, Matrix, MatrixMut, Term};
use workspace::with_workspace;

/// Computes `c = alpha * a @ b + beta * c` for matrices. If `beta` is 0, the previous contents of
/// `c` are ignored, even NaN. [`tightloop_kernels::gemm`] defines the result to the last bit.
///
/// # Errors
/// [`Error::InvalidParameter`] if an operand does not have two axes; [`Error::InnerSizes`] if `a`
/// does not have as many columns as `b` has rows; [`Error::OutputShape`]; [`Error::Allocation`].
///
/// ```
/// use tightloop_array_core::{Strided, StridedMut};
/// use tightloop_dispatch::gemm::gemm_into;
///
/// let a = Strided::new(&[1.0, 2.0, 3.0, 4.0], &[2, 2])?;
/// let b = Strided::new(&[1.0, 0.0, 1.0, 1.0], &[2, 2])?;
/// let mut c = [100.0; 4];
/// gemm_into(2.0, a.by_ref(), b.by_ref(), 1.0, StridedMut::new(&mut c, &[2, 2])?.by_mut())?;
/// assert_eq!(c, [106.0, 104.0, 114.0, 108.0]);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn gemm_into<T: GemmElement>(
    alpha: T::Out,
    a: StridedRef<'_, T>,
    b: StridedRef<'_, T>,
    beta: T::Out,
    mut c: StridedRefMut<'_, T::Out>,
) -> Result<()> {
    let op = "gemm";
    let (&[m, k], &[inner, n], &[rows, cols]) = (a.shape(), b.shape(), c.shape()) else {
        return Err(Error::InvalidParameter { op, what: "an operand does not have two axes" });
    };
    if k != inner {
        return Err(Error::inner_sizes(op, a.shape(), b.shape()));
    }
    if (rows, cols) != (m, n) {
        return Err(Error::output_shape(op, &[m, n], c.shape()));
    }
    // SAFETY: the elements of views exist, and the shapes fit. `c` is borrowed exclusively, and no
    // two of its elements overlap.
    unsafe { gemm_raw(&problem(alpha, &a, &b, beta, &mut c)) }
}

/// Returns the problem for matrices whose shapes fit.
#[inline]
fn problem<T: GemmElement>(
    alpha: T::Out,
    a: &StridedRef<'_, T>,
    b: &StridedRef<'_, T>,
    beta: T::Out,
    c: &mut StridedRefMut<'_, T::Out>,
) -> Gemm<T::Out, T> {
    Gemm {
        m: a.shape()[0],
        n: b.shape()[1],
        k: a.shape()[1],
        alpha,
        a: Matrix { ptr: a.as_ptr(), row_stride: a.strides()[0], col_stride: a.strides()[1] },
        b: Matrix { ptr: b.as_ptr(), row_stride: b.strides()[0], col_stride: b.strides()[1] },
        beta,
        c: MatrixMut {
            ptr: c.as_mut_ptr(),
            row_stride: c.strides()[0],
            col_stride: c.strides()[1],
        },
    }
}

/// Computes a product as [`gemm_into`] does, on raw memory.
///
/// # Errors
/// [`Error::Allocation`].
///
/// # Safety
/// The problem is [valid](Gemm#validity).
pub unsafe fn gemm_raw<T: GemmElement>(problem: &Gemm<T::Out, T>) -> Result<()> {
    // The kernel writes along columns.
    let problem = if problem.is_by_rows() { problem.t() } else { *problem };
    // SAFETY: the problem is valid, by this function's contract; the CPU has the current level.
    unsafe {
        let path = T::path(&problem);
        if path != Path::Small {
            return multiply(&Stack::one(problem));
        }
        T::multiply(Level::current(), path, &problem, core::ptr::null_mut());
    }
    Ok(())
}

/// Computes the matrix product by NumPy's rules: the last two axes are those of matrices, and the
/// others broadcast. An operand with one axis is a row on the left or a column on the right, and
/// the result lacks that axis. Returns the result's shape, and its elements in C order.
///
/// # Errors
/// [`Error::InvalidParameter`] if an operand has no axes; [`Error::InnerSizes`] if the last axis of
/// `a` and the last but one of `b` differ in length; [`Error::Broadcast`]; [`Error::TooManyAxes`];
/// [`Error::SizeOverflow`]; [`Error::Allocation`].
///
/// ```
/// use tightloop_array_core::Strided;
/// use tightloop_dispatch::gemm::matmul_new;
///
/// let a = Strided::new(&[1.0, 2.0, 3.0, 4.0], &[2, 2])?;
/// let x = Strided::new(&[10.0, 1.0], &[2])?;
/// let (shape, y) = matmul_new(a, x)?;
/// assert_eq!((&shape[..], &y[..]), (&[2][..], &[12.0, 34.0][..]));
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn matmul_new<T: GemmElement>(
    a: Strided<'_, T>,
    b: Strided<'_, T>,
) -> Result<(Shape, Buffer<T::Out>)> {
    let product = stack::Product::new("matmul", a, b)?;
    let layout = tightloop_array_core::Layout::contiguous(&product.shape)?;
    let mut buffer = UninitBuffer::new(layout.len())?;
    // SAFETY: the buffer has room for the layout's elements; they need not be initialised, since
    // beta is 0, and the product writes all of them.
    unsafe {
        multiply(&product.writing_to(buffer.as_mut_ptr(), layout.strides()))?;
        Ok((product.shape, buffer.assume_init()))
    }
}

/// Computes the product of [`matmul_new`] into an array of the result's shape, whose previous
/// contents are ignored.
///
/// # Errors
/// Those of [`matmul_new`]; [`Error::OutputShape`].
pub fn matmul_into<T: GemmElement>(
    a: StridedRef<'_, T>,
    b: StridedRef<'_, T>,
    mut c: StridedRefMut<'_, T::Out>,
) -> Result<()> {
    // The usual case, two matrices, needs no stack.
    if let (&[m, k], &[inner, n], &[rows, cols]) = (a.shape(), b.shape(), c.shape())
        && (k, m, n) == (inner, rows, cols)
    {
        // SAFETY: as for `gemm_into`.
        return unsafe { gemm_raw(&problem(T::Out::ONE, &a, &b, T::Out::ZERO, &mut c)) };
    }
    matmul_stack_into(a, b, c)
}

/// Does the work of [`matmul_into`] for operands of any number of axes.
#[inline(never)]
fn matmul_stack_into<T: GemmElement>(
    a: StridedRef<'_, T>,
    b: StridedRef<'_, T>,
    mut c: StridedRefMut<'_, T::Out>,
) -> Result<()> {
    let product = stack::Product::new("matmul", a.to_strided(), b.to_strided())?;
    if c.shape() != &product.shape[..] {
        return Err(Error::output_shape("matmul", &product.shape, c.shape()));
    }
    let ptr = c.as_mut_ptr();
    // SAFETY: `c` has the result's shape and is borrowed exclusively, and no two of its elements
    // overlap.
    unsafe { multiply(&product.writing_to(ptr, c.strides())) }
}

/// The fewest products of elements that are worth a thread: some 20 microseconds of work.
const GRAIN: usize = 1 << 21;

/// The most pieces per thread of the pool, whatever [`with_threads`](crate::with_threads) asks for:
/// each piece has packing memory of its own, and more pieces would not keep the threads busier.
const PIECES_PER_THREAD: usize = 4;

/// Computes all products of a stack.
///
/// # Safety
/// The problems in it are [valid](Gemm#validity).
unsafe fn multiply<T: GemmElement>(stack: &Stack<'_, T>) -> Result<()> {
    let Gemm { m, n, k, .. } = stack.first;
    let work = m.saturating_mul(n).saturating_mul(k).saturating_mul(stack.count());
    // SAFETY: the problems are valid, by this function's contract; the CPU has the current level.
    unsafe { multiply_in(pieces(work), Level::current(), stack) }
}

/// The number of pieces to cut `work` products of elements into.
fn pieces(work: usize) -> usize {
    match crate::parallel::pieces(work, GRAIN) {
        1 => 1,
        pieces => pieces.min(PIECES_PER_THREAD * crate::parallel::pool_threads()),
    }
}

/// Computes all products of a stack, cut into at most `pieces` pieces.
///
/// # Safety
/// The problems in the stack are [valid](Gemm#validity), and the CPU has the level.
unsafe fn multiply_in<T: GemmElement>(
    pieces: usize,
    level: Level,
    stack: &Stack<'_, T>,
) -> Result<()> {
    let cut = Cut::new(pieces, T::tile(level), stack);
    let path = T::path(&stack.first);
    let space = T::space(level, path, &cut.largest(stack));
    with_workspace(cut.pieces(), space, |workspace| {
        crate::parallel::for_each_piece(cut.pieces(), |piece| {
            let (problems, rows, cols) = cut.piece(piece);
            if rows.is_empty() || cols.is_empty() {
                return;
            }
            let workspace = workspace.of_piece(piece);
            stack.for_each(problems, |problem| {
                let part = problem.part(rows.clone(), cols.clone());
                // SAFETY: a part of a valid problem is valid, the CPU has the level, pieces write
                // disjoint parts of C, and each has a workspace that fits the largest.
                unsafe { T::multiply(level, path, &part, workspace) }
            });
        });
    })
}

/// How the problems of a stack are computed. All have the same results.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// Tiles of exactly their size, read in place.
    Small,
    /// A matrix times a vector.
    MatVec,
    /// Blocks that are packed.
    Blocked,
}

impl Path {
    fn of<T: Term>(problem: &Gemm<T>) -> Self {
        if problem.is_small() {
            Path::Small
        } else if problem.is_matvec() {
            Path::MatVec
        } else {
            Path::Blocked
        }
    }
}

#[cfg(test)]
mod tests;
