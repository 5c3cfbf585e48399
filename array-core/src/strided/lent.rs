//! Views for the time of a call: the layout stays where it is.

use super::memory::{Memory, MemoryMut};
use super::{Strided, StridedMut, layout_accessors};
use crate::Layout;

/// A view that borrows its layout: as [`Strided`], for less than a copy of it costs.
///
/// # Invariant
///
/// That of [`Strided`].
#[derive(Clone, Copy)]
pub struct StridedRef<'a, T> {
    memory: Memory<'a, T>,
    layout: &'a Layout,
}

/// A view that borrows its layout, through which elements can be written: as [`StridedMut`].
///
/// # Invariant
///
/// That of [`StridedMut`].
pub struct StridedRefMut<'a, T> {
    memory: MemoryMut<'a, T>,
    layout: &'a Layout,
}

impl<'a, T> StridedRef<'a, T> {
    /// The elements of `data` at the positions of `layout`.
    ///
    /// # Panics
    ///
    /// If the layout does not [fit](Layout::fits).
    ///
    /// ```
    /// use tightloop_array_core::{Layout, StridedRef};
    ///
    /// let (data, layout) = ([1, 2, 3, 4, 5, 6], Layout::contiguous(&[2, 3])?);
    /// assert_eq!(StridedRef::new(&data, &layout).to_strided().get(&[1, 0]), Some(&4));
    /// # Ok::<(), tightloop_array_core::Error>(())
    /// ```
    #[inline(always)]
    pub fn new(data: &'a [T], layout: &'a Layout) -> Self {
        if !layout.is_line_within(data.len()) {
            check_fit(layout, data.len());
        }
        StridedRef { memory: Memory::new(data), layout }
    }

    layout_accessors!();

    /// A pointer to the first element; see [`Strided::as_ptr`].
    #[inline]
    pub fn as_ptr(&self) -> *const T {
        self.memory.start().wrapping_add(self.layout.offset())
    }

    /// The view with a copy of the layout.
    #[inline]
    pub fn to_strided(&self) -> Strided<'a, T> {
        Strided { memory: self.memory, layout: *self.layout }
    }
}

impl<'a, T> StridedRefMut<'a, T> {
    /// The elements of `data` at the positions of `layout`.
    ///
    /// # Panics
    ///
    /// If the layout does not [fit](Layout::fits), or two indices have the same position.
    #[inline(always)]
    pub fn new(data: &'a mut [T], layout: &'a Layout) -> Self {
        if !layout.is_line_within(data.len()) {
            check_fit(layout, data.len());
            assert!(!layout.overlaps_itself(), "the layout overlaps itself");
        }
        StridedRefMut { memory: MemoryMut::new(data), layout }
    }

    layout_accessors!();

    /// A pointer to the first element; see [`StridedMut::as_mut_ptr`].
    #[inline]
    pub fn as_mut_ptr(&mut self) -> *mut T {
        self.memory.start().wrapping_add(self.layout.offset())
    }

    /// The view with a copy of the layout.
    #[inline]
    pub fn into_strided(self) -> StridedMut<'a, T> {
        StridedMut { memory: self.memory, layout: *self.layout }
    }
}

/// Panics if `layout` does not fit `available` elements.
#[inline(never)]
fn check_fit(layout: &Layout, available: usize) {
    assert!(layout.fits(available), "the layout does not fit its data");
}

impl<T> Strided<'_, T> {
    /// The view for as long as it stays where it is, without a copy of its layout.
    #[inline]
    pub fn by_ref(&self) -> StridedRef<'_, T> {
        StridedRef { memory: self.memory, layout: &self.layout }
    }
}

impl<T> StridedMut<'_, T> {
    /// As [`view`](Self::view), without a copy of the layout.
    #[inline]
    pub fn by_ref(&self) -> StridedRef<'_, T> {
        StridedRef { memory: self.memory.shared(), layout: &self.layout }
    }

    /// As [`reborrow`](Self::reborrow), without a copy of the layout.
    #[inline]
    pub fn by_mut(&mut self) -> StridedRefMut<'_, T> {
        StridedRefMut { memory: self.memory.reborrow(), layout: &self.layout }
    }
}
