//! Matrix products: shapes are checked, the work is cut for threads, memory for packing is
//! allocated, and kernels run.

mod after;
mod cut;
mod elements;
mod packed;
mod stack;
mod workspace;

use crate::level::Level;
use crate::profile::{self, Facts};
pub use after::After;
use cut::Cut;
pub use elements::{GemmElement, Multiplies, Packs};
pub use packed::Packed;
pub use stack::Side;
use stack::{Product, Stack};
use tightloop_array_core::{
    Buffer, Element, Error, Layout, Result, Shape, Strided, StridedRef, StridedRefMut, UninitBuffer,
};
use tightloop_kernels::gemm::{Factor, Gemm, Matrix, MatrixMut, Reading, Run, Term};
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
pub fn gemm_into<A: GemmElement<B, Read: Multiplies<C>>, B: Element, C: Element>(
    alpha: C,
    a: StridedRef<'_, A>,
    b: StridedRef<'_, B>,
    beta: C,
    mut c: StridedRefMut<'_, C>,
) -> Result<()> {
    let op = "gemm";
    if let Some(problem) = problem([alpha, beta], &a, &b, &mut c) {
        let _call = profile::call(|| facts(op, &a, &b, &c));
        // SAFETY: the problem is valid.
        return unsafe { gemm_raw(&problem) };
    }
    let (&[m, k], &[inner, n], &[_, _]) = (a.shape(), b.shape(), c.shape()) else {
        return Err(Error::InvalidParameter { op, what: "an operand does not have two axes" });
    };
    Err(if k != inner {
        Error::inner_sizes(op, a.shape(), b.shape())
    } else {
        Error::output_shape(op, &[m, n], c.shape())
    })
}

/// What the profiler is told, of a product of matrices that fit.
fn facts<A: Element, B: Element, C: Element>(
    op: &'static str,
    a: &StridedRef<'_, A>,
    b: &StridedRef<'_, B>,
    c: &StridedRefMut<'_, C>,
) -> Facts {
    let inputs = [(A::DTYPE, a.layout()), (B::DTYPE, b.layout())];
    Facts::product(op, inputs, (C::DTYPE, c.layout()), a.len().saturating_mul(b.shape()[1]))
}

/// Returns the problem for matrices, if their shapes fit. It is valid: the elements of views exist,
/// `c` is borrowed exclusively, and no two of its elements overlap.
#[inline]
fn problem<A: GemmElement<B, Read: Multiplies<C>>, B: Element, C: Element>(
    factors: [C; 2],
    a: &StridedRef<'_, A>,
    b: &StridedRef<'_, B>,
    c: &mut StridedRefMut<'_, C>,
) -> Option<Gemm<C, A::Read>> {
    let (&[m, k], &[inner, n], &[rows, cols]) = (a.shape(), b.shape(), c.shape()) else {
        return None;
    };
    let (&[a_row, a_col], &[b_row, b_col], &[c_row, c_col]) =
        (a.strides(), b.strides(), c.strides())
    else {
        return None;
    };
    if (k, m, n) != (inner, rows, cols) {
        return None;
    }
    let [left, right] = A::READINGS;
    let a = Matrix::new(a.as_ptr().cast(), [a_row, a_col]).read(left);
    let b = Matrix::new(b.as_ptr().cast(), [b_row, b_col]).read(right);
    let c = MatrixMut::new(c.as_mut_ptr(), [c_row, c_col]);
    Some(Gemm::new([m, n, k], factors, [a, b], c))
}

/// Computes a product as [`gemm_into`] does, on raw memory. Elements of A and B are read as `R`.
///
/// # Errors
/// [`Error::Allocation`].
///
/// # Safety
/// The problem is [valid](Gemm#validity), and no operand is packed.
#[inline]
pub unsafe fn gemm_raw<C: Element, R: Multiplies<C>>(problem: &Gemm<C, R>) -> Result<()> {
    // The kernel writes along columns.
    let problem = if problem.is_by_rows() { problem.t() } else { *problem };
    // SAFETY: the problem is valid, by this function's contract; the CPU has the current level.
    unsafe {
        let (level, path) = (Level::current(), R::path(&problem));
        if path != Path::Small {
            return multiply_one(level, &problem);
        }
        profile::path(|| path.into());
        R::multiply(level, path, &Run::one(&problem), core::ptr::null_mut());
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
pub fn matmul_new<A: GemmElement<B>, B: Element>(
    a: Strided<'_, A>,
    b: Strided<'_, B>,
) -> Result<(Shape, Buffer<A::Out>)> {
    product_new("matmul", left::<A, B>(a), right::<A, B>(b), None)
}

/// The left operand of a product of elements `A` and `B`.
pub fn left<A: GemmElement<B>, B: Element>(a: Strided<'_, A>) -> Side<'_, A::Read> {
    Side::new(a, A::READINGS[0])
}

/// The left operand of a product of complex elements, which are read as their conjugates.
pub fn left_conjugated<A: GemmElement<B>, B: Element>(a: Strided<'_, A>) -> Side<'_, A::Read> {
    debug_assert_eq!(A::Read::PARTS, 2, "elements are real");
    Side::new(a, Reading::Conjugated)
}

/// The right operand of a product of elements `A` and `B`.
pub fn right<A: GemmElement<B>, B: Element>(b: Strided<'_, B>) -> Side<'_, A::Read> {
    Side::new(b, A::READINGS[1])
}

/// Returns the shape and the elements, in C order, of a product of operands of any kind, and of
/// what comes after it. Axes follow the rules of [`matmul_new`].
///
/// # Errors
/// Those of [`matmul_new`]; [`Error::Broadcast`] if what is added does not broadcast to the shape
/// of the result. They name the function `op`.
pub fn product_new<R: Multiplies<C>, C: Element>(
    op: &'static str,
    a: Side<'_, R>,
    b: Side<'_, R>,
    after: Option<After<'_, C>>,
) -> Result<(Shape, Buffer<C>)> {
    let product = Product::new(op, a, b)?;
    let after = after.map(|after| after.fit(op, &product.shape)).transpose()?;
    let layout = Layout::contiguous(&product.shape)?;
    let _call = profile::call(|| product.facts::<C>(op, &layout).into_new_memory());
    let mut buffer = UninitBuffer::new(layout.len())?;
    let level = product.level();
    let epilogue = after.as_ref().map(|after| after.epilogue(level));
    // SAFETY: the buffer has room for the layout's elements; they need not be initialised, since
    // beta is 0, and the product writes all of them. What is added has the product's shape.
    unsafe {
        let memory = buffer.as_mut_ptr();
        multiply(level, &product.writing_to(memory, layout.strides(), epilogue))?;
        Ok((product.shape, buffer.assume_init()))
    }
}

/// Computes what [`product_new`] returns into an array of its shape, whose previous contents are
/// ignored.
///
/// # Errors
/// Those of [`product_new`]; [`Error::OutputShape`].
pub fn product_into<R: Multiplies<C>, C: Element>(
    op: &'static str,
    a: Side<'_, R>,
    b: Side<'_, R>,
    after: Option<After<'_, C>>,
    mut c: StridedRefMut<'_, C>,
) -> Result<()> {
    let product = Product::new(op, a, b)?;
    let after = after.map(|after| after.fit(op, &product.shape)).transpose()?;
    if c.shape() != &product.shape[..] {
        return Err(Error::output_shape(op, &product.shape, c.shape()));
    }
    let _call = profile::call(|| product.facts::<C>(op, c.layout()));
    let (level, ptr) = (product.level(), c.as_mut_ptr());
    let epilogue = after.as_ref().map(|after| after.epilogue(level));
    // SAFETY: `c` has the result's shape and is borrowed exclusively, and no two of its elements
    // overlap. What is added has that shape, too.
    unsafe { multiply(level, &product.writing_to(ptr, c.strides(), epilogue)) }
}

/// Computes the product of [`matmul_new`] into an array of the result's shape, whose previous
/// contents are ignored.
///
/// # Errors
/// Those of [`matmul_new`]; [`Error::OutputShape`].
#[inline]
pub fn matmul_into<A: GemmElement<B, Read: Multiplies<C>>, B: Element, C: Element>(
    a: StridedRef<'_, A>,
    b: StridedRef<'_, B>,
    mut c: StridedRefMut<'_, C>,
) -> Result<()> {
    // The usual case, two matrices, needs no stack.
    match problem([C::ONE, C::ZERO], &a, &b, &mut c) {
        Some(problem) => {
            let _call = profile::call(|| facts("matmul", &a, &b, &c));
            // SAFETY: the problem is valid.
            unsafe { gemm_raw(&problem) }
        }
        None => matmul_stack_into(a, b, c),
    }
}

/// Does the work of [`matmul_into`] for operands of any number of axes.
#[inline(never)]
fn matmul_stack_into<A: GemmElement<B, Read: Multiplies<C>>, B: Element, C: Element>(
    a: StridedRef<'_, A>,
    b: StridedRef<'_, B>,
    c: StridedRefMut<'_, C>,
) -> Result<()> {
    let (a, b) = (left::<A, B>(a.to_strided()), right::<A, B>(b.to_strided()));
    product_into("matmul", a, b, None, c)
}

/// The fewest products of elements that are worth a thread: some 50 microseconds of work, since to
/// wake one takes half of that on a busy machine.
const GRAIN: usize = 1 << 22;

/// The most pieces per thread of the pool, whatever [`with_threads`](crate::with_threads) asks for:
/// each piece has packing memory of its own, and more pieces would not keep the threads busier.
const PIECES_PER_THREAD: usize = 4;

/// Computes a product that is not small.
///
/// # Safety
/// The problem is [valid](Gemm#validity), and the CPU has the level.
#[inline(never)]
unsafe fn multiply_one<C: Element, R: Multiplies<C>>(
    level: Level,
    problem: &Gemm<C, R>,
) -> Result<()> {
    // SAFETY: the contract is the same.
    unsafe { multiply(level, &Stack::one(*problem)) }
}

/// Computes all products of a stack.
///
/// # Safety
/// The problems in it are [valid](Gemm#validity), and the CPU has the level.
unsafe fn multiply<C: Element, R: Multiplies<C>>(
    level: Level,
    stack: &Stack<'_, C, R>,
) -> Result<()> {
    let Gemm { m, n, k, .. } = stack.first;
    let work = m.saturating_mul(n).saturating_mul(k).saturating_mul(stack.count());
    // SAFETY: the contract is the same.
    unsafe { multiply_in(pieces(work), level, stack) }
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
unsafe fn multiply_in<C: Element, R: Multiplies<C>>(
    pieces: usize,
    level: Level,
    stack: &Stack<'_, C, R>,
) -> Result<()> {
    let kernels = R::kernels(level, stack.first.a.reading);
    let cut = Cut::new(pieces, [kernels.mr(), kernels.nr()], stack);
    let path = if stack.first.a.is_packed { Path::Blocked } else { R::path(&stack.first) };
    profile::path(|| path.into());
    let space = R::space(level, path, &cut.largest(stack));
    with_workspace(cut.pieces(), space, |workspace| {
        crate::parallel::for_each_piece(cut.pieces(), |piece| {
            let (problems, rows, cols) = cut.piece(piece);
            if rows.is_empty() || cols.is_empty() {
                return;
            }
            let workspace = workspace.of_piece(piece);
            stack.for_each_run(problems, |&Run { first, step, count }| {
                let first = &first.part(rows.clone(), cols.clone());
                // SAFETY: a part of a valid problem is valid, the CPU has the level, pieces write
                // disjoint parts of C, and each has a workspace that fits the largest.
                unsafe { R::multiply(level, path, &Run { first, step, count }, workspace) }
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
    /// A matrix times a vector, or a few.
    MatVec,
    /// Blocks that are packed.
    Blocked,
}

impl From<Path> for profile::Path {
    fn from(path: Path) -> Self {
        match path {
            Path::Small => profile::Path::Small,
            Path::MatVec => profile::Path::Vector,
            Path::Blocked => profile::Path::Blocked,
        }
    }
}

impl Path {
    fn of<T: Term>(problem: &Gemm<T>) -> Self {
        if problem.is_small() {
            Path::Small
        } else if problem.has_few_columns() {
            Path::MatVec
        } else {
            Path::Blocked
        }
    }
}

#[cfg(test)]
mod tests;
