//! The view through which elements can be written.

use super::methods::{out_of_bounds, read_methods, write_methods};
use super::{Array, ArrayView, IntoSlices};
use crate::{Axis, AxisIndex, Element, Iter, IterMut, Result};
use core::ops::{Index, IndexMut};
use tightloop_array_core::{Layout, StridedMut};

/// A mutable view: borrowed elements, seen through a shape and strides, that can be written.
///
/// Methods that make another view consume this one: call [`reborrow`](Self::reborrow) first to keep
/// it, or [`view`](Self::view) to read only.
///
/// # Examples
///
/// ```
/// use tightloop::{ArrayViewMut, Error};
///
/// let mut data = [0; 6];
/// ArrayViewMut::with_strides(&mut data, &[3], &[2], 1)?.fill(7);
/// assert_eq!(data, [0, 7, 0, 7, 0, 7]);
///
/// // No two indices may reach the same element.
/// let overlapping = ArrayViewMut::with_strides(&mut data, &[3], &[0], 0);
/// assert!(matches!(overlapping, Err(Error::OverlappingStrides { .. })));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub struct ArrayViewMut<'a, T>(pub(crate) StridedMut<'a, T>);

impl<'a, T: Element> ArrayViewMut<'a, T> {
    /// Returns a view of all of `data` in C order: the last axis is the fastest.
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::new`].
    ///
    /// # Examples
    ///
    /// ```
    /// let mut data = [1, 2, 3, 4, 5, 6];
    /// tightloop::ArrayViewMut::new(&mut data, &[2, 3])?[[1, 0]] = 7;
    /// assert_eq!(data, [1, 2, 3, 7, 5, 6]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn new(data: &'a mut [T], shape: &[usize]) -> Result<Self> {
        StridedMut::new(data, shape).map(Self)
    }

    /// Returns a view in which element `[i, j, ..]` is `data[offset + i * strides[0] + j *
    /// strides[1] + ..]`. Strides count elements, and may be negative.
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::with_strides`], and [`Error::OverlappingStrides`] if two indices
    /// would reach the same element.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::ArrayViewMut;
    ///
    /// // The last two columns of a matrix with three.
    /// let mut data = [0; 6];
    /// ArrayViewMut::with_strides(&mut data, &[2, 2], &[3, 1], 1)?.fill(1);
    /// assert_eq!(data, [0, 1, 1, 0, 1, 1]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// [`Error::OverlappingStrides`]: crate::Error::OverlappingStrides
    pub fn with_strides(
        data: &'a mut [T],
        shape: &[usize],
        strides: &[isize],
        offset: usize,
    ) -> Result<Self> {
        StridedMut::with_strides(data, shape, strides, offset).map(Self)
    }

    /// Returns a view of all of `bytes` in C order, as elements in the byte order of the machine.
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::from_bytes`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{ArrayViewMut, add_assign};
    ///
    /// let mut pixels = [10, 20, 30, 40, 50, 60];
    /// add_assign(&mut ArrayViewMut::<u8>::from_bytes(&mut pixels, &[2, 3])?, &[1, 2, 3])?;
    /// assert_eq!(pixels, [11, 22, 33, 41, 52, 63]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn from_bytes(bytes: &'a mut [u8], shape: &[usize]) -> Result<Self> {
        StridedMut::from_bytes(bytes, shape).map(Self)
    }

    /// Returns a view with one axis of a slice.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut data = [1, 2, 3];
    /// tightloop::ArrayViewMut::line(&mut data)[[0]] = 7;
    /// assert_eq!(data, [7, 2, 3]);
    /// ```
    #[inline]
    pub const fn line(data: &'a mut [T]) -> Self {
        Self(StridedMut::line(data))
    }

    /// Returns a view to read the same elements.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut data = [1, 2, 3, 4];
    /// let x = tightloop::ArrayViewMut::new(&mut data, &[2, 2])?;
    /// assert_eq!(x.view().t().to_vec(), [1, 3, 2, 4]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    #[inline]
    pub fn view(&self) -> ArrayView<'_, T> {
        ArrayView(self.0.view())
    }

    /// Returns the same view for a shorter time, after which this one can be used again.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut data = [1, 2, 3, 4];
    /// let mut x = tightloop::ArrayViewMut::new(&mut data, &[2, 2])?;
    /// x.reborrow().slice((.., 0))?.fill(7);
    /// x[[0, 1]] = 8;
    /// assert_eq!(data, [7, 8, 7, 4]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    #[inline]
    pub fn reborrow(&mut self) -> ArrayViewMut<'_, T> {
        ArrayViewMut(self.0.reborrow())
    }

    read_methods!('_);
    write_methods!(reborrow);

    #[inline]
    fn layout(&self) -> &Layout {
        self.0.layout()
    }

    /// Returns the elements as a slice, or `None` if they do not follow each other in C order.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut data = [1, 2, 3];
    /// let x = tightloop::ArrayViewMut::line(&mut data);
    /// assert_eq!(x.as_slice(), Some(&[1, 2, 3][..]));
    /// ```
    #[inline]
    pub fn as_slice(&self) -> Option<&[T]> {
        self.0.as_slice()
    }

    /// Returns the elements as a mutable slice, or `None` if they do not follow each other in
    /// C order.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut x = tightloop::Array::from([[1, 2], [3, 4]]);
    /// let mut row = x.view_mut().slice(1)?;
    /// assert_eq!(row.as_slice_mut(), Some(&mut [3, 4][..]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    #[inline]
    pub fn as_slice_mut(&mut self) -> Option<&mut [T]> {
        self.0.as_slice_mut()
    }

    /// Returns the bytes of the elements in the byte order of the machine, or `None` if the
    /// elements do not follow each other in C order.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut data = [1u8, 2, 3];
    /// let x = tightloop::ArrayViewMut::line(&mut data);
    /// assert_eq!(x.as_bytes(), Some(&[1, 2, 3][..]));
    /// ```
    #[inline]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        self.view().as_bytes()
    }

    /// Returns a mutable reference to the element at `index`, or `None` if the index is out of
    /// bounds or does not have one number per axis.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut data = [1, 2, 3];
    /// if let Some(element) = tightloop::ArrayViewMut::line(&mut data).get_mut(&[1]) {
    ///     *element = 7;
    /// }
    /// assert_eq!(data, [1, 7, 3]);
    /// ```
    #[inline]
    pub fn get_mut(&mut self, index: &[usize]) -> Option<&mut T> {
        self.0.get_mut(index)
    }

    /// Sets every element to `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut x = tightloop::Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().slice((.., 1))?.fill(0);
    /// assert_eq!(x.to_vec(), [1, 0, 3, 0]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn fill(&mut self, value: T) {
        match self.as_slice_mut() {
            Some(slice) => slice.fill(value),
            None => self.iter_mut().for_each(|element| *element = value),
        }
    }

    /// Returns the view with the axes in another order; see [`ArrayView::permuted`].
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::permuted`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().permuted(&[1, 0])?[[0, 1]] = 7;
    /// assert_eq!(x[[1, 0]], 7);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn permuted(self, axes: &[impl Axis]) -> Result<Self> {
        self.0.permuted(axes).map(Self)
    }

    /// Returns the transpose: the view with the axes in reverse order.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().t()[[0, 1]] = 7;
    /// assert_eq!(x[[1, 0]], 7);
    /// ```
    #[inline]
    pub fn t(self) -> Self {
        Self(self.0.t())
    }

    /// Returns a part of each axis; see [`ArrayView::slice`].
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::slice`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().slice((.., -1))?.fill(7);
    /// assert_eq!(x, Array::from([[1, 7], [3, 7]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn slice(self, slices: impl IntoSlices) -> Result<Self> {
        self.0.slice(slices.into_slices().as_ref()).map(Self)
    }

    /// Returns the same elements, in C order, in another shape; see [`ArrayView::reshape`].
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::reshape`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().reshape(&[4])?[[2]] = 7;
    /// assert_eq!(x[[1, 0]], 7);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn reshape(self, shape: &[usize]) -> Result<Self> {
        self.0.reshape(shape).map(Self)
    }

    /// Returns the view with a new axis of length 1; see [`ArrayView::insert_axis`].
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::insert_axis`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([1, 2]);
    /// assert_eq!(x.view_mut().insert_axis(-1)?.shape(), [2, 1]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn insert_axis(self, axis: impl Axis) -> Result<Self> {
        self.0.insert_axis(axis).map(Self)
    }

    /// Returns the view without an axis of length 1; see [`ArrayView::remove_axis`].
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::remove_axis`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2]]);
    /// assert_eq!(x.view_mut().remove_axis(0)?.shape(), [2]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn remove_axis(self, axis: impl Axis) -> Result<Self> {
        self.0.remove_axis(axis).map(Self)
    }

    /// Returns the view without its axes of length 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[[1], [2]]]);
    /// assert_eq!(x.view_mut().squeeze().shape(), [2]);
    /// ```
    pub fn squeeze(self) -> Self {
        Self(self.0.squeeze())
    }

    /// Returns the view with `axis` walked backwards.
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::flip`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().flip(0)?[[0, 0]] = 7;
    /// assert_eq!(x[[1, 0]], 7);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn flip(self, axis: impl Axis) -> Result<Self> {
        self.0.flip(axis).map(Self)
    }

    /// Returns the diagonal of a matrix.
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::diagonal`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().diagonal()?.fill(7);
    /// assert_eq!(x, Array::from([[7, 2], [3, 7]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn diagonal(self) -> Result<Self> {
        self.0.diagonal().map(Self)
    }

    /// Returns the elements at one index of an axis, without that axis; see
    /// [`ArrayView::subview`].
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::subview`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().subview(0, -1)?.fill(7);
    /// assert_eq!(x, Array::from([[1, 2], [7, 7]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn subview(self, axis: impl Axis, index: impl AxisIndex) -> Result<Self> {
        self.0.subview(axis, index).map(Self)
    }

    /// Returns two views: of the elements before `index` along `axis`, and from there on; see
    /// [`ArrayView::split_at`].
    ///
    /// # Errors
    ///
    /// The errors of [`ArrayView::split_at`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2, 3], [4, 5, 6]]);
    /// let (left, mut right) = x.view_mut().split_at(1, 1)?;
    /// right[[0, 0]] = left[[1, 0]];
    /// assert_eq!(x, Array::from([[1, 4, 3], [4, 5, 6]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn split_at(self, axis: impl Axis, index: impl AxisIndex) -> Result<(Self, Self)> {
        let (before, after) = self.0.split_at(axis, index)?;
        Ok((Self(before), Self(after)))
    }
}

impl<'a, T: Element> From<&'a mut [T]> for ArrayViewMut<'a, T> {
    #[inline]
    fn from(data: &'a mut [T]) -> Self {
        Self::line(data)
    }
}

impl<'a, T: Element> From<&'a mut Array<T>> for ArrayViewMut<'a, T> {
    #[inline]
    fn from(array: &'a mut Array<T>) -> Self {
        array.view_mut()
    }
}

impl<'a, T: Element> IntoIterator for ArrayViewMut<'a, T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.0.into_iter()
    }
}

impl<'a, T: Element> IntoIterator for &'a ArrayViewMut<'_, T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T: Element> IntoIterator for &'a mut ArrayViewMut<'_, T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T: Element, const N: usize> Index<[usize; N]> for ArrayViewMut<'_, T> {
    type Output = T;

    /// Returns the element at `index`.
    ///
    /// # Panics
    ///
    /// If there is none; [`get`](ArrayViewMut::get) returns `None` instead.
    #[inline]
    #[track_caller]
    fn index(&self, index: [usize; N]) -> &T {
        match self.get(&index) {
            Some(element) => element,
            None => out_of_bounds(self.layout(), &index),
        }
    }
}

impl<T: Element, const N: usize> IndexMut<[usize; N]> for ArrayViewMut<'_, T> {
    /// Returns the element at `index`.
    ///
    /// # Panics
    ///
    /// If there is none; [`get_mut`](ArrayViewMut::get_mut) returns `None` instead.
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: [usize; N]) -> &mut T {
        let layout = *self.layout();
        match self.get_mut(&index) {
            Some(element) => element,
            None => out_of_bounds(&layout, &index),
        }
    }
}
