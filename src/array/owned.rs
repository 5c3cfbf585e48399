//! The array that owns its elements.

use super::{ArrayView, ArrayViewMut, IntoSlices, out_of_bounds, read_methods, view_methods};
use crate::call::infallible;
use crate::{Element, Iter, IterMut, Result};
use core::ops::{Index, IndexMut};
use tightloop_array_core::{Buffer, Layout, Strided, StridedMut, StridedRef, StridedRefMut};
use tightloop_dispatch::copy_new;

/// An N-dimensional array of elements in C order (the last axis is the fastest), in memory of its
/// own, 64-byte aligned.
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
/// The layout is that of [`Layout::contiguous`], and has as many elements as the buffer.
#[derive(Clone)]
pub struct Array<T: Element> {
    buffer: Buffer<T>,
    layout: Layout,
}

impl<T: Element> Array<T> {
    /// An array of this layout, which is in C order and has as many elements as the buffer.
    #[inline]
    pub(crate) fn from_parts(layout: Layout, buffer: Buffer<T>) -> Self {
        debug_assert!(layout.contiguous_range() == Some(0..buffer.len()));
        Self { buffer, layout }
    }

    /// A copy of the elements of a view.
    ///
    /// # Panics
    ///
    /// If allocation fails.
    #[track_caller]
    pub(super) fn copy_of(view: ArrayView<'_, T>) -> Self {
        infallible(Self::try_copy_of(view))
    }

    /// A copy of the elements of a view.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`](crate::Error::Allocation);
    /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) if the view repeats too many elements.
    pub(crate) fn try_copy_of(view: ArrayView<'_, T>) -> Result<Self> {
        let (layout, buffer) = copy_new(view.0.by_ref())?;
        Ok(Self::from_parts(layout, buffer))
    }

    /// The array for the time of a call, without a copy of its layout.
    #[inline]
    pub(crate) fn by_ref(&self) -> StridedRef<'_, T> {
        StridedRef::new(&self.buffer, &self.layout)
    }

    /// As [`by_ref`](Self::by_ref), to be written.
    #[inline]
    pub(crate) fn by_mut(&mut self) -> StridedRefMut<'_, T> {
        StridedRefMut::new(&mut self.buffer, &self.layout)
    }

    /// The array, to be read.
    #[inline]
    pub fn view(&self) -> ArrayView<'_, T> {
        // A line is cheaper to make than a layout to copy.
        if self.layout.ndim() == 1 { ArrayView::line(&self.buffer) } else { self.view_axes() }
    }

    #[inline(never)]
    fn view_axes(&self) -> ArrayView<'_, T> {
        ArrayView(Strided::of_layout(&self.buffer, &self.layout))
    }

    /// The array, to be written. For parts of it, go on from there: `x.view_mut().slice((.., 0))?`.
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

    #[inline]
    fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The elements in C order.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        &self.buffer
    }

    /// The elements in C order.
    #[inline]
    pub fn as_slice_mut(&mut self) -> &mut [T] {
        &mut self.buffer
    }

    /// The bytes of the elements, in C order and in the byte order of the machine.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.as_bytes()
    }

    /// The elements in C order, as a `Vec`: a copy, because a `Vec` is not aligned.
    ///
    /// # Panics
    ///
    /// Where memory cannot be allocated, as `Vec` does.
    pub fn into_vec(self) -> Vec<T> {
        self.to_vec()
    }

    /// The same elements in another shape, without a copy.
    ///
    /// # Errors
    ///
    /// [`Error::ReshapeLength`] if that shape has another number of elements;
    /// [`Error::TooManyAxes`]; [`Error::SizeOverflow`].
    pub fn into_shape(self, shape: &[usize]) -> Result<Self> {
        Ok(Self { layout: self.layout.reshaped(shape)?, buffer: self.buffer })
    }

    /// The element at `index`, if there is one.
    #[inline]
    pub fn get_mut(&mut self, index: &[usize]) -> Option<&mut T> {
        let position = self.layout.index(index).ok()?;
        self.buffer.get_mut(position)
    }

    /// The elements in C order.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        self.view_mut().into_iter()
    }

    /// Sets every element to `value`.
    pub fn fill(&mut self, value: T) {
        self.buffer.fill(value);
    }
}

impl<T: Element> Default for Array<T> {
    /// No elements: one axis of length 0.
    fn default() -> Self {
        Self::from_parts(Layout::line(0), Buffer::default())
    }
}

impl<T: Element, const N: usize> Index<[usize; N]> for Array<T> {
    type Output = T;

    /// The element at `index`.
    ///
    /// # Panics
    ///
    /// Where there is none; [`get`](Array::get) gives `None` instead.
    #[inline]
    fn index(&self, index: [usize; N]) -> &T {
        match self.layout.index(&index) {
            Ok(position) => &self.buffer[position],
            Err(_) => out_of_bounds(&self.layout, &index),
        }
    }
}

impl<T: Element, const N: usize> IndexMut<[usize; N]> for Array<T> {
    /// The element at `index`.
    ///
    /// # Panics
    ///
    /// Where there is none; [`get_mut`](Array::get_mut) gives `None` instead.
    #[inline]
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
