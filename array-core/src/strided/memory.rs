//! The memory of views. A view borrows its own elements only, not those between them: mutable views
//! of one array may interleave, and then no slice holds the elements of one alone.

use core::marker::PhantomData;
use core::ops::Range;
use core::ptr::NonNull;

/// The elements of a view, borrowed for `'a`, and where in memory its positions count from.
///
/// # Invariant
///
/// `slice` is one allocation, and each element at a position of the view's layout can be read for
/// `'a`.
#[derive(Debug)]
pub(super) struct Memory<'a, T> {
    slice: NonNull<[T]>,
    lifetime: PhantomData<&'a [T]>,
}

impl<T> Clone for Memory<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memory<'_, T> {}

// SAFETY: gives out `&T` only, as a slice does.
unsafe impl<T: Sync> Send for Memory<'_, T> {}

// SAFETY: gives out `&T` only, as a slice does.
unsafe impl<T: Sync> Sync for Memory<'_, T> {}

impl<'a, T> Memory<'a, T> {
    /// Borrows the whole slice.
    #[inline]
    pub(super) const fn new(slice: &'a [T]) -> Self {
        Memory { slice: NonNull::from_ref(slice), lifetime: PhantomData }
    }

    /// Borrows the elements at the positions of a view's layout.
    ///
    /// # Safety
    ///
    /// The type's invariant.
    #[inline]
    pub(super) const unsafe fn from_raw(slice: NonNull<[T]>) -> Self {
        Memory { slice, lifetime: PhantomData }
    }

    /// Returns the number of elements that positions may lead to.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.slice.len()
    }

    /// Returns a pointer to position 0.
    #[inline]
    pub(super) fn start(&self) -> *const T {
        self.slice.as_ptr().cast()
    }

    /// Returns the element at a position.
    ///
    /// # Safety
    ///
    /// The position is one of the view's layout.
    #[inline]
    pub(super) unsafe fn element(&self, position: usize) -> &'a T {
        debug_assert!(position < self.len());
        // SAFETY: the view has borrowed this element for `'a` (the type's invariant).
        unsafe { &*self.start().add(position) }
    }

    /// Returns the elements at neighbouring positions.
    ///
    /// # Safety
    ///
    /// All of them are positions of the view's layout, or there are none.
    #[inline]
    pub(super) unsafe fn elements(&self, positions: Range<usize>) -> &'a [T] {
        debug_assert!(positions.end <= self.len());
        // SAFETY: the view has borrowed these elements for `'a` (the type's invariant); without
        // elements, the range is at the start.
        unsafe { core::slice::from_raw_parts(self.start().add(positions.start), positions.len()) }
    }
}

/// The elements of a mutable view, borrowed for `'a`, and where in memory its positions count from.
///
/// # Invariant
///
/// `slice` is one allocation, and each element at a position of the view's layout can be read and
/// written for `'a`, through this view alone.
#[derive(Debug)]
pub(super) struct MemoryMut<'a, T> {
    slice: NonNull<[T]>,
    lifetime: PhantomData<&'a mut [T]>,
}

// SAFETY: gives out each element as a `&mut T`, as a mutable slice does.
unsafe impl<T: Send> Send for MemoryMut<'_, T> {}

// SAFETY: shared, gives out `&T` only, as a mutable slice does.
unsafe impl<T: Sync> Sync for MemoryMut<'_, T> {}

impl<'a, T> MemoryMut<'a, T> {
    /// Borrows the whole slice.
    #[inline]
    pub(super) const fn new(slice: &'a mut [T]) -> Self {
        MemoryMut { slice: NonNull::from_mut(slice), lifetime: PhantomData }
    }

    /// Borrows the elements at the positions of a view's layout.
    ///
    /// # Safety
    ///
    /// The type's invariant.
    #[inline]
    pub(super) const unsafe fn from_raw(slice: NonNull<[T]>) -> Self {
        MemoryMut { slice, lifetime: PhantomData }
    }

    /// Returns the number of elements that positions may lead to.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.slice.len()
    }

    /// Returns a pointer to position 0.
    #[inline]
    pub(super) fn start(&mut self) -> *mut T {
        self.slice.as_ptr().cast()
    }

    /// Returns the memory, to be read.
    #[inline]
    pub(super) fn shared(&self) -> Memory<'_, T> {
        Memory { slice: self.slice, lifetime: PhantomData }
    }

    /// Returns the memory for a shorter time.
    #[inline]
    pub(super) fn reborrow(&mut self) -> MemoryMut<'_, T> {
        MemoryMut { slice: self.slice, lifetime: PhantomData }
    }

    /// Returns the memory for another view beside this one.
    ///
    /// # Safety
    ///
    /// The layouts of the two views have no position in common.
    #[inline]
    pub(super) unsafe fn beside(&mut self) -> MemoryMut<'a, T> {
        MemoryMut { slice: self.slice, lifetime: PhantomData }
    }

    /// Returns the element at a position.
    ///
    /// # Safety
    ///
    /// The position is one of the view's layout, and while the reference lives, no other access to
    /// this element is made through this view.
    #[inline]
    pub(super) unsafe fn element(&mut self, position: usize) -> &'a mut T {
        debug_assert!(position < self.len());
        // SAFETY: the view alone has borrowed this element for `'a` (the type's invariant), and
        // gives it out once (this function's contract).
        unsafe { &mut *self.start().add(position) }
    }

    /// Returns the elements at neighbouring positions.
    ///
    /// # Safety
    ///
    /// All of them are positions of the view's layout, or there are none.
    #[inline]
    pub(super) unsafe fn into_elements(mut self, positions: Range<usize>) -> &'a mut [T] {
        debug_assert!(positions.end <= self.len());
        let (start, len) = (positions.start, positions.len());
        // SAFETY: the view, which ends here, alone has borrowed these elements for `'a` (the type's
        // invariant); without elements, the range is at the start.
        unsafe { core::slice::from_raw_parts_mut(self.start().add(start), len) }
    }
}
