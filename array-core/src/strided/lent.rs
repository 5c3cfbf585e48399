//! Views that borrow their layout, for calls: copying a layout costs as much as a small call.

use super::memory::{Memory, MemoryMut};
use super::{Strided, StridedMut, layout_accessors};
use crate::Layout;

/// A view that borrows its layout: a [`Strided`] without a copy.
///
/// # Invariant
///
/// That of [`Strided`].
#[derive(Clone, Copy)]
pub struct StridedRef<'a, T> {
    memory: Memory<'a, T>,
    layout: &'a Layout,
}

/// A mutable view that borrows its layout: a [`StridedMut`] without a copy.
///
/// # Invariant
///
/// That of [`StridedMut`].
pub struct StridedRefMut<'a, T> {
    memory: MemoryMut<'a, T>,
    layout: &'a Layout,
}

impl<'a, T> StridedRef<'a, T> {
    /// Returns a view of the elements of `data` at the positions of `layout`.
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
    #[track_caller]
    pub fn new(data: &'a [T], layout: &'a Layout) -> Self {
        if !layout.is_line_within(data.len()) {
            check_fit(layout, data.len());
        }
        StridedRef { memory: Memory::new(data), layout }
    }

    layout_accessors!();

    /// Returns a pointer to the first element; see [`Strided::as_ptr`].
    #[inline]
    pub fn as_ptr(&self) -> *const T {
        self.memory.start().wrapping_add(self.layout.offset())
    }

    /// Returns the view with a copy of the layout.
    #[inline]
    pub fn to_strided(&self) -> Strided<'a, T> {
        Strided { memory: self.memory, layout: *self.layout }
    }
}

impl<'a, T> StridedRefMut<'a, T> {
    /// Returns a view of the elements of `data` at the positions of `layout`.
    ///
    /// # Panics
    ///
    /// If the layout does not [fit](Layout::fits), or two indices have the same position.
    #[inline(always)]
    #[track_caller]
    pub fn new(data: &'a mut [T], layout: &'a Layout) -> Self {
        if !layout.is_line_within(data.len()) {
            check_fit(layout, data.len());
            assert!(!layout.overlaps_itself(), "the layout overlaps itself");
        }
        StridedRefMut { memory: MemoryMut::new(data), layout }
    }

    layout_accessors!();

    /// Returns a pointer to the first element; see [`StridedMut::as_mut_ptr`].
    #[inline]
    pub fn as_mut_ptr(&mut self) -> *mut T {
        self.memory.start().wrapping_add(self.layout.offset())
    }

    /// Returns the view with a copy of the layout.
    #[inline]
    pub fn into_strided(self) -> StridedMut<'a, T> {
        StridedMut { memory: self.memory, layout: *self.layout }
    }
}

/// Panics if `layout` does not fit `available` elements.
#[inline(never)]
#[track_caller]
fn check_fit(layout: &Layout, available: usize) {
    assert!(layout.fits(available), "the layout does not fit its data");
}

impl<T> Strided<'_, T> {
    /// Borrows the view, without a copy of its layout.
    #[inline]
    pub fn by_ref(&self) -> StridedRef<'_, T> {
        StridedRef { memory: self.memory, layout: &self.layout }
    }
}

impl<T> StridedMut<'_, T> {
    /// Borrows the view to read it, without a copy of its layout.
    #[inline]
    pub fn by_ref(&self) -> StridedRef<'_, T> {
        StridedRef { memory: self.memory.shared(), layout: &self.layout }
    }

    /// Borrows the view mutably, without a copy of its layout.
    #[inline]
    pub fn by_mut(&mut self) -> StridedRefMut<'_, T> {
        StridedRefMut { memory: self.memory.reborrow(), layout: &self.layout }
    }
}
