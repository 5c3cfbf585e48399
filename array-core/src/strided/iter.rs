//! Iteration over the elements of views, in C order.

use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::slice;

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
    Positions { data: &'a [T], positions: Positions },
}

impl<'a, T> Iter<'a, T> {
    #[inline]
    pub(super) fn of_slice(elements: &'a [T]) -> Self {
        Iter { walk: Walk::Slice(elements.iter()) }
    }

    #[inline]
    pub(super) fn of_positions(data: &'a [T], positions: Positions) -> Self {
        Iter { walk: Walk::Positions { data, positions } }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match &mut self.walk {
            Walk::Slice(elements) => elements.next(),
            Walk::Positions { data, positions } => positions.next().map(|position| &data[position]),
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
            Walk::Positions { data, positions } => {
                positions.fold(init, |acc, position| f(acc, &data[position]))
            }
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
    /// The positions to come are in bounds of the data and distinct, from each other and from those
    /// gone by.
    Positions {
        data: *mut T,
        positions: Positions,
        lifetime: PhantomData<&'a mut [T]>,
    },
}

// SAFETY: hands out `&mut T`, each element once, as `slice::IterMut` does.
unsafe impl<T: Send> Send for WalkMut<'_, T> {}

// SAFETY: a shared iterator gives no access to elements.
unsafe impl<T: Sync> Sync for WalkMut<'_, T> {}

impl<'a, T> IterMut<'a, T> {
    #[inline]
    pub(super) fn of_slice(elements: &'a mut [T]) -> Self {
        IterMut { walk: WalkMut::Slice(elements.iter_mut()) }
    }

    /// # Safety
    ///
    /// The positions are in bounds of `data` and distinct.
    #[inline]
    pub(super) unsafe fn of_positions(data: &'a mut [T], positions: Positions) -> Self {
        IterMut {
            walk: WalkMut::Positions { data: data.as_mut_ptr(), positions, lifetime: PhantomData },
        }
    }
}

impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;

    #[inline]
    fn next(&mut self) -> Option<&'a mut T> {
        match &mut self.walk {
            WalkMut::Slice(elements) => elements.next(),
            WalkMut::Positions { data, positions, .. } => {
                // SAFETY: in bounds of the data, and no other borrow of this element is given out
                // (the variant's invariant).
                positions.next().map(|position| unsafe { &mut *data.add(position) })
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
