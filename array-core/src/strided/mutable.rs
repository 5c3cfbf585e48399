//! The view through which elements can be written.

use super::memory::MemoryMut;
use super::{Iter, IterMut, Strided, check_fits, layout_accessors, whole};
use crate::bytes::elements_of_mut;
use crate::error::boxed;
use crate::{Axis, AxisIndex, Element, Error, Layout, Result, Slice};

/// A view through which elements can be written: as [`Strided`], and borrowed mutably.
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
/// Methods that make another view take this one; [`reborrow`](Self::reborrow) first to keep it.
///
/// # Invariant
///
/// That of [`Strided`], and no two indices have the same position ([`Layout::overlaps_itself`] is
/// false), so that each element can be borrowed mutably beside all the others.
pub struct StridedMut<'a, T> {
    pub(super) memory: MemoryMut<'a, T>,
    pub(super) layout: Layout,
}

/// Whether no two indices of `layout` have the same position.
fn check_distinct(layout: &Layout) -> Result<()> {
    if layout.is_contiguous() || !layout.overlaps_itself() {
        return Ok(());
    }
    Err(Error::OverlappingStrides {
        shape: boxed(layout.shape()),
        strides: boxed(layout.strides()),
    })
}

impl<'a, T> StridedMut<'a, T> {
    /// The whole of `data` in C order.
    ///
    /// # Errors
    ///
    /// Those of [`Strided::new`].
    pub fn new(data: &'a mut [T], shape: &[usize]) -> Result<Self> {
        let layout = whole(shape, data.len())?;
        Ok(StridedMut { memory: MemoryMut::new(data), layout })
    }

    /// The elements at `data[offset + i * strides[0] + j * strides[1] + ..]`. Strides may be
    /// negative.
    ///
    /// # Errors
    ///
    /// Those of [`Layout::new`]; [`Error::OverlappingStrides`] if two indices have the same
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

    /// The elements of `data` at the positions of `layout`.
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

    /// As [`from_layout`](Self::from_layout), for a layout that is known to fit: without a result
    /// to unpack, the view is made in place.
    ///
    /// # Panics
    ///
    /// If the layout does not [fit](Layout::fits), or two indices have the same position.
    #[inline]
    pub fn of_layout(data: &'a mut [T], layout: &Layout) -> Self {
        assert!(layout.fits(data.len()), "the layout does not fit its data");
        assert!(layout.is_contiguous() || !layout.overlaps_itself(), "the layout overlaps itself");
        StridedMut { memory: MemoryMut::new(data), layout: *layout }
    }

    /// The whole of `bytes` in C order, as elements in the byte order of the machine.
    ///
    /// # Errors
    ///
    /// Those of [`Strided::from_bytes`].
    pub fn from_bytes(bytes: &'a mut [u8], shape: &[usize]) -> Result<Self>
    where
        T: Element,
    {
        Self::new(elements_of_mut(bytes)?, shape)
    }

    /// A slice as a view with one axis.
    #[inline]
    pub const fn line(data: &'a mut [T]) -> Self {
        let layout = Layout::line(data.len());
        StridedMut { memory: MemoryMut::new(data), layout }
    }

    layout_accessors!();

    /// The same view, to be read.
    #[inline]
    pub fn view(&self) -> Strided<'_, T> {
        Strided { memory: self.memory.shared(), layout: self.layout }
    }

    /// The same view for a shorter time, after which this one can be used again.
    #[inline]
    pub fn reborrow(&mut self) -> StridedMut<'_, T> {
        StridedMut { memory: self.memory.reborrow(), layout: self.layout }
    }

    /// The elements as a slice, if they follow each other in C order.
    #[inline]
    pub fn as_slice(&self) -> Option<&[T]> {
        self.view().as_slice()
    }

    /// The elements as a slice, if they follow each other in C order.
    #[inline]
    pub fn as_slice_mut(&mut self) -> Option<&mut [T]> {
        self.reborrow().into_slice()
    }

    /// The elements as a slice for as long as they are borrowed, if they follow each other in C
    /// order.
    #[inline]
    pub fn into_slice(self) -> Option<&'a mut [T]> {
        let range = self.layout.contiguous_range()?;
        // SAFETY: these are the positions of the layout, all of them.
        Some(unsafe { self.memory.into_elements(range) })
    }

    /// A pointer to the first element in C order, from which all elements can be reached; aligned,
    /// but to nothing if there are none.
    #[inline]
    pub fn as_mut_ptr(&mut self) -> *mut T {
        // Not through a subslice: negative strides lead to elements before this one.
        self.memory.start().wrapping_add(self.layout.offset())
    }

    /// The element at `index`, if there is one.
    #[inline]
    pub fn get(&self, index: &[usize]) -> Option<&T> {
        self.view().get(index)
    }

    /// The element at `index`, if there is one.
    #[inline]
    pub fn get_mut(&mut self, index: &[usize]) -> Option<&mut T> {
        let position = self.layout.position(index)?;
        // SAFETY: the position is one of the layout, and `self` is borrowed with the element.
        Some(unsafe { self.memory.element(position) })
    }

    /// The elements in C order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        self.view().iter()
    }

    /// The elements in C order.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        self.reborrow().into_iter()
    }

    /// The same data through another layout, which was made from this one, reaches no more, and has
    /// each position once, as this one has.
    #[inline]
    pub(super) fn relaid(self, layout: Layout) -> Self {
        debug_assert!(layout.fits(self.memory.len()));
        StridedMut { memory: self.memory, layout }
    }

    /// The axes in another order; see [`Layout::permuted`], also for the errors.
    pub fn permuted(self, axes: &[impl Axis]) -> Result<Self> {
        let layout = self.layout.permuted(axes)?;
        Ok(self.relaid(layout))
    }

    /// The axes in reverse order.
    #[inline]
    pub fn t(self) -> Self {
        let layout = self.layout.transposed();
        self.relaid(layout)
    }

    /// A part of each axis; see [`Layout::sliced`], also for the errors.
    pub fn slice(self, slices: &[Slice]) -> Result<Self> {
        let layout = self.layout.sliced(slices)?;
        Ok(self.relaid(layout))
    }

    /// The same elements in another shape, without a copy; see [`Layout::reshaped`], also for the
    /// errors.
    pub fn reshape(self, shape: &[usize]) -> Result<Self> {
        let layout = self.layout.reshaped(shape)?;
        Ok(self.relaid(layout))
    }

    /// Without an axis of length 1; see [`Layout::with_axis_removed`], also for the errors.
    pub fn remove_axis(self, axis: impl Axis) -> Result<Self> {
        let layout = self.layout.with_axis_removed(axis)?;
        Ok(self.relaid(layout))
    }

    /// With a new axis of length 1; see [`Layout::with_axis_inserted`], also for the errors.
    pub fn insert_axis(self, axis: impl Axis) -> Result<Self> {
        let layout = self.layout.with_axis_inserted(axis)?;
        Ok(self.relaid(layout))
    }

    /// Returns the view with an axis walked backwards; see [`Layout::flipped`], also for the errors.
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

    /// The elements at one index of an axis; see [`Layout::subview`], also for the errors.
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
