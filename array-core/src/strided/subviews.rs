//! Views of parts of another one, which together hold each element once.

use core::iter::FusedIterator;

use super::memory::{Memory, MemoryMut};
use super::{Strided, StridedMut};
use crate::layout::Sublayouts;
use crate::{Axis, AxisIndex, Layout, Result};

impl<'a, T> Strided<'a, T> {
    fn subviews(&self, layouts: Sublayouts) -> Subviews<'a, T> {
        Subviews { memory: self.memory, layouts }
    }

    /// Returns the views without `axis`; see [`Layout::axis_iter`](crate::Layout::axis_iter), also
    /// for the errors.
    pub fn axis_iter(&self, axis: impl Axis) -> Result<Subviews<'a, T>> {
        Ok(self.subviews(self.layout.axis_iter(axis)?))
    }

    /// Returns the views along `axis`; see [`Layout::lanes`](crate::Layout::lanes), also for the
    /// errors.
    pub fn lanes(&self, axis: impl Axis) -> Result<Subviews<'a, T>> {
        Ok(self.subviews(self.layout.lanes(axis)?))
    }

    /// Returns the views without the first axis; see [`Layout::rows`](crate::Layout::rows).
    pub fn rows(&self) -> Subviews<'a, T> {
        self.subviews(self.layout.rows())
    }

    /// Returns the views before and from an index on; see
    /// [`Layout::split_at`](crate::Layout::split_at), also for the errors.
    pub fn split_at(&self, axis: impl Axis, index: impl AxisIndex) -> Result<(Self, Self)> {
        let (before, after) = self.layout.split_at(axis, index)?;
        Ok((self.relaid(before), self.relaid(after)))
    }
}

impl<'a, T> StridedMut<'a, T> {
    fn subviews(self, layouts: Sublayouts) -> SubviewsMut<'a, T> {
        SubviewsMut { memory: self.memory, layouts }
    }

    /// Returns the views without `axis`; see [`Layout::axis_iter`](crate::Layout::axis_iter), also
    /// for the errors.
    pub fn axis_iter(self, axis: impl Axis) -> Result<SubviewsMut<'a, T>> {
        let layouts = self.layout.interleaved().axis_iter(axis)?;
        Ok(self.subviews(layouts))
    }

    /// Returns the views along `axis`; see [`Layout::lanes`](crate::Layout::lanes), also for the
    /// errors.
    pub fn lanes(self, axis: impl Axis) -> Result<SubviewsMut<'a, T>> {
        let layouts = self.layout.interleaved().lanes(axis)?;
        Ok(self.subviews(layouts))
    }

    /// Returns the views without the first axis; see [`Layout::rows`](crate::Layout::rows).
    pub fn rows(self) -> SubviewsMut<'a, T> {
        let layouts = self.layout.interleaved().rows();
        self.subviews(layouts)
    }

    /// Returns the views before and from an index on; see
    /// [`Layout::split_at`](crate::Layout::split_at), also for the errors.
    pub fn split_at(mut self, axis: impl Axis, index: impl AxisIndex) -> Result<(Self, Self)> {
        let (before, after) = self.layout.interleaved().split_at(axis, index)?;
        // SAFETY: each position of this view, all distinct, is in one of the two parts.
        let memory = unsafe { self.memory.beside() };
        Ok((StridedMut { memory, layout: before }, self.relaid(after)))
    }
}

/// The views of [`Strided::axis_iter`], [`Strided::lanes`] and [`Strided::rows`].
#[derive(Clone)]
pub struct Subviews<'a, T> {
    memory: Memory<'a, T>,
    layouts: Sublayouts,
}

impl<'a, T> Subviews<'a, T> {
    #[inline]
    fn view(&mut self, layout: Layout) -> Strided<'a, T> {
        Strided { memory: self.memory, layout }
    }
}

/// The views of [`StridedMut::axis_iter`], [`StridedMut::lanes`] and [`StridedMut::rows`].
pub struct SubviewsMut<'a, T> {
    memory: MemoryMut<'a, T>,
    layouts: Sublayouts,
}

impl<'a, T> SubviewsMut<'a, T> {
    /// Returns the view of one of the layouts. Each of them comes once.
    #[inline]
    fn view(&mut self, layout: Layout) -> StridedMut<'a, T> {
        // SAFETY: each position of the whole view, all distinct, is in one of the layouts.
        StridedMut { memory: unsafe { self.memory.beside() }, layout }
    }
}

/// Lists the iterators and what they yield.
macro_rules! iterators {
    ($($iterator:ident => $view:ident;)*) => {$(
        impl<'a, T> Iterator for $iterator<'a, T> {
            type Item = $view<'a, T>;

            #[inline]
            fn next(&mut self) -> Option<$view<'a, T>> {
                self.layouts.next().map(|layout| self.view(layout))
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<$view<'a, T>> {
                self.layouts.nth(n).map(|layout| self.view(layout))
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.layouts.size_hint()
            }
        }

        impl<'a, T> DoubleEndedIterator for $iterator<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$view<'a, T>> {
                self.layouts.next_back().map(|layout| self.view(layout))
            }
        }

        impl<T> ExactSizeIterator for $iterator<'_, T> {}

        impl<T> FusedIterator for $iterator<'_, T> {}
    )*};
}
iterators! {
    Subviews => Strided;
    SubviewsMut => StridedMut;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_mutable_views_are_interleaved_and_so_are_views_of_them() {
        let mut data = [0; 24];
        let mut x = StridedMut::new(&mut data, &[2, 3, 4]).unwrap();
        assert!(!x.view().layout().is_interleaved());
        let is_interleaved = |view: StridedMut<'_, i32>| {
            let view = view.view();
            let slice = crate::Slice::step(.., 2);
            let views = [
                Ok(view),
                Ok(view.t()),
                view.slice(&[slice]),
                view.insert_axis(0),
                view.broadcast_to(&[2, view.shape()[0]]),
                view.flip(0),
            ];
            views.iter().flatten().all(|view| view.layout().is_interleaved())
        };
        assert!(x.reborrow().lanes(0).unwrap().all(is_interleaved));
        assert!(
            x.reborrow().axis_iter(2).unwrap().all(|view| view.view().layout().is_interleaved())
        );
        assert!(x.reborrow().rows().all(|view| view.view().layout().is_interleaved()));
        let (before, after) = x.reborrow().split_at(1, 1).unwrap();
        assert!([before, after].iter().all(|part| part.view().layout().is_interleaved()));
        // Nobody writes while it is read.
        assert!(x.view().lanes(0).unwrap().all(|view| !view.layout().is_interleaved()));
    }
}
