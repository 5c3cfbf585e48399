//! Matrices that are packed once and multiplied many times.

use super::{GemmElement, Packs, Side};
use crate::level::Level;
use tightloop_array_core::{Buffer, DType, Error, Layout, Result, Shape, Strided};
use tightloop_kernels::gemm::{Matrix, pack_all};

/// A packed matrix: one side of products. Its elements are read as `R`.
#[derive(Debug)]
pub struct Packed<R: Packs> {
    /// The terms, in panels.
    terms: Buffer<R::Term>,
    /// The shape and the strides in panels, where a line begins a multiple of tiles.
    layout: Layout,
    /// How elements are read, and where: the address is that of `terms`.
    matrix: Matrix<R>,
    /// The level that the panels are for.
    level: Level,
    /// The type of the elements.
    dtype: DType,
}

// SAFETY: the pointer in it is that of the terms, which are neither written nor freed as long as
// they are borrowed.
unsafe impl<R: Packs> Send for Packed<R> {}
// SAFETY: as above.
unsafe impl<R: Packs> Sync for Packed<R> {}

impl<R: Packs> Packed<R> {
    /// Packs the left operand of products, a matrix, for the current level.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] if it does not have two axes; [`Error::SizeOverflow`];
    /// [`Error::Allocation`].
    pub fn left<T: GemmElement<Read = R>>(x: Strided<'_, T>) -> Result<Self> {
        let (lines, [line, step]) = lines_of(x, "pack_left")?;
        let matrix = Matrix::new(x.as_ptr().cast(), [line, step]).read(T::READINGS[0]);
        // SAFETY: these are the elements of a view.
        unsafe { Self::new(T::DTYPE, lines, matrix, |lines, stride| (lines, [stride, 0])) }
    }

    /// Packs the right operand of products, a matrix, for the current level.
    ///
    /// # Errors
    /// Those of [`left`](Self::left).
    pub fn right<T: GemmElement<Read = R>>(x: Strided<'_, T>) -> Result<Self> {
        let ([k, n], [step, line]) = lines_of(x, "pack_right")?;
        let matrix = Matrix::new(x.as_ptr().cast(), [line, step]).read(T::READINGS[1]);
        let layout = |[n, k]: [usize; 2], stride| ([k, n], [0, stride]);
        // SAFETY: these are the elements of a view.
        unsafe { Self::new(T::DTYPE, [n, k], matrix, layout) }
    }

    /// # Safety
    /// The matrix has as many rows and columns, which are valid for reads.
    unsafe fn new(
        dtype: DType,
        size: [usize; 2],
        matrix: Matrix<R>,
        layout: impl Fn([usize; 2], isize) -> ([usize; 2], [isize; 2]),
    ) -> Result<Self> {
        let (level, left) = (Level::current(), matrix.reading);
        let (kernels, pack) = (R::kernels(level, left), R::packing(level, left));
        let Some(len) = kernels.packed_len::<R>(size[0], size[1]) else {
            return Err(Error::SizeOverflow { shape: Box::new(Shape::from_slice(&size)?) });
        };
        // What is between the lines is computed with, but never looked at.
        let mut terms = Buffer::zeroed(len)?;
        // SAFETY: the matrix is valid, the buffer has room for its panels, and the CPU has the
        // level.
        let matrix = unsafe { pack_all(kernels, pack, size, matrix, terms.as_mut_ptr()) };
        let (shape, strides) = layout(size, matrix.row_stride);
        let layout = Layout::new(&shape, &strides, 0, isize::MAX as usize)?;
        Ok(Packed { terms, layout, matrix, level, dtype })
    }

    /// The shape of the matrix.
    #[inline]
    pub fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// The operand of a product.
    pub fn side(&self) -> Side<'_, R> {
        let matrix = Matrix { ptr: self.terms.as_ptr().cast(), ..self.matrix };
        // SAFETY: the terms live as long as they are borrowed.
        unsafe { Side::packed(self.dtype, matrix, self.layout, self.level) }
    }
}

/// The shape and the strides of a matrix.
fn lines_of<T>(x: Strided<'_, T>, op: &'static str) -> Result<([usize; 2], [isize; 2])> {
    match (x.shape(), x.strides()) {
        (&[rows, cols], &[row, col]) => Ok(([rows, cols], [row, col])),
        _ => Err(Error::InvalidParameter { op, what: "the operand does not have two axes" }),
    }
}
