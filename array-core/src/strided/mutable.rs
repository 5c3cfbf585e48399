//! The mutable view.

use super::memory::MemoryMut;
use super::{Iter, IterMut, Strided, check_fits, layout_accessors, whole};
use crate::bytes::elements_of_mut;
use crate::error::boxed;
use crate::{Axis, AxisIndex, Element, Error, Layout, Result, Slice};

/// A mutable view: a [`Strided`] whose elements can be written.
///
/// ```
/// use tightloop_array_core::{Error, StridedMut};
///
/// let mut data = [0; 6];
/// let mut x = StridedMut::with_strides(&mut data, &[3], &[2], 1)?;
/// for (i, element) in x.iter_mut().enumerate() {
///     *element = i + 1;
/// }
/// assert_eq!(data, [0, 1, 0, 2, 0, 3]);
///
/// let overlapping = StridedMut::with_strides(&mut data, &[3], &[0], 0);
/// assert!(matches!(overlapping, Err(Error::OverlappingStrides { .. })));
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
///
/// Methods that make another view consume this one; call [`reborrow`](Self::reborrow) first to keep
/// it.
///
/// # Invariant
///
/// That of [`Strided`], with elements that are borrowed mutably, and no two indices have the same
/// position ([`Layout::overlaps_itself`] is false). So all elements can be borrowed mutably at
/// once.
pub struct StridedMut<'a, T> {
    pub(super) memory: MemoryMut<'a, T>,
    pub(super) layout: Layout,
}

/// Checks that no two indices of `layout` have the same position.
pub(super) fn check_distinct(layout: &Layout) -> Result<()> {
    if layout.is_contiguous() || !layout.overlaps_itself() {
        return Ok(());
    }
    Err(Error::OverlappingStrides {
        shape: boxed(layout.shape()),
        strides: boxed(layout.strides()),
    })
}

impl<'a, T> StridedMut<'a, T> {
    /// Returns a view of all of `data` in C order.
    ///
    /// # Errors
    ///
    /// The errors of [`Strided::new`].
    pub fn new(data: &'a mut [T], shape: &[usize]) -> Result<Self> {
        let layout = whole(shape, data.len())?;
        Ok(StridedMut { memory: MemoryMut::new(data), layout })
    }

    /// Returns a view in which element `[i, j, ..]` is `data[offset + i * strides[0] + j *
    /// strides[1] + ..]`. Strides may be negative.
    ///
    /// # Errors
    ///
    /// The errors of [`Layout::new`]; [`Error::OverlappingStrides`] if two indices have the same
    /// position.
    pub fn with_strides(
        data: &'a mut [T],
        shape: &[usize],
        strides: &[isize],
        offset: usize,
    ) -> Result<Self> {
        let layout = Layout::new(shape, strides, offset, data.len())?;
        check_distinct(&layout)?;
        Ok(StridedMut { memory: MemoryMut::new(data), layout })
    }

    /// Returns a view of the elements of `data` at the positions of `layout`.
    ///
    /// # Errors
    ///
    /// [`Error::ViewPastBuffer`] if the layout does not [fit](Layout::fits);
    /// [`Error::OverlappingStrides`] if two indices have the same position.
    #[inline]
    pub fn from_layout(data: &'a mut [T], layout: Layout) -> Result<Self> {
        check_fits(&layout, data.len())?;
        check_distinct(&layout)?;
        Ok(StridedMut { memory: MemoryMut::new(data), layout })
    }

    /// Returns a view as [`from_layout`](Self::from_layout), for a layout that is known to fit.
    /// Without a `Result`, the view is made in place.
    ///
    /// # Panics
    ///
    /// If the layout does not [fit](Layout::fits), or two indices have the same position.
    #[inline]
    #[track_caller]
    pub fn of_layout(data: &'a mut [T], layout: &Layout) -> Self {
        assert!(layout.fits(data.len()), "the layout does not fit its data");
        assert!(layout.is_contiguous() || !layout.overlaps_itself(), "the layout overlaps itself");
        StridedMut { memory: MemoryMut::new(data), layout: *layout }
    }

    /// Returns a view of all of `bytes` in C order, as elements in the byte order of the machine.
    ///
    /// # Errors
    ///
    /// The errors of [`Strided::from_bytes`].
    pub fn from_bytes(bytes: &'a mut [u8], shape: &[usize]) -> Result<Self>
    where
        T: Element,
    {
        Self::new(elements_of_mut(bytes)?, shape)
    }

    /// Returns a view with one axis of a slice.
    #[inline]
    pub const fn line(data: &'a mut [T]) -> Self {
        let layout = Layout::line(data.len());
        StridedMut { memory: MemoryMut::new(data), layout }
    }

    layout_accessors!();

    /// Returns a view to read the same elements.
    #[inline]
    pub fn view(&self) -> Strided<'_, T> {
        Strided { memory: self.memory.shared(), layout: self.layout }
    }

    /// Returns the same view for a shorter time, after which this one can be used again.
    #[inline]
    pub fn reborrow(&mut self) -> StridedMut<'_, T> {
        StridedMut { memory: self.memory.reborrow(), layout: self.layout }
    }

    /// Returns the elements as a slice, if they follow each other in C order.
    #[inline]
    pub fn as_slice(&self) -> Option<&[T]> {
        self.view().as_slice()
    }

    /// Returns the elements as a slice, if they follow each other in C order.
    #[inline]
    pub fn as_slice_mut(&mut self) -> Option<&mut [T]> {
        self.reborrow().into_slice()
    }

    /// Returns the elements as a slice for as long as the view borrows them, if they follow each
    /// other in C order.
    #[inline]
    pub fn into_slice(self) -> Option<&'a mut [T]> {
        let range = self.layout.contiguous_range()?;
        // SAFETY: these are the positions of the layout, all of them.
        Some(unsafe { self.memory.into_elements(range) })
    }

    /// Returns a pointer to the first element in C order, from which all elements can be reached.
    /// It is aligned, and dangles if there are no elements.
    #[inline]
    pub fn as_mut_ptr(&mut self) -> *mut T {
        // Not through a subslice, because negative strides lead to elements before this one.
        self.memory.start().wrapping_add(self.layout.offset())
    }

    /// Returns the element at `index`, if there is one.
    #[inline]
    pub fn get(&self, index: &[usize]) -> Option<&T> {
        self.view().get(index)
    }

    /// Returns the element at `index`, if there is one.
    #[inline]
    pub fn get_mut(&mut self, index: &[usize]) -> Option<&mut T> {
        let position = self.layout.position(index)?;
        // SAFETY: the position is one of the layout, and `self` is borrowed with the element.
        Some(unsafe { self.memory.element(position) })
    }

    /// Returns the elements in C order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        self.view().iter()
    }

    /// Returns the elements in C order.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        self.reborrow().into_iter()
    }

    /// Returns the view with another layout, all of whose positions are in this one, and distinct.
    #[inline]
    pub(super) fn relaid(self, layout: Layout) -> Self {
        debug_assert!(layout.fits(self.memory.len()));
        StridedMut { memory: self.memory, layout }
    }

    /// Returns the view with its axes in another order; see [`Layout::permuted`], also for the
    /// errors.
    pub fn permuted(self, axes: &[impl Axis]) -> Result<Self> {
        let layout = self.layout.permuted(axes)?;
        Ok(self.relaid(layout))
    }

    /// Returns the view with its axes in reverse order.
    #[inline]
    pub fn t(self) -> Self {
        let layout = self.layout.transposed();
        self.relaid(layout)
    }

    /// Returns a view of a part of each axis; see [`Layout::sliced`], also for the errors.
    pub fn slice(self, slices: &[Slice]) -> Result<Self> {
        let layout = self.layout.sliced(slices)?;
        Ok(self.relaid(layout))
    }

    /// Returns a view of the same elements in another shape; see [`Layout::reshaped`], also for the
    /// errors.
    pub fn reshape(self, shape: &[usize]) -> Result<Self> {
        let layout = self.layout.reshaped(shape)?;
        Ok(self.relaid(layout))
    }

    /// Returns the view without an axis of length 1; see [`Layout::with_axis_removed`], also for
    /// the errors.
    pub fn remove_axis(self, axis: impl Axis) -> Result<Self> {
        let layout = self.layout.with_axis_removed(axis)?;
        Ok(self.relaid(layout))
    }

    /// Returns the view with a new axis of length 1; see [`Layout::with_axis_inserted`], also for
    /// the errors.
    pub fn insert_axis(self, axis: impl Axis) -> Result<Self> {
        let layout = self.layout.with_axis_inserted(axis)?;
        Ok(self.relaid(layout))
    }

    /// Returns the view with an axis walked backwards; see [`Layout::flipped`], also for the
    /// errors.
    pub fn flip(self, axis: impl Axis) -> Result<Self> {
        let layout = self.layout.flipped(axis)?;
        Ok(self.relaid(layout))
    }

    /// Returns the view without its axes of length 1.
    pub fn squeeze(self) -> Self {
        let layout = self.layout.squeezed();
        self.relaid(layout)
    }

    /// Returns the diagonal of a matrix; see [`Layout::diagonal`], also for the errors.
    pub fn diagonal(self) -> Result<Self> {
        let layout = self.layout.diagonal()?;
        Ok(self.relaid(layout))
    }

    /// Returns a view of the elements at one index of an axis; see [`Layout::subview`], also for
    /// the errors.
    pub fn subview(self, axis: impl Axis, index: impl AxisIndex) -> Result<Self> {
        let layout = self.layout.subview(axis, index)?;
        Ok(self.relaid(layout))
    }
}

impl<'a, T> IntoIterator for StridedMut<'a, T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        match self.layout.contiguous_range() {
            // SAFETY: these are the positions of the layout, all of them.
            Some(range) => IterMut::of_slice(unsafe { self.memory.into_elements(range) }),
            // SAFETY: the positions are those of the layout, and distinct (the type's invariant).
            None => unsafe { IterMut::of_positions(self.memory, self.layout.positions()) },
        }
    }
}
