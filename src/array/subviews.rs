//! Iterators over views of an array.

use super::{ArrayView, ArrayViewMut};
use core::iter::FusedIterator;

/// An iterator over views that together hold each element of an array once: what
/// [`rows`](ArrayView::rows), [`axis_iter`](ArrayView::axis_iter) and [`lanes`](ArrayView::lanes)
/// return.
#[derive(Clone)]
pub struct Subviews<'a, T>(pub(crate) tightloop_array_core::Subviews<'a, T>);

/// An iterator over mutable views that together hold each element of an array once: what
/// [`rows_mut`](ArrayViewMut::rows_mut), [`axis_iter_mut`](ArrayViewMut::axis_iter_mut) and
/// [`lanes_mut`](ArrayViewMut::lanes_mut) return. The views can be used at the same time, and on
/// several threads.
pub struct SubviewsMut<'a, T>(pub(crate) tightloop_array_core::SubviewsMut<'a, T>);

/// Lists the iterators and what they yield.
macro_rules! iterators {
    ($($iterator:ident => $view:ident;)*) => {$(
        impl<'a, T> Iterator for $iterator<'a, T> {
            type Item = $view<'a, T>;

            #[inline]
            fn next(&mut self) -> Option<$view<'a, T>> {
                self.0.next().map($view)
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<$view<'a, T>> {
                self.0.nth(n).map($view)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }
        }

        impl<'a, T> DoubleEndedIterator for $iterator<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$view<'a, T>> {
                self.0.next_back().map($view)
            }
        }

        impl<T> ExactSizeIterator for $iterator<'_, T> {}

        impl<T> FusedIterator for $iterator<'_, T> {}
    )*};
}
iterators! {
    Subviews => ArrayView;
    SubviewsMut => ArrayViewMut;
}
