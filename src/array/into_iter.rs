//! Iteration over the elements of an array by value.

use super::Array;
use crate::Element;
use core::iter::FusedIterator;
use core::ops::Range;
use tightloop_array_core::Buffer;

/// An iterator over the elements of an [`Array`] in C order, by value.
#[derive(Clone, Debug)]
pub struct IntoIter<T: Element> {
    buffer: Buffer<T>,
    /// The elements to come.
    left: Range<usize>,
}

impl<T: Element> Iterator for IntoIter<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.left.next().map(|i| self.buffer[i])
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<T> {
        self.left.nth(n).map(|i| self.buffer[i])
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }

    #[inline]
    fn fold<B, F: FnMut(B, T) -> B>(self, init: B, f: F) -> B {
        self.buffer[self.left].iter().copied().fold(init, f)
    }
}

impl<T: Element> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.left.next_back().map(|i| self.buffer[i])
    }
}

impl<T: Element> ExactSizeIterator for IntoIter<T> {}

impl<T: Element> FusedIterator for IntoIter<T> {}

impl<T: Element> IntoIterator for Array<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    /// Returns an iterator over the elements in C order, by value.
    ///
    /// # Examples
    ///
    /// ```
    /// let x = tightloop::Array::from([[1, 2], [3, 4]]);
    /// assert_eq!(x.into_iter().rev().collect::<Vec<i32>>(), [4, 3, 2, 1]);
    /// ```
    #[inline]
    fn into_iter(self) -> IntoIter<T> {
        let buffer = self.into_buffer();
        IntoIter { left: 0..buffer.len(), buffer }
    }
}
