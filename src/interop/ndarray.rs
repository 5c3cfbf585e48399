//! [`ndarray`](https://docs.rs/ndarray/0.17) (feature `ndarray`): arrays and views of any layout,
//! in both directions, without a copy.
//!
//! | | |
//! |:--|:--|
//! | [`ArrayView::try_from`] | of a reference to any array of `ndarray` that can be read, or of a view by value |
//! | [`ArrayViewMut::try_from`] | of a mutable reference to any that can be written, or of a mutable view by value |
//! | [`Array::try_from`] | of a reference, copied |
//! | `ndarray::ArrayView::try_from`, `ndarray::ArrayViewMut::try_from` | of our views |
//!
//! Arrays and views with a fixed number of axes (`Ix0` to `Ix6`) are operands and outputs, too.
//!
//! ```
//! use ndarray::{arr2, s};
//! use tightloop::{Array, ArrayView, exp_into, matmul, sum_axis};
//!
//! let x = arr2(&[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
//! assert_eq!(matmul(x.t(), &x)?, Array::from([[35.0, 44.0], [44.0, 56.0]]));
//! assert_eq!(sum_axis(x.slice(s![..;-1, 1]), 0)?, Array::scalar(12.0));
//!
//! let mut y = ndarray::Array2::zeros((3, 2));
//! exp_into(&x, &mut y)?;
//! assert_eq!(y[[0, 0]], 1.0f64.exp());
//!
//! let product = matmul(x.t(), &x)?;
//! let back = ndarray::ArrayView2::try_from(product.view())?;
//! assert_eq!(back.diag().sum(), 91.0);
//! # Ok::<(), tightloop::Error>(())
//! ```

use crate::infallible::infallible;
use crate::{Array, ArrayView, ArrayViewMut, Element, Error, Operand, Output, Result};
use ::ndarray::{ArrayBase, Data, DataMut, Dim, Dimension};
use tightloop_interop::ndarray as interop;

impl<'a, T: Element, S: Data<Elem = T>, D: Dimension> TryFrom<&'a ArrayBase<S, D, T>>
    for ArrayView<'a, T>
{
    type Error = Error;

    /// Returns a view of the elements of an array of `ndarray`, without a copy. Axes and their
    /// directions are kept.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAxes`] if there are more than [`MAX_NDIM`](crate::MAX_NDIM);
    /// [`Error::SizeOverflow`] if a view repeats more elements than an array can have.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, ArrayView};
    ///
    /// let x = ndarray::arr2(&[[1, 2, 3], [4, 5, 6]]).reversed_axes();
    /// let y = ArrayView::try_from(&x)?;
    /// assert_eq!(y, Array::from([[1, 4], [2, 5], [3, 6]]));
    /// assert_eq!(y.get(&[0, 0]).map(std::ptr::from_ref), Some(x.as_ptr()));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &'a ArrayBase<S, D, T>) -> Result<Self> {
        interop::view(x).map(Self)
    }
}

impl<'a, T: Element, D: Dimension> TryFrom<::ndarray::ArrayView<'a, T, D>> for ArrayView<'a, T> {
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
    /// use ndarray::s;
    /// use tightloop::{Array, ArrayView};
    ///
    /// let x = ndarray::arr1(&[1, 2, 3, 4, 5, 6]);
    /// let y = ArrayView::try_from(x.slice(s![..;-2]))?;
    /// assert_eq!(y, Array::from([6, 4, 2]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: ::ndarray::ArrayView<'a, T, D>) -> Result<Self> {
        interop::of_view(x).map(Self)
    }
}

impl<'a, T: Element, S: DataMut<Elem = T>, D: Dimension> TryFrom<&'a mut ArrayBase<S, D, T>>
    for ArrayViewMut<'a, T>
{
    type Error = Error;

    /// Returns a view through which an array of `ndarray` can be written, without a copy.
    ///
    /// # Errors
    ///
    /// Those of [`ArrayView::try_from`](ArrayView).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{ArrayViewMut, add_assign};
    ///
    /// let mut x = ndarray::arr2(&[[1, 2], [3, 4]]);
    /// add_assign(&mut ArrayViewMut::try_from(&mut x)?, &[10, 20])?;
    /// assert_eq!(x, ndarray::arr2(&[[11, 22], [13, 24]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &'a mut ArrayBase<S, D, T>) -> Result<Self> {
        interop::view_mut(x).map(Self)
    }
}

impl<'a, T: Element, D: Dimension> TryFrom<::ndarray::ArrayViewMut<'a, T, D>>
    for ArrayViewMut<'a, T>
{
    type Error = Error;

    /// Returns the same view, without a copy.
    ///
    /// # Errors
    ///
    /// Those of [`ArrayView::try_from`](ArrayView).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::ArrayViewMut;
    ///
    /// let mut x = ndarray::arr2(&[[1, 2], [3, 4]]);
    /// ArrayViewMut::try_from(x.column_mut(1))?.fill(7);
    /// assert_eq!(x, ndarray::arr2(&[[1, 7], [3, 7]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: ::ndarray::ArrayViewMut<'a, T, D>) -> Result<Self> {
        interop::of_view_mut(x).map(Self)
    }
}

impl<T: Element, S: Data<Elem = T>, D: Dimension> TryFrom<&ArrayBase<S, D, T>> for Array<T> {
    type Error = Error;

    /// Copies an array of `ndarray`.
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
    /// let x = ndarray::arr2(&[[1, 2], [3, 4]]);
    /// assert_eq!(Array::try_from(&x)?, Array::from([[1, 2], [3, 4]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &ArrayBase<S, D, T>) -> Result<Self> {
        Self::try_copy_of(ArrayView::try_from(x)?)
    }
}

impl<'a, T: Element, D: Dimension> TryFrom<ArrayView<'a, T>> for ::ndarray::ArrayView<'a, T, D> {
    type Error = Error;

    /// Returns the same view, without a copy. `IxDyn` takes any number of axes.
    ///
    /// # Errors
    ///
    /// [`Error::UnequalNdim`] if the type has another number of axes.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, Error};
    ///
    /// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
    /// let y = ndarray::ArrayView2::try_from(x.t())?;
    /// assert_eq!(y, ndarray::arr2(&[[1, 4], [2, 5], [3, 6]]));
    /// assert_eq!(y.as_ptr(), x.as_slice().as_ptr());
    ///
    /// let wrong = ndarray::ArrayView1::try_from(x.view());
    /// assert!(matches!(wrong, Err(Error::UnequalNdim { expected: 1, found: 2, .. })));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: ArrayView<'a, T>) -> Result<Self> {
        interop::to_view(&x.0)
    }
}

impl<'a, T: Element, D: Dimension> TryFrom<ArrayViewMut<'a, T>>
    for ::ndarray::ArrayViewMut<'a, T, D>
{
    type Error = Error;

    /// Returns the same view, without a copy. `IxDyn` takes any number of axes.
    ///
    /// # Errors
    ///
    /// [`Error::UnequalNdim`] if the type has another number of axes.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// ndarray::ArrayViewMut2::try_from(x.view_mut())?.diag_mut().fill(7);
    /// assert_eq!(x, Array::from([[7, 2], [3, 7]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: ArrayViewMut<'a, T>) -> Result<Self> {
        interop::to_view_mut(x.0)
    }
}

/// A number of axes that is part of the type, and never too large: `Ix0` to `Ix6`. Arrays of
/// `IxDyn` become operands by [`ArrayView::try_from`].
#[diagnostic::on_unimplemented(
    message = "an array with this number of axes is not an operand or output by itself",
    note = "convert it with `ArrayView::try_from(&x)?` or `ArrayViewMut::try_from(&mut x)?`"
)]
pub trait FixedDimension: Dimension {}

/// Lists the numbers of axes.
macro_rules! fixed {
    ($($ndim:literal)*) => {$(
        impl FixedDimension for Dim<[usize; $ndim]> {}
    )*};
}
fixed! { 0 1 2 3 4 5 6 }

/// Calls panic if a view repeats more elements than an array can have, so that nothing could be
/// done with it anyway.
impl<T: Element, S: Data<Elem = T>, D: FixedDimension> Operand<T> for ArrayBase<S, D, T> {
    type Typing = crate::Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        infallible(ArrayView::try_from(self))
    }
}

/// Calls panic if a view repeats more elements than an array can have, so that nothing could be
/// done with it anyway.
impl<T: Element, S: Data<Elem = T>, D: FixedDimension> Operand<T> for &ArrayBase<S, D, T> {
    type Typing = crate::Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        (**self).operand()
    }
}

impl<T: Element, S: DataMut<Elem = T>, D: FixedDimension> Output<T> for &mut ArrayBase<S, D, T> {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        // Elements that can be written are not repeated, so there are not too many.
        infallible(ArrayViewMut::try_from(&mut **self))
    }
}

impl<T: Element, D: FixedDimension> Output<T> for ::ndarray::ArrayViewMut<'_, T, D> {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        // Elements that can be written are not repeated, so there are not too many.
        infallible(ArrayViewMut::try_from(self))
    }
}
