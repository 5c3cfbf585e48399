//! The view.

use super::methods::{out_of_bounds, read_methods, view_methods};
use super::{Array, IntoSlices};
use crate::{Element, Iter, Result};
use core::ops::Index;
use tightloop_array_core::{Layout, Strided};

/// A view: borrowed elements, seen through a shape and strides. It is `Copy`.
///
/// A view is checked against its memory when it is made, and never again.
///
/// # Examples
///
/// ```
/// use tightloop::ArrayView;
///
/// let data = [1, 2, 3, 4, 5, 6];
/// let x = ArrayView::new(&data, &[2, 3])?;
/// assert_eq!(x.t().to_vec(), [1, 4, 2, 5, 3, 6]);
/// assert_eq!(x.slice((1, ..2))?.to_vec(), [4, 5]);
///
/// // Every second element, from the last one on.
/// let backwards = ArrayView::with_strides(&data, &[3], &[-2], 5)?;
/// assert_eq!(backwards.to_vec(), [6, 4, 2]);
/// # Ok::<(), tightloop::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct ArrayView<'a, T>(pub(crate) Strided<'a, T>);

impl<'a, T: Element> ArrayView<'a, T> {
    /// Returns a view of all of `data` in C order: the last axis is the fastest.
    ///
    /// # Errors
    ///
    /// [`Error::DataLength`] if the shape has more or fewer elements than `data`,
    /// [`Error::TooManyAxes`] and [`Error::SizeOverflow`] if no array has that shape.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::ArrayView;
    ///
    /// let x = ArrayView::new(&[1, 2, 3, 4, 5, 6], &[2, 3])?;
    /// assert_eq!(x[[1, 0]], 4);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// [`Error::DataLength`]: crate::Error::DataLength
    /// [`Error::TooManyAxes`]: crate::Error::TooManyAxes
    /// [`Error::SizeOverflow`]: crate::Error::SizeOverflow
    pub fn new(data: &'a [T], shape: &[usize]) -> Result<Self> {
        Strided::new(data, shape).map(Self)
    }

    /// Returns a view in which element `[i, j, ..]` is `data[offset + i * strides[0] + j *
    /// strides[1] + ..]`. Strides count elements, and may be negative or zero.
    ///
    /// # Errors
    ///
    /// [`Error::ViewPastBuffer`] if an element would lie outside of `data`,
    /// [`Error::InvalidParameter`] if there is not one stride per axis, [`Error::TooManyAxes`] and
    /// [`Error::SizeOverflow`] if no array has that shape.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, ArrayView};
    ///
    /// // A window of three elements, moved by one each time.
    /// let windows = ArrayView::with_strides(&[1, 2, 3, 4], &[2, 3], &[1, 1], 0)?;
    /// assert_eq!(windows, Array::from([[1, 2, 3], [2, 3, 4]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// [`Error::ViewPastBuffer`]: crate::Error::ViewPastBuffer
    /// [`Error::InvalidParameter`]: crate::Error::InvalidParameter
    /// [`Error::TooManyAxes`]: crate::Error::TooManyAxes
    /// [`Error::SizeOverflow`]: crate::Error::SizeOverflow
    pub fn with_strides(
        data: &'a [T],
        shape: &[usize],
        strides: &[isize],
        offset: usize,
    ) -> Result<Self> {
        Strided::with_strides(data, shape, strides, offset).map(Self)
    }

    /// Returns a view of all of `bytes` in C order, as elements in the byte order of the machine.
    /// [`Array::from_bytes`] copies, and takes bytes of any alignment.
    ///
    /// # Errors
    ///
    /// [`Error::PartialElement`] if the bytes are not a whole number of elements,
    /// [`Error::MisalignedBytes`] if they are not aligned for elements, [`Error::InvalidBool`] if a
    /// `bool` is neither 0 nor 1, and the errors of [`new`](Self::new).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{ArrayView, Error};
    ///
    /// let x = ArrayView::<bool>::from_bytes(&[1, 0, 0, 1], &[2, 2])?;
    /// assert_eq!(x.to_vec(), [true, false, false, true]);
    /// assert_eq!(x.as_bytes(), Some(&[1, 0, 0, 1][..]));
    ///
    /// let no_bool = ArrayView::<bool>::from_bytes(&[1, 0, 7], &[3]);
    /// assert!(matches!(no_bool, Err(Error::InvalidBool { position: 2, byte: 7 })));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// [`Error::PartialElement`]: crate::Error::PartialElement
    /// [`Error::MisalignedBytes`]: crate::Error::MisalignedBytes
    /// [`Error::InvalidBool`]: crate::Error::InvalidBool
    pub fn from_bytes(bytes: &'a [u8], shape: &[usize]) -> Result<Self> {
        Strided::from_bytes(bytes, shape).map(Self)
    }

    /// Returns a view with one axis of a slice.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(tightloop::ArrayView::line(&[1, 2, 3]).shape(), [3]);
    /// ```
    #[inline]
    pub const fn line(data: &'a [T]) -> Self {
        Self(Strided::line(data))
    }

    /// Returns a view without axes of one element.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(tightloop::ArrayView::scalar(&7)[[]], 7);
    /// ```
    #[inline]
    pub const fn scalar(element: &'a T) -> Self {
        Self(Strided::scalar(element))
    }

    /// Returns the elements as a slice, or `None` if they do not follow each other in C order.
    ///
    /// # Examples
    ///
    /// ```
    /// let x = tightloop::Array::from([[1, 2], [3, 4]]);
    /// assert_eq!(x.slice(1)?.as_slice(), Some(&[3, 4][..]));
    /// assert_eq!(x.t().as_slice(), None);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    #[inline]
    pub fn as_slice(&self) -> Option<&'a [T]> {
        self.0.as_slice()
    }

    /// Returns the bytes of the elements in the byte order of the machine, or `None` if the
    /// elements do not follow each other in C order.
    ///
    /// # Examples
    ///
    /// ```
    /// let x = tightloop::ArrayView::line(&[1u8, 2, 3]);
    /// assert_eq!(x.as_bytes(), Some(&[1, 2, 3][..]));
    /// ```
    #[inline]
    pub fn as_bytes(&self) -> Option<&'a [u8]> {
        self.0.as_bytes()
    }

    read_methods!('a);
    view_methods!('a);

    #[inline]
    fn layout(&self) -> &Layout {
        self.0.layout()
    }

    /// Returns the view itself.
    ///
    /// # Examples
    ///
    /// ```
    /// let x = tightloop::ArrayView::line(&[1, 2, 3]);
    /// assert_eq!(x.view(), x);
    /// ```
    #[inline]
    pub fn view(&self) -> ArrayView<'a, T> {
        *self
    }
}

impl<'a, T: Element> From<&'a [T]> for ArrayView<'a, T> {
    #[inline]
    fn from(data: &'a [T]) -> Self {
        Self::line(data)
    }
}

impl<'a, T: Element> From<&'a Array<T>> for ArrayView<'a, T> {
    #[inline]
    fn from(array: &'a Array<T>) -> Self {
        array.view()
    }
}

impl<'a, T: Element> IntoIterator for ArrayView<'a, T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T: Element> IntoIterator for &ArrayView<'a, T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T: Element, const N: usize> Index<[usize; N]> for ArrayView<'_, T> {
    type Output = T;

    /// Returns the element at `index`.
    ///
    /// # Panics
    ///
    /// If there is none; [`get`](ArrayView::get) returns `None` instead.
    #[inline]
    #[track_caller]
    fn index(&self, index: [usize; N]) -> &T {
        match self.get(&index) {
            Some(element) => element,
            None => out_of_bounds(self.layout(), &index),
        }
    }
}
