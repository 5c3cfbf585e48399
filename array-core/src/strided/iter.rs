//! Iteration over the elements of views, in C order.

use core::iter::FusedIterator;
use core::slice;

use super::memory::{Memory, MemoryMut};
use crate::Positions;

/// The elements of a [`Strided`](crate::Strided) in C order.
#[derive(Clone, Debug)]
pub struct Iter<'a, T> {
    walk: Walk<'a, T>,
}

#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "boxing would allocate for each walk")]
enum Walk<'a, T> {
    Slice(slice::Iter<'a, T>),
    /// The positions to come are those of a view of the memory.
    Positions {
        memory: Memory<'a, T>,
        positions: Positions,
    },
}

impl<'a, T> Iter<'a, T> {
    #[inline]
    pub(super) fn of_slice(elements: &'a [T]) -> Self {
        Iter { walk: Walk::Slice(elements.iter()) }
    }

    /// # Safety
    ///
    /// The positions are those of the layout of the view that has the memory.
    #[inline]
    pub(super) unsafe fn of_positions(memory: Memory<'a, T>, positions: Positions) -> Self {
        Iter { walk: Walk::Positions { memory, positions } }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match &mut self.walk {
            Walk::Slice(elements) => elements.next(),
            Walk::Positions { memory, positions } => {
                // SAFETY: the position is one of a view of the memory (the variant's invariant).
                positions.next().map(|position| unsafe { memory.element(position) })
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.walk {
            Walk::Slice(elements) => elements.size_hint(),
            Walk::Positions { positions, .. } => positions.size_hint(),
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, &'a T) -> B>(self, init: B, mut f: F) -> B {
        match self.walk {
            Walk::Slice(elements) => elements.fold(init, f),
            Walk::Positions { memory, positions } => positions.fold(init, |acc, position| {
                // SAFETY: the position is one of a view of the memory (the variant's invariant).
                f(acc, unsafe { memory.element(position) })
            }),
        }
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<T> FusedIterator for Iter<'_, T> {}

/// The elements of a [`StridedMut`](crate::StridedMut) in C order.
#[derive(Debug)]
pub struct IterMut<'a, T> {
    walk: WalkMut<'a, T>,
}

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "boxing would allocate for each walk")]
enum WalkMut<'a, T> {
    Slice(slice::IterMut<'a, T>),
    /// The positions to come are those of a view of the memory, and distinct, from each other and
    /// from those gone by.
    Positions {
        memory: MemoryMut<'a, T>,
        positions: Positions,
    },
}

impl<'a, T> IterMut<'a, T> {
    #[inline]
    pub(super) fn of_slice(elements: &'a mut [T]) -> Self {
        IterMut { walk: WalkMut::Slice(elements.iter_mut()) }
    }

    /// # Safety
    ///
    /// The positions are those of the layout of the view that has the memory, and distinct.
    #[inline]
    pub(super) unsafe fn of_positions(memory: MemoryMut<'a, T>, positions: Positions) -> Self {
        IterMut { walk: WalkMut::Positions { memory, positions } }
    }
}

impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;

    #[inline]
    fn next(&mut self) -> Option<&'a mut T> {
        match &mut self.walk {
            WalkMut::Slice(elements) => elements.next(),
            WalkMut::Positions { memory, positions } => {
                // SAFETY: the position is one of a view of the memory, and comes once (the
                // variant's invariant).
                positions.next().map(|position| unsafe { memory.element(position) })
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.walk {
            WalkMut::Slice(elements) => elements.size_hint(),
            WalkMut::Positions { positions, .. } => positions.size_hint(),
        }
    }
}

impl<T> ExactSizeIterator for IterMut<'_, T> {}

impl<T> FusedIterator for IterMut<'_, T> {}
