//! The array that owns its elements.

use super::methods::{out_of_bounds, read_methods, view_methods, write_methods};
use super::{ArrayView, ArrayViewMut, IntoSlices};
use crate::infallible::infallible;
use crate::{Axis, AxisIndex, Element, Iter, IterMut, Result};
use core::ops::{Index, IndexMut};
use tightloop_array_core::{Buffer, Layout, Strided, StridedMut, StridedRef, StridedRefMut};
use tightloop_dispatch::copy_new;

/// An N-dimensional array that owns its elements, in C order (the last axis is the fastest) and
/// 64-byte aligned.
///
/// Besides the functions below, `Array::from` makes one of nested Rust arrays, `Vec`s and slices,
/// `collect` of an iterator, and `parse` of text with a row per line. Operators, printing and
/// comparison are listed under the trait implementations.
///
/// # Examples
///
/// ```
/// use tightloop::Array;
///
/// let mut x = Array::from_vec(&[2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
/// x[[0, 1]] = 2.5;
/// assert_eq!(x.shape(), [2, 3]);
/// assert_eq!(x.t().get(&[1, 0]), Some(&2.5));
/// assert_eq!(x.slice((1, ..))?.to_vec(), [4.0, 5.0, 6.0]);
/// assert_eq!(x.to_string(), "[[1.  2.5 3. ]\n [4.  5.  6. ]]");
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// # Invariant
///
/// The layout is in C order without gaps, begins at the start of the buffer, and has as many
/// elements as the buffer.
pub struct Array<T: Element> {
    buffer: Buffer<T>,
    layout: Layout,
}

impl<T: Element> Array<T> {
    /// Makes an array of this layout, which is in C order and has as many elements as the buffer.
    #[inline]
    pub(crate) fn from_parts(layout: Layout, buffer: Buffer<T>) -> Self {
        debug_assert!(layout.contiguous_range() == Some(0..buffer.len()));
        Self { buffer, layout }
    }

    /// Copies the elements of a view.
    ///
    /// # Panics
    ///
    /// If allocation fails.
    #[track_caller]
    pub(super) fn copy_of(view: ArrayView<'_, T>) -> Self {
        infallible(Self::try_copy_of(view))
    }

    /// Copies the elements of a view.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`](crate::Error::Allocation);
    /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) if the view repeats too many elements.
    pub(crate) fn try_copy_of(view: ArrayView<'_, T>) -> Result<Self> {
        let (layout, buffer) = copy_new(view.0.by_ref())?;
        Ok(Self::from_parts(layout, buffer))
    }

    /// Returns the buffer.
    #[inline]
    pub(super) fn into_buffer(self) -> Buffer<T> {
        self.buffer
    }

    /// Returns the layout and the buffer.
    #[cfg(feature = "dlpack")]
    pub(crate) fn into_parts(self) -> (Layout, Buffer<T>) {
        (self.layout, self.buffer)
    }

    /// Borrows the array for a call, without a copy of its layout.
    #[inline]
    pub(crate) fn by_ref(&self) -> StridedRef<'_, T> {
        StridedRef::new(&self.buffer, &self.layout)
    }

    /// Borrows the array for a call that writes, without a copy of its layout.
    #[inline]
    pub(crate) fn by_mut(&mut self) -> StridedRefMut<'_, T> {
        StridedRefMut::new(&mut self.buffer, &self.layout)
    }

    /// Returns a view of the array.
    ///
    /// # Examples
    ///
    /// ```
    /// let x = tightloop::Array::from([1, 2, 3]);
    /// assert_eq!(x.view(), x);
    /// ```
    #[inline]
    pub fn view(&self) -> ArrayView<'_, T> {
        // Making the layout of a line is cheaper than copying one.
        if self.layout.ndim() == 1 { ArrayView::line(&self.buffer) } else { self.view_axes() }
    }

    #[inline(never)]
    fn view_axes(&self) -> ArrayView<'_, T> {
        ArrayView(Strided::of_layout(&self.buffer, &self.layout))
    }

    /// Returns a view through which the array can be written. It has the methods that narrow it
    /// down.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// x.view_mut().slice((.., 0))?.fill(7);
    /// assert_eq!(x, Array::from([[7, 2], [7, 4]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    #[inline]
    pub fn view_mut(&mut self) -> ArrayViewMut<'_, T> {
        if self.layout.ndim() == 1 {
            ArrayViewMut::line(&mut self.buffer)
        } else {
            self.view_axes_mut()
        }
    }

    #[inline(never)]
    fn view_axes_mut(&mut self) -> ArrayViewMut<'_, T> {
        ArrayViewMut(StridedMut::of_layout(&mut self.buffer, &self.layout))
    }

    read_methods!('_);
    view_methods!('_);
    write_methods!(view_mut);

    /// Returns two mutable views: of the elements before `index` along `axis`, and from there on.
    /// Negative indices count from the end.
    ///
    /// # Errors
    ///
    /// The errors of [`split_at`](Self::split_at).
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, add_assign};
    ///
    /// let mut x = Array::from([[1, 2], [3, 4]]);
    /// let (top, bottom) = x.split_at_mut(0, 1)?;
    /// add_assign(bottom, &top)?;
    /// assert_eq!(x, Array::from([[1, 2], [4, 6]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn split_at_mut(
        &mut self,
        axis: impl Axis,
        index: impl AxisIndex,
    ) -> Result<(ArrayViewMut<'_, T>, ArrayViewMut<'_, T>)> {
        self.view_mut().split_at(axis, index)
    }

    #[inline]
    fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Returns the elements in C order.
    ///
    /// # Examples
    ///
    /// ```
    /// let x = tightloop::Array::from([[1, 2], [3, 4]]);
    /// assert_eq!(x.as_slice(), [1, 2, 3, 4]);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        &self.buffer
    }

    /// Returns the elements in C order, as a mutable slice.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut x = tightloop::Array::from([[1, 2], [3, 4]]);
    /// x.as_slice_mut()[3] = 0;
    /// assert_eq!(x[[1, 1]], 0);
    /// ```
    #[inline]
    pub fn as_slice_mut(&mut self) -> &mut [T] {
        &mut self.buffer
    }

    /// Returns the bytes of the elements, in C order and in the byte order of the machine.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(tightloop::Array::from([1u8, 2, 3]).as_bytes(), [1, 2, 3]);
    /// ```
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.as_bytes()
    }

    /// Copies the elements, in C order, into a `Vec`. It cannot take the array's memory over, which
    /// has another alignment.
    ///
    /// # Panics
    ///
    /// If allocation fails, as `Vec` does.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(tightloop::Array::from([[1, 2], [3, 4]]).into_vec(), [1, 2, 3, 4]);
    /// ```
    #[track_caller]
    pub fn into_vec(self) -> Vec<T> {
        self.to_vec()
    }

    /// Returns the array with its elements in another shape, without a copy.
    ///
    /// # Errors
    ///
    /// [`Error::ReshapeLength`](crate::Error::ReshapeLength) if that shape has another number of
    /// elements, [`Error::TooManyAxes`](crate::Error::TooManyAxes) and
    /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) if no array has that shape.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let x = Array::from([1, 2, 3, 4, 5, 6]).into_shape(&[2, 3])?;
    /// assert_eq!(x, Array::from([[1, 2, 3], [4, 5, 6]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn into_shape(self, shape: &[usize]) -> Result<Self> {
        Ok(Self { layout: self.layout.reshaped(shape)?, buffer: self.buffer })
    }

    /// Returns a mutable reference to the element at `index`, or `None` if the index is out of
    /// bounds or does not have one number per axis.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut x = tightloop::Array::from([[1, 2], [3, 4]]);
    /// if let Some(element) = x.get_mut(&[1, 0]) {
    ///     *element = 7;
    /// }
    /// assert_eq!(x.to_vec(), [1, 2, 7, 4]);
    /// ```
    #[inline]
    pub fn get_mut(&mut self, index: &[usize]) -> Option<&mut T> {
        let position = self.layout.index(index).ok()?;
        self.buffer.get_mut(position)
    }

    /// Sets every element to `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut x = tightloop::Array::from([1, 2, 3]);
    /// x.fill(7);
    /// assert_eq!(x.to_vec(), [7; 3]);
    /// ```
    pub fn fill(&mut self, value: T) {
        self.buffer.fill(value);
    }
}

impl<T: Element> Clone for Array<T> {
    /// Copies the array.
    ///
    /// # Panics
    ///
    /// If allocation fails.
    #[track_caller]
    fn clone(&self) -> Self {
        Self { buffer: self.buffer.clone(), layout: self.layout }
    }
}

impl<T: Element> Default for Array<T> {
    /// Returns an array without elements: one axis of length 0.
    fn default() -> Self {
        Self::from_parts(Layout::line(0), Buffer::default())
    }
}

impl<T: Element, const N: usize> Index<[usize; N]> for Array<T> {
    type Output = T;

    /// Returns the element at `index`.
    ///
    /// # Panics
    ///
    /// If there is none; [`get`](Array::get) returns `None` instead.
    #[inline]
    #[track_caller]
    fn index(&self, index: [usize; N]) -> &T {
        match self.layout.index(&index) {
            Ok(position) => &self.buffer[position],
            Err(_) => out_of_bounds(&self.layout, &index),
        }
    }
}

impl<T: Element, const N: usize> IndexMut<[usize; N]> for Array<T> {
    /// Returns the element at `index`.
    ///
    /// # Panics
    ///
    /// If there is none; [`get_mut`](Array::get_mut) returns `None` instead.
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: [usize; N]) -> &mut T {
        match self.layout.index(&index) {
            Ok(position) => &mut self.buffer[position],
            Err(_) => out_of_bounds(&self.layout, &index),
        }
    }
}

impl<'a, T: Element> IntoIterator for &'a Array<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T: Element> IntoIterator for &'a mut Array<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
