//! The view to be read.

use super::{Array, IntoSlices, out_of_bounds, read_methods, view_methods};
use crate::{Element, Iter, Result};
use core::ops::Index;
use tightloop_array_core::{Layout, Strided};

/// A view of elements that someone else owns, through a shape and strides. A copy of it is as good.
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
///
/// It is checked against its memory when it is made, and never again.
#[derive(Clone, Copy)]
pub struct ArrayView<'a, T>(pub(crate) Strided<'a, T>);

impl<'a, T: Element> ArrayView<'a, T> {
    /// The whole of `data` in C order: the last axis is the fastest.
    ///
    /// # Errors
    ///
    /// [`Error::DataLength`] if the shape does not need as many elements as there are;
    /// [`Error::TooManyAxes`]; [`Error::SizeOverflow`].
    ///
    /// [`Error::DataLength`]: crate::Error::DataLength
    /// [`Error::TooManyAxes`]: crate::Error::TooManyAxes
    /// [`Error::SizeOverflow`]: crate::Error::SizeOverflow
    pub fn new(data: &'a [T], shape: &[usize]) -> Result<Self> {
        Strided::new(data, shape).map(Self)
    }

    /// The elements at `data[offset + i * strides[0] + j * strides[1] + ..]`. Strides count
    /// elements, and may be negative or zero.
    ///
    /// # Errors
    ///
    /// [`Error::ViewPastBuffer`] if an element would lie outside of `data`;
    /// [`Error::InvalidParameter`] if there are not as many strides as axes;
    /// [`Error::TooManyAxes`]; [`Error::SizeOverflow`].
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

    /// The whole of `bytes` in C order, as elements in the byte order of the machine. Nothing is
    /// copied; bytes that are not aligned can be: [`Array::from_bytes`].
    ///
    /// # Errors
    ///
    /// [`Error::PartialElement`] if the bytes are not a whole number of elements;
    /// [`Error::MisalignedBytes`] if elements cannot lie where they begin;
    /// [`Error::InvalidBool`] if one of them is no `bool`; and as for [`new`](Self::new).
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

    /// A slice, as a view with one axis.
    #[inline]
    pub const fn line(data: &'a [T]) -> Self {
        Self(Strided::line(data))
    }

    /// One element, as a view without axes.
    #[inline]
    pub const fn scalar(element: &'a T) -> Self {
        Self(Strided::scalar(element))
    }

    /// The elements as a slice, if they follow each other in C order.
    #[inline]
    pub fn as_slice(&self) -> Option<&'a [T]> {
        self.0.as_slice()
    }

    /// The bytes of the elements, in the byte order of the machine, if they follow each other in C
    /// order.
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

    /// The view itself.
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

    /// The element at `index`.
    ///
    /// # Panics
    ///
    /// Where there is none; [`get`](ArrayView::get) gives `None` instead.
    #[inline]
    fn index(&self, index: [usize; N]) -> &T {
        match self.get(&index) {
            Some(element) => element,
            None => out_of_bounds(self.layout(), &index),
        }
    }
}
