//! [`nalgebra`](https://docs.rs/nalgebra/0.35) (feature `nalgebra`): matrices, vectors and their
//! views, in both directions, without a copy.
//!
//! | | |
//! |:--|:--|
//! | [`ArrayView::try_from`] | of a reference to any matrix, or of a view by value |
//! | [`ArrayViewMut::try_from`] | of a mutable reference to any matrix, or of a mutable view by value |
//! | [`Array::try_from`] | of a reference, copied |
//! | `nalgebra::MatrixView::try_from`, `nalgebra::MatrixViewMut::try_from` | of our views |
//!
//! Matrices, vectors and their views are operands and outputs, too.
//!
//! **Axes.** A matrix has two. A column vector, whose type says that there is one column, such as
//! `DVector`, has one axis.
//!
//! **Strides.** Matrices of `nalgebra` are in Fortran order, and so are its views, unless their
//! types name other strides. Ours are in C order: take the transpose, or name strides that are
//! known at run time, as in `DMatrixView::<_, Dyn, Dyn>`. Strides of `nalgebra` are never negative.
//!
//! ```
//! use nalgebra::{DMatrix, DMatrixView, DVector, Dyn};
//! use tightloop::{Array, matvec, sqrt_into};
//!
//! let x = DMatrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
//! let v = DVector::from_column_slice(&[1.0, 0.0, -1.0]);
//! assert_eq!(matvec(&x, &v)?, Array::from([-2.0, -2.0]));
//!
//! let mut roots = DMatrix::zeros(2, 3);
//! sqrt_into(&x, &mut roots)?;
//! assert_eq!(roots[(1, 0)], 2.0);
//!
//! let y = Array::from([[1.0, 2.0], [3.0, 4.0]]);
//! assert_eq!(DMatrixView::<_, Dyn, Dyn>::try_from(y.view())?.row(1).sum(), 7.0);
//! # Ok::<(), tightloop::Error>(())
//! ```

use crate::infallible::infallible;
use crate::{Array, ArrayView, ArrayViewMut, Element, Error, Operand, Output, Result};
use ::nalgebra::{Dim, Matrix, RawStorage, RawStorageMut};
use tightloop_interop::nalgebra::{self as interop, View, ViewMut};

impl<'a, T, R, C, S> TryFrom<&'a Matrix<T, R, C, S>> for ArrayView<'a, T>
where
    T: Element,
    R: Dim,
    C: Dim,
    S: RawStorage<T, R, C>,
{
    type Error = Error;

    /// Returns a view of the elements of a matrix or vector of `nalgebra`, without a copy. A column
    /// vector has one axis, all else two.
    ///
    /// # Errors
    ///
    /// [`Error::SizeOverflow`] if a view repeats more elements than an array can have.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, ArrayView};
    ///
    /// let x = nalgebra::Matrix2x3::new(1, 2, 3, 4, 5, 6);
    /// let y = ArrayView::try_from(&x)?;
    /// assert_eq!(y, Array::from([[1, 2, 3], [4, 5, 6]]));
    /// assert_eq!(y.strides(), [1, 2]);
    ///
    /// assert_eq!(ArrayView::try_from(&nalgebra::Vector3::new(1, 2, 3))?.shape(), [3]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &'a Matrix<T, R, C, S>) -> Result<Self> {
        interop::view(x).map(Self)
    }
}

impl<'a, T, R, C, RS, CS> TryFrom<View<'a, T, R, C, RS, CS>> for ArrayView<'a, T>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    type Error = Error;

    /// Returns the same view, without a copy.
    ///
    /// # Errors
    ///
    /// Those for a reference.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, ArrayView};
    ///
    /// let x = nalgebra::Matrix2x3::new(1, 2, 3, 4, 5, 6);
    /// assert_eq!(ArrayView::try_from(x.row(1))?, Array::from([[4, 5, 6]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: View<'a, T, R, C, RS, CS>) -> Result<Self> {
        interop::of_view(x).map(Self)
    }
}

impl<'a, T, R, C, S> TryFrom<&'a mut Matrix<T, R, C, S>> for ArrayViewMut<'a, T>
where
    T: Element,
    R: Dim,
    C: Dim,
    S: RawStorageMut<T, R, C>,
{
    type Error = Error;

    /// Returns a view through which a matrix or vector of `nalgebra` can be written, without a
    /// copy.
    ///
    /// # Errors
    ///
    /// [`Error::OverlappingStrides`] if two indices reach the same element, as no safe
    /// function of `nalgebra` makes them.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{ArrayViewMut, add_assign};
    ///
    /// let mut x = nalgebra::Matrix2::new(1, 2, 3, 4);
    /// add_assign(&mut ArrayViewMut::try_from(&mut x)?, &[10, 20])?;
    /// assert_eq!(x, nalgebra::Matrix2::new(11, 22, 13, 24));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &'a mut Matrix<T, R, C, S>) -> Result<Self> {
        interop::view_mut(x).map(Self)
    }
}

impl<'a, T, R, C, RS, CS> TryFrom<ViewMut<'a, T, R, C, RS, CS>> for ArrayViewMut<'a, T>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    type Error = Error;

    /// Returns the same view, without a copy.
    ///
    /// # Errors
    ///
    /// Those for a reference.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::ArrayViewMut;
    ///
    /// let mut x = nalgebra::Matrix2::new(1, 2, 3, 4);
    /// ArrayViewMut::try_from(x.row_mut(0))?.fill(7);
    /// assert_eq!(x, nalgebra::Matrix2::new(7, 7, 3, 4));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: ViewMut<'a, T, R, C, RS, CS>) -> Result<Self> {
        interop::of_view_mut(x).map(Self)
    }
}

impl<T, R, C, S> TryFrom<&Matrix<T, R, C, S>> for Array<T>
where
    T: Element,
    R: Dim,
    C: Dim,
    S: RawStorage<T, R, C>,
{
    type Error = Error;

    /// Copies a matrix or vector of `nalgebra`.
    ///
    /// # Errors
    ///
    /// Those of [`ArrayView::try_from`](ArrayView); [`Error::Allocation`] if allocation fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let x = nalgebra::Matrix2::new(1, 2, 3, 4);
    /// assert_eq!(Array::try_from(&x)?, Array::from([[1, 2], [3, 4]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &Matrix<T, R, C, S>) -> Result<Self> {
        Self::try_copy_of(ArrayView::try_from(x)?)
    }
}

impl<'a, T, R, C, RS, CS> TryFrom<ArrayView<'a, T>> for View<'a, T, R, C, RS, CS>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    type Error = Error;

    /// Returns the same view, without a copy. A vector is made of one axis, or of two.
    ///
    /// # Errors
    ///
    /// - [`Error::UnequalNdim`] if there is another number of axes.
    /// - [`Error::UnequalShapes`] if the type has other lengths.
    /// - [`Error::UnsupportedStrides`] if a stride is negative, or the type has other strides.
    ///
    /// # Examples
    ///
    /// ```
    /// use nalgebra::{DMatrixView, Dyn};
    /// use tightloop::{Array, Error};
    ///
    /// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
    /// let y = DMatrixView::<_, Dyn, Dyn>::try_from(x.view())?;
    /// assert_eq!(y, nalgebra::Matrix2x3::new(1, 2, 3, 4, 5, 6));
    ///
    /// // Without strides in the type, rows follow each other. Those of the transpose do.
    /// assert_eq!(DMatrixView::<_>::try_from(x.t())?, y.transpose());
    /// let wrong = DMatrixView::<_>::try_from(x.view());
    /// assert!(matches!(wrong, Err(Error::UnsupportedStrides { .. })));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: ArrayView<'a, T>) -> Result<Self> {
        interop::to_view(&x.0)
    }
}

impl<'a, T, R, C, RS, CS> TryFrom<ArrayViewMut<'a, T>> for ViewMut<'a, T, R, C, RS, CS>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    type Error = Error;

    /// Returns the same view, without a copy. A vector is made of one axis, or of two.
    ///
    /// # Errors
    ///
    /// Those of a view to read.
    ///
    /// # Examples
    ///
    /// ```
    /// use nalgebra::{DMatrixViewMut, DVectorViewMut};
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// DMatrixViewMut::<_>::try_from(x.view_mut().t())?[(0, 1)] = 7;
    /// assert_eq!(x, Array::from([[1, 2], [7, 4]]));
    ///
    /// DVectorViewMut::<_>::try_from(x.view_mut().slice(0)?)?.fill(0);
    /// assert_eq!(x, Array::from([[0, 0], [7, 4]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: ArrayViewMut<'a, T>) -> Result<Self> {
        interop::to_view_mut(x.0)
    }
}

/// Calls panic if a view repeats more elements than an array can have, so that nothing could be
/// done with it anyway.
impl<T: Element, R: Dim, C: Dim, S: RawStorage<T, R, C>> Operand<T> for Matrix<T, R, C, S> {
    type Typing = crate::Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        infallible(ArrayView::try_from(self))
    }
}

/// Calls panic if a view repeats more elements than an array can have, so that nothing could be
/// done with it anyway.
impl<T: Element, R: Dim, C: Dim, S: RawStorage<T, R, C>> Operand<T> for &Matrix<T, R, C, S> {
    type Typing = crate::Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        (**self).operand()
    }
}

impl<T: Element, R: Dim, C: Dim, S: RawStorageMut<T, R, C>> Output<T> for &mut Matrix<T, R, C, S> {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        // `nalgebra` makes no mutable views whose elements overlap, so there are not too many.
        infallible(ArrayViewMut::try_from(&mut **self))
    }
}

impl<T, R, C, RS, CS> Output<T> for ViewMut<'_, T, R, C, RS, CS>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        // `nalgebra` makes no mutable views whose elements overlap, so there are not too many.
        infallible(ArrayViewMut::try_from(self))
    }
}
