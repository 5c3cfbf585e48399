//! The view through which elements can be written.

use super::{Array, ArrayView, IntoSlices, out_of_bounds, read_methods};
use crate::{Axis, AxisIndex, Element, Iter, IterMut, Result};
use core::ops::{Index, IndexMut};
use tightloop_array_core::{Layout, StridedMut};

/// A view of elements that someone else owns, to be read and written.
///
/// ```
/// use tightloop::{ArrayViewMut, Error};
///
/// let mut data = [0; 6];
/// ArrayViewMut::with_strides(&mut data, &[3], &[2], 1)?.fill(7);
/// assert_eq!(data, [0, 7, 0, 7, 0, 7]);
///
/// // No element may be reached by two indices.
/// let overlapping = ArrayViewMut::with_strides(&mut data, &[3], &[0], 0);
/// assert!(matches!(overlapping, Err(Error::OverlappingStrides { .. })));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// Methods that make another view take this one: [`reborrow`](Self::reborrow) first to keep it, or
/// take a [`view`](Self::view) where it is only to be read.
pub struct ArrayViewMut<'a, T>(pub(crate) StridedMut<'a, T>);

impl<'a, T: Element> ArrayViewMut<'a, T> {
    /// The whole of `data` in C order: the last axis is the fastest.
    ///
    /// # Errors
    ///
    /// As for [`ArrayView::new`].
    pub fn new(data: &'a mut [T], shape: &[usize]) -> Result<Self> {
        StridedMut::new(data, shape).map(Self)
    }

    /// The elements at `data[offset + i * strides[0] + j * strides[1] + ..]`. Strides count
    /// elements, and may be negative.
    ///
    /// # Errors
    ///
    /// As for [`ArrayView::with_strides`]; [`Error::OverlappingStrides`] if an element could be
    /// reached by two indices.
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

    /// The whole of `bytes` in C order, as elements in the byte order of the machine.
    ///
    /// # Errors
    ///
    /// As for [`ArrayView::from_bytes`].
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

    /// A slice, as a view with one axis.
    #[inline]
    pub const fn line(data: &'a mut [T]) -> Self {
        Self(StridedMut::line(data))
    }

    /// The same view, to be read.
    #[inline]
    pub fn view(&self) -> ArrayView<'_, T> {
        ArrayView(self.0.view())
    }

    /// The same view for a shorter time, after which this one can be used again.
    #[inline]
    pub fn reborrow(&mut self) -> ArrayViewMut<'_, T> {
        ArrayViewMut(self.0.reborrow())
    }

    read_methods!('_);

    #[inline]
    fn layout(&self) -> &Layout {
        self.0.layout()
    }

    /// The elements as a slice, if they follow each other in C order.
    #[inline]
    pub fn as_slice(&self) -> Option<&[T]> {
        self.0.as_slice()
    }

    /// The elements as a slice, if they follow each other in C order.
    #[inline]
    pub fn as_slice_mut(&mut self) -> Option<&mut [T]> {
        self.0.as_slice_mut()
    }

    /// The bytes of the elements, in the byte order of the machine, if they follow each other in C
    /// order.
    #[inline]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        self.view().as_bytes()
    }

    /// The element at `index`, if there is one.
    #[inline]
    pub fn get_mut(&mut self, index: &[usize]) -> Option<&mut T> {
        self.0.get_mut(index)
    }

    /// The elements in C order.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        self.0.iter_mut()
    }

    /// Sets every element to `value`.
    pub fn fill(&mut self, value: T) {
        match self.as_slice_mut() {
            Some(slice) => slice.fill(value),
            None => self.iter_mut().for_each(|element| *element = value),
        }
    }

    /// The axes in another order; see [`ArrayView::permuted`], also for the errors.
    pub fn permuted(self, axes: &[impl Axis]) -> Result<Self> {
        self.0.permuted(axes).map(Self)
    }

    /// The axes in reverse order: the transpose.
    #[inline]
    pub fn t(self) -> Self {
        Self(self.0.t())
    }

    /// A part of each axis; see [`ArrayView::slice`], also for the errors.
    pub fn slice(self, slices: impl IntoSlices) -> Result<Self> {
        self.0.slice(slices.into_slices().as_ref()).map(Self)
    }

    /// The same elements, in C order, in another shape; see [`ArrayView::reshape`], also for the
    /// errors.
    pub fn reshape(self, shape: &[usize]) -> Result<Self> {
        self.0.reshape(shape).map(Self)
    }

    /// With a new axis of length 1; see [`ArrayView::insert_axis`], also for the errors.
    pub fn insert_axis(self, axis: impl Axis) -> Result<Self> {
        self.0.insert_axis(axis).map(Self)
    }

    /// Without an axis of length 1; see [`ArrayView::remove_axis`], also for the errors.
    pub fn remove_axis(self, axis: impl Axis) -> Result<Self> {
        self.0.remove_axis(axis).map(Self)
    }

    /// The elements at one index of an axis; see [`ArrayView::subview`], also for the errors.
    pub fn subview(self, axis: impl Axis, index: impl AxisIndex) -> Result<Self> {
        self.0.subview(axis, index).map(Self)
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

    /// The element at `index`.
    ///
    /// # Panics
    ///
    /// Where there is none; [`get`](ArrayViewMut::get) gives `None` instead.
    #[inline]
    fn index(&self, index: [usize; N]) -> &T {
        match self.get(&index) {
            Some(element) => element,
            None => out_of_bounds(self.layout(), &index),
        }
    }
}

impl<T: Element, const N: usize> IndexMut<[usize; N]> for ArrayViewMut<'_, T> {
    /// The element at `index`.
    ///
    /// # Panics
    ///
    /// Where there is none; [`get_mut`](ArrayViewMut::get_mut) gives `None` instead.
    #[inline]
    fn index_mut(&mut self, index: [usize; N]) -> &mut T {
        let layout = *self.layout();
        match self.get_mut(&index) {
            Some(element) => element,
            None => out_of_bounds(&layout, &index),
        }
    }
}
