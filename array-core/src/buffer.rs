//! Owned, 64-byte aligned memory.

use alloc::alloc::{alloc, alloc_zeroed, dealloc, handle_alloc_error};
use core::alloc::Layout as Allocation;
use core::fmt;
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

use crate::bytes::{bytes_of, copies_of};
use crate::{Element, Error, Result};

/// The alignment of every buffer, in bytes: a cache line, and the widest vector.
const ALIGN: usize = 64;

/// The alignment that allocators give for little: they search for any other.
const LITTLE_ALIGN: usize = 16;

/// The most bytes that are had with little alignment, and aligned within memory that is larger than
/// they need.
const SMALL: usize = 512;

/// An owned, 64-byte aligned, contiguous row of elements. A slice in all but its ownership.
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
    /// `len` zeros.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`].
    pub fn zeroed(len: usize) -> Result<Self> {
        // SAFETY: of an `Element`, all-zero bytes are a value.
        Ok(unsafe { UninitBuffer::allocate(len, alloc_zeroed)?.assume_init() })
    }

    /// A copy of `elements`.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`].
    pub fn from_slice(elements: &[T]) -> Result<Self> {
        let mut buffer = UninitBuffer::new(elements.len())?;
        for (place, &element) in buffer.as_uninit_mut().iter_mut().zip(elements) {
            place.write(element);
        }
        // SAFETY: all elements have been copied in.
        Ok(unsafe { buffer.assume_init() })
    }

    /// A copy of the elements of which these are the bytes, in the byte order of the machine. The
    /// bytes may lie anywhere.
    ///
    /// # Errors
    ///
    /// [`Error::PartialElement`] if they are not a whole number of elements; [`Error::InvalidBool`]
    /// if one of them is no `bool`; [`Error::Allocation`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let elements = copies_of(bytes)?;
        let mut buffer = UninitBuffer::new(elements.len())?;
        for (place, element) in buffer.as_uninit_mut().iter_mut().zip(elements) {
            place.write(element);
        }
        // SAFETY: the iterator yields as many elements as the buffer has places, so that all of
        // them are written.
        Ok(unsafe { buffer.assume_init() })
    }

    /// `len` elements, element `i` being `element(i)`.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`].
    pub fn from_fn(len: usize, mut element: impl FnMut(usize) -> T) -> Result<Self> {
        let mut buffer = UninitBuffer::new(len)?;
        for (i, place) in buffer.as_uninit_mut().iter_mut().enumerate() {
            place.write(element(i));
        }
        // SAFETY: all elements have been written.
        Ok(unsafe { buffer.assume_init() })
    }

    /// The bytes of the elements, in the byte order of the machine.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        bytes_of(self)
    }

    /// A copy of this buffer.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`].
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
    /// # Panics
    ///
    /// As `Vec` does where memory cannot be allocated; [`try_clone`](Buffer::try_clone) returns an
    /// error instead.
    fn clone(&self) -> Self {
        self.try_clone().unwrap_or_else(|_| handle_alloc_error(Allocation::for_value(&self[..])))
    }
}

impl<T: Element> Default for Buffer<T> {
    /// No elements.
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

/// An owned, 64-byte aligned row of elements that are still to be written. Becomes a [`Buffer`]
/// once they are.
///
/// # Invariant
///
/// `ptr` is 64-byte aligned. Where `len > 0`, it owns the allocation of `len` elements of `T`, and
/// points to its start; if they are small, as many bytes past its start as the byte before `ptr`
/// says, at most 64. Where `len == 0`, it owns nothing.
pub struct UninitBuffer<T: Element> {
    ptr: NonNull<T>,
    len: usize,
}

// SAFETY: owns its elements alone, as a `Vec` does, and elements are `Send`.
unsafe impl<T: Element> Send for UninitBuffer<T> {}

// SAFETY: a shared buffer gives out shared elements only, and elements are `Sync`.
unsafe impl<T: Element> Sync for UninitBuffer<T> {}

impl<T: Element> UninitBuffer<T> {
    /// Memory for `len` elements.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`].
    pub fn new(len: usize) -> Result<Self> {
        Self::allocate(len, alloc)
    }

    /// The number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no elements.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The first element; aligned even where there are none.
    #[inline]
    pub fn as_mut_ptr(&mut self) -> *mut T {
        self.ptr.as_ptr()
    }

    /// The elements, to be written.
    #[inline]
    pub fn as_uninit_mut(&mut self) -> &mut [MaybeUninit<T>] {
        // SAFETY: `len` elements at an aligned pointer (the type's invariant), which need not be
        // initialised.
        unsafe { core::slice::from_raw_parts_mut(self.ptr.as_ptr().cast(), self.len) }
    }

    /// The buffer, now that its elements are there.
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

    /// Memory for `len` elements from `allocate`, which is `alloc` or `alloc_zeroed`.
    fn allocate(len: usize, allocate: unsafe fn(Allocation) -> *mut u8) -> Result<Self> {
        if len == 0 {
            return Ok(Self::dangling());
        }
        let refused = || Error::Allocation { bytes: len.saturating_mul(size_of::<T>()) };
        let allocation = Self::allocation(len).ok_or_else(refused)?;
        // SAFETY: `len` and the size of every `Element` are at least 1, so that the size is not
        // zero.
        let start = NonNull::new(unsafe { allocate(allocation) }).ok_or_else(refused)?;
        if !Self::is_small(len) {
            return Ok(UninitBuffer { ptr: start.cast(), len });
        }
        let past = ALIGN - start.addr().get() % ALIGN;
        // SAFETY: the allocation is 64 bytes larger than the elements, and `past` is 16 to 64.
        let ptr = unsafe {
            let ptr = start.add(past);
            ptr.sub(1).write(past as u8);
            ptr.cast()
        };
        Ok(UninitBuffer { ptr, len })
    }

    /// Whether `len` elements are so small that they are aligned within their allocation.
    #[inline]
    const fn is_small(len: usize) -> bool {
        len <= SMALL / size_of::<T>()
    }

    /// The size and alignment of memory for `len` elements, if they can be.
    fn allocation(len: usize) -> Option<Allocation> {
        if Self::is_small(len) {
            return Allocation::from_size_align(len * size_of::<T>() + ALIGN, LITTLE_ALIGN).ok();
        }
        Allocation::array::<T>(len).ok()?.align_to(ALIGN).ok()
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
            // SAFETY: allocated with the same size and alignment, so many bytes before, and owned
            // (the type's invariant).
            unsafe {
                let past =
                    if Self::is_small(self.len) { usize::from(ptr.sub(1).read()) } else { 0 };
                dealloc(ptr.sub(past).as_ptr(), allocation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::C64;

    #[test]
    fn buffers_are_aligned_and_hold_what_they_were_given() {
        for len in [0, 1, 3, 64, 1000] {
            let zeros = Buffer::<C64>::zeroed(len).unwrap();
            assert!(zeros.iter().all(|&x| x == C64::ZERO));
            let counted = Buffer::<u16>::from_fn(len, |i| i as u16).unwrap();
            assert!(counted.iter().enumerate().all(|(i, &x)| x as usize == i));
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
    fn memory_that_is_not_there_is_an_error() {
        for len in [usize::MAX, isize::MAX as usize, isize::MAX as usize / 8] {
            assert!(matches!(Buffer::<f64>::zeroed(len), Err(Error::Allocation { .. })));
            assert!(matches!(UninitBuffer::<f64>::new(len), Err(Error::Allocation { .. })));
        }
    }
}
