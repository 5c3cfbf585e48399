//! Owned, 64-byte aligned memory.

#[cfg(all(feature = "std", target_os = "linux", not(miri)))]
mod huge_pages;

use alloc::alloc::{alloc, alloc_zeroed, dealloc};
use core::alloc::Layout as Allocation;
use core::fmt;
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

use crate::bytes::{bytes_of, copies_of};
use crate::{Element, Error, Result};

/// The alignment of every buffer, in bytes: a cache line, and the widest vector.
const ALIGN: usize = 64;

/// The alignment that is asked of the allocator. `malloc` has it without a search, and `calloc`
/// without writing zeros over memory that is zero already.
const ALLOCATED_ALIGN: usize = 16;

/// An owned, 64-byte aligned slice of elements.
///
/// ```
/// use tightloop_array_core::Buffer;
///
/// let mut buffer = Buffer::<f32>::zeroed(3)?;
/// buffer[1] = 2.0;
/// assert_eq!(buffer[..], [0.0, 2.0, 0.0]);
/// assert_eq!(buffer.as_ptr().addr() % 64, 0);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
///
/// # Invariant
///
/// That of [`UninitBuffer`], and all elements are initialised.
pub struct Buffer<T: Element> {
    memory: UninitBuffer<T>,
}

impl<T: Element> Buffer<T> {
    /// Returns `len` zeros.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`] if allocation fails.
    pub fn zeroed(len: usize) -> Result<Self> {
        let buffer = UninitBuffer::allocate(len, alloc_zeroed)?;
        // SAFETY: all bytes are zero, which is a value of every `Element`.
        Ok(unsafe { buffer.assume_init() })
    }

    /// Copies `elements`.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`] if allocation fails.
    pub fn from_slice(elements: &[T]) -> Result<Self> {
        let mut buffer = UninitBuffer::new(elements.len())?;
        for (place, &element) in buffer.as_uninit_mut().iter_mut().zip(elements) {
            place.write(element);
        }
        // SAFETY: all elements have been copied in.
        Ok(unsafe { buffer.assume_init() })
    }

    /// Copies the elements whose bytes, in the byte order of the machine, are `bytes`, which may
    /// have any alignment.
    ///
    /// # Errors
    ///
    /// [`Error::PartialElement`] if they are not a whole number of elements; [`Error::InvalidBool`]
    /// if a `bool` is neither 0 nor 1; [`Error::Allocation`] if allocation fails.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let elements = copies_of(bytes)?;
        let mut buffer = UninitBuffer::new(elements.len())?;
        for (place, element) in buffer.as_uninit_mut().iter_mut().zip(elements) {
            place.write(element);
        }
        // SAFETY: the iterator yields as many elements as the buffer has places, so all of them are
        // written.
        Ok(unsafe { buffer.assume_init() })
    }

    /// Returns `len` elements, of which element `i` is `element(i)`.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`] if allocation fails.
    pub fn from_fn(len: usize, mut element: impl FnMut(usize) -> T) -> Result<Self> {
        let mut buffer = UninitBuffer::new(len)?;
        for (i, place) in buffer.as_uninit_mut().iter_mut().enumerate() {
            place.write(element(i));
        }
        // SAFETY: all elements have been written.
        Ok(unsafe { buffer.assume_init() })
    }

    /// Returns the bytes of the elements, in the byte order of the machine.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        bytes_of(self)
    }

    /// Copies the buffer; `clone` panics where this returns an error.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`] if allocation fails.
    pub fn try_clone(&self) -> Result<Self> {
        Buffer::from_slice(self)
    }
}

impl<T: Element> Deref for Buffer<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: `len` initialised elements at an aligned pointer (the type's invariant).
        unsafe { core::slice::from_raw_parts(self.memory.ptr.as_ptr(), self.memory.len) }
    }
}

impl<T: Element> DerefMut for Buffer<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: `len` initialised elements at an aligned pointer (the type's invariant), borrowed
        // mutably with `self`.
        unsafe { core::slice::from_raw_parts_mut(self.memory.ptr.as_ptr(), self.memory.len) }
    }
}

impl<T: Element> Clone for Buffer<T> {
    /// Copies the buffer.
    ///
    /// # Panics
    ///
    /// If allocation fails; [`try_clone`](Buffer::try_clone) returns an error instead.
    #[track_caller]
    fn clone(&self) -> Self {
        match self.try_clone() {
            Ok(copy) => copy,
            Err(error) => panic!("{error}"),
        }
    }
}

impl<T: Element> Default for Buffer<T> {
    /// Returns a buffer without elements.
    fn default() -> Self {
        Buffer { memory: UninitBuffer::dangling() }
    }
}

impl<T: Element> fmt::Debug for Buffer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self[..].fmt(f)
    }
}

impl<T: Element> PartialEq for Buffer<T> {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

/// An owned, 64-byte aligned slice of elements that are not written yet. It becomes a [`Buffer`]
/// once they are.
///
/// # Invariant
///
/// `ptr` is 64-byte aligned. If `len > 0`, it points into an allocation that it owns, of
/// `allocation(len)`, with `len` elements of room behind it; the byte before
/// `ptr` says how many bytes before it the allocation begins. If `len == 0`, it owns nothing.
pub struct UninitBuffer<T: Element> {
    ptr: NonNull<T>,
    len: usize,
}

// SAFETY: owns its elements alone, as a `Vec` does, and elements are `Send`.
unsafe impl<T: Element> Send for UninitBuffer<T> {}

// SAFETY: a shared buffer gives out shared elements only, and elements are `Sync`.
unsafe impl<T: Element> Sync for UninitBuffer<T> {}

impl<T: Element> UninitBuffer<T> {
    /// Allocates memory for `len` elements.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`] if allocation fails.
    pub fn new(len: usize) -> Result<Self> {
        Self::allocate(len, alloc)
    }

    /// Returns the number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns whether there are no elements.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns a pointer to the first element, aligned even if there are none.
    #[inline]
    pub fn as_mut_ptr(&mut self) -> *mut T {
        self.ptr.as_ptr()
    }

    /// Returns the uninitialised elements.
    #[inline]
    pub fn as_uninit_mut(&mut self) -> &mut [MaybeUninit<T>] {
        // SAFETY: room for `len` elements at an aligned pointer (the type's invariant), which need
        // not be initialised.
        unsafe { core::slice::from_raw_parts_mut(self.ptr.as_ptr().cast(), self.len) }
    }

    /// Returns the buffer with its elements.
    ///
    /// # Safety
    ///
    /// Every element has been written.
    #[inline]
    pub unsafe fn assume_init(self) -> Buffer<T> {
        Buffer { memory: self }
    }

    fn dangling() -> Self {
        UninitBuffer {
            ptr: NonNull::without_provenance(const { core::num::NonZero::new(ALIGN).unwrap() }),
            len: 0,
        }
    }

    /// Allocates memory for `len` elements by `allocate`, which is `alloc` or `alloc_zeroed`.
    fn allocate(len: usize, allocate: unsafe fn(Allocation) -> *mut u8) -> Result<Self> {
        if len == 0 {
            return Ok(Self::dangling());
        }
        let refused = || Error::Allocation { bytes: len.saturating_mul(size_of::<T>()) };
        let allocation = Self::allocation(len).ok_or_else(refused)?;
        // SAFETY: the size is at least `ALIGN`, and so not zero.
        let start = NonNull::new(unsafe { allocate(allocation) }).ok_or_else(refused)?;
        #[cfg(all(feature = "std", target_os = "linux", not(miri)))]
        // SAFETY: the allocation, which is owned here.
        unsafe {
            huge_pages::advise(start, allocation.size());
        }
        let before = ALIGN - start.addr().get() % ALIGN;
        // SAFETY: the allocation is `ALIGN` bytes larger than the elements, and `before` is at
        // least `ALLOCATED_ALIGN` and at most `ALIGN`.
        let ptr = unsafe {
            let ptr = start.add(before);
            ptr.sub(1).write(before as u8);
            ptr.cast()
        };
        Ok(UninitBuffer { ptr, len })
    }

    /// Returns the size and alignment of the allocation for `len` elements, if there can be one:
    /// room to align them within it.
    fn allocation(len: usize) -> Option<Allocation> {
        let size = len.checked_mul(size_of::<T>())?.checked_add(ALIGN)?;
        Allocation::from_size_align(size, ALLOCATED_ALIGN).ok()
    }
}

impl<T: Element> Drop for UninitBuffer<T> {
    #[inline]
    fn drop(&mut self) {
        if self.len == 0 {
            return;
        }
        if let Some(allocation) = Self::allocation(self.len) {
            let ptr: NonNull<u8> = self.ptr.cast();
            // SAFETY: an allocation of this size and alignment, which begins as many bytes before
            // `ptr` as the byte there says, and is owned (the type's invariant).
            unsafe {
                let before = usize::from(ptr.sub(1).read());
                dealloc(ptr.sub(before).as_ptr(), allocation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::C64;

    #[test]
    fn buffers_are_aligned_and_hold_their_elements() {
        for len in [0, 1, 3, 64, 1000, 3 << 20] {
            let zeros = Buffer::<C64>::zeroed(len).unwrap();
            assert!(zeros.iter().all(|&x| x == C64::ZERO));
            let counted = Buffer::<u16>::from_fn(len, |i| i as u16).unwrap();
            assert!(counted.iter().enumerate().all(|(i, &x)| x == i as u16));
            assert_eq!(counted.as_ptr() as usize % 64, 0);
            assert_eq!(zeros.as_ptr() as usize % 64, 0);
            let mut copy = counted.clone();
            assert_eq!(copy, counted);
            if len > 0 {
                copy[0] = 7;
                assert_ne!(copy, counted);
            }
        }
    }

    #[test]
    fn failed_allocations_are_errors() {
        for len in [usize::MAX, isize::MAX as usize, isize::MAX as usize / 8] {
            assert!(matches!(Buffer::<f64>::zeroed(len), Err(Error::Allocation { .. })));
            assert!(matches!(UninitBuffer::<f64>::new(len), Err(Error::Allocation { .. })));
        }
    }
}
