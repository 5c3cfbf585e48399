//! Short lists with one item per axis, kept inline.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};

use crate::{Error, Result};

/// The largest number of axes that an array can have.
pub const MAX_NDIM: usize = 16;

/// A list of at most [`MAX_NDIM`] items, kept inline: usually one per axis.
///
/// ```
/// use tightloop_array_core::Shape;
///
/// let shape = Shape::from_slice(&[2, 3])?;
/// assert_eq!(shape[..], [2, 3]);
/// assert_eq!(shape.iter().product::<usize>(), 6);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
///
/// # Invariant
///
/// `len <= MAX_NDIM`, and the first `len` items are initialised. The others are not: a short list
/// costs only its own items.
pub struct Dims<T> {
    items: [MaybeUninit<T>; MAX_NDIM],
    len: usize,
}

/// The lengths of an array's axes.
pub type Shape = Dims<usize>;

/// The distances, in elements, between neighbours along each axis.
pub type Strides = Dims<isize>;

impl<T: Copy> Dims<T> {
    /// Returns the empty list.
    #[inline]
    pub const fn new() -> Self {
        Dims { items: [const { MaybeUninit::uninit() }; MAX_NDIM], len: 0 }
    }

    /// Returns a list of one item.
    #[inline]
    pub const fn one(item: T) -> Self {
        let mut list = Self::new();
        list.items[0] = MaybeUninit::new(item);
        list.len = 1;
        list
    }

    /// Returns a copy of `items`.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAxes`] if there are more than [`MAX_NDIM`].
    #[inline]
    pub fn from_slice(items: &[T]) -> Result<Self> {
        let mut list = Self::new();
        list.set(items)?;
        Ok(list)
    }

    /// Makes this a copy of `items`. Cheaper than returning a list, which is large.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAxes`] if there are more than [`MAX_NDIM`].
    #[inline]
    pub(crate) fn set(&mut self, items: &[T]) -> Result<()> {
        if items.len() > MAX_NDIM {
            return Err(Error::TooManyAxes { ndim: items.len() });
        }
        for (place, &item) in self.items.iter_mut().zip(items) {
            *place = MaybeUninit::new(item);
        }
        self.len = items.len();
        Ok(())
    }

    /// Makes this a copy of an array.
    #[inline(always)]
    pub(crate) fn set_array<const N: usize>(&mut self, items: [T; N]) {
        const { assert!(N <= MAX_NDIM) };
        for (place, item) in self.items.iter_mut().zip(items) {
            *place = MaybeUninit::new(item);
        }
        self.len = N;
    }

    /// Appends `item`. The caller has made sure that there is room.
    #[inline]
    pub fn push(&mut self, item: T) {
        self.items[self.len] = MaybeUninit::new(item);
        self.len += 1;
    }

    /// Appends `item`.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAxes`] if the list is full.
    #[inline]
    pub fn try_push(&mut self, item: T) -> Result<()> {
        if self.len == MAX_NDIM {
            return Err(Error::TooManyAxes { ndim: MAX_NDIM + 1 });
        }
        self.push(item);
        Ok(())
    }

    /// Removes the last item and returns it.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let last = *self.last()?;
        self.len -= 1;
        Some(last)
    }

    /// Inserts `item` before position `at <= len`. The caller has made sure that there is room.
    pub(crate) fn insert(&mut self, at: usize, item: T) {
        self.push(item);
        self[at..].rotate_right(1);
    }

    /// Removes the item at position `at < len` and returns it.
    pub(crate) fn remove(&mut self, at: usize) -> T {
        let item = self[at];
        self[at..].rotate_left(1);
        self.len -= 1;
        item
    }

    /// Shortens the list to its first `len` items; no effect if it is no longer than that.
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }
}

impl<T: Copy> Deref for Dims<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: the first `len <= MAX_NDIM` items are initialised (the type's invariant).
        unsafe { core::slice::from_raw_parts(self.items.as_ptr().cast(), self.len) }
    }
}

impl<T: Copy> DerefMut for Dims<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: the first `len <= MAX_NDIM` items are initialised (the type's invariant).
        unsafe { core::slice::from_raw_parts_mut(self.items.as_mut_ptr().cast(), self.len) }
    }
}

impl<T: Copy> Clone for Dims<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy> Copy for Dims<T> {}

impl<T: Copy> Default for Dims<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for Dims<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self[..].fmt(f)
    }
}

impl<T: Copy + PartialEq> PartialEq for Dims<T> {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

impl<T: Copy + Eq> Eq for Dims<T> {}

impl<T: Copy + Hash> Hash for Dims<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self[..].hash(state);
    }
}

impl<'a, T: Copy> IntoIterator for &'a Dims<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_keep_the_order() {
        let mut list = Dims::from_slice(&[1, 2, 4]).unwrap();
        list.insert(2, 3);
        list.insert(0, 0);
        assert_eq!(list[..], [0, 1, 2, 3, 4]);
        assert_eq!(list.remove(1), 1);
        assert_eq!(list.pop(), Some(4));
        assert_eq!(list[..], [0, 2, 3]);
        list.truncate(1);
        assert_eq!(list, Dims::one(0));
    }

    #[test]
    fn holds_max_ndim_items_and_refuses_more() {
        let full = [7usize; MAX_NDIM];
        let mut list = Dims::from_slice(&full).unwrap();
        assert_eq!(list[..], full);
        assert!(matches!(list.try_push(1), Err(Error::TooManyAxes { ndim: 17 })));
        assert!(matches!(Shape::from_slice(&[0; 40]), Err(Error::TooManyAxes { ndim: 40 })));
    }
}
