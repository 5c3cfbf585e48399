//! Printing, comparison and conversion.

use super::{Array, ArrayView, ArrayViewMut};
use crate::Element;
use core::fmt::{Debug, Display, Formatter, Result};

/// Lists the traits and the types that print as NumPy prints.
macro_rules! prints {
    ($($array:ty)*) => {$(
        /// Prints as NumPy's `str`, with the formatter's options for each element: `{:.2}` writes
        /// two digits after the point of each float, as NumPy does after
        /// `set_printoptions(precision=2, floatmode='fixed')`; `{:+}` writes the sign of positive
        /// numbers; `{:8}` makes elements at least 8 columns wide.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1.0, 2.5], [10.0, 1.0 / 3.0]]);
        /// assert_eq!(format!("{x:.2}"), "[[ 1.00  2.50]\n [10.00  0.33]]");
        /// assert_eq!(format!("{x:+.1}"), "[[ +1.0  +2.5]\n [+10.0  +0.3]]");
        /// assert_eq!(format!("{x:7.1}"), "[[    1.0     2.5]\n [   10.0     0.3]]");
        /// ```
        impl<T: Element> Display for $array {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                Display::fmt(&self.view().0, f)
            }
        }

        /// Prints as NumPy's `repr`, with the formatter's options as for `Display`.
        impl<T: Element> Debug for $array {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                Debug::fmt(&self.view().0, f)
            }
        }
    )*};
}
prints! { Array<T> ArrayView<'_, T> ArrayViewMut<'_, T> }

/// Whether shapes and elements are equal.
fn equal<T: Element>(a: ArrayView<'_, T>, b: ArrayView<'_, T>) -> bool {
    a.shape() == b.shape()
        && match (a.as_slice(), b.as_slice()) {
            (Some(a), Some(b)) => a == b,
            _ => a.iter().eq(b.iter()),
        }
}

/// Lists which types compare.
macro_rules! compares {
    ($($a:ty => $($b:ty)*;)*) => {$($(
        /// Whether shapes and elements are equal; NaN equals nothing.
        impl<T: Element> PartialEq<$b> for $a {
            fn eq(&self, other: &$b) -> bool {
                equal(self.view(), other.view())
            }
        }
    )*)*};
}
compares! {
    Array<T> => Array<T> ArrayView<'_, T> ArrayViewMut<'_, T>;
    ArrayView<'_, T> => Array<T> ArrayView<'_, T> ArrayViewMut<'_, T>;
    ArrayViewMut<'_, T> => Array<T> ArrayView<'_, T> ArrayViewMut<'_, T>;
}

/// An array of this shape, which is that of the data.
fn shaped<T: Element>(shape: &[usize], data: &[T]) -> Array<T> {
    Array::from_slice(shape, data).unwrap_or_else(|error| panic!("{error}"))
}

/// One axis. Panics where memory cannot be allocated, as `Vec` does.
impl<T: Element> From<Vec<T>> for Array<T> {
    fn from(data: Vec<T>) -> Self {
        shaped(&[data.len()], &data)
    }
}

/// One axis. Panics where memory cannot be allocated, as `Vec` does.
impl<T: Element> From<&[T]> for Array<T> {
    fn from(data: &[T]) -> Self {
        shaped(&[data.len()], data)
    }
}

/// One axis. Panics where memory cannot be allocated, as `Vec` does.
impl<T: Element, const N: usize> From<[T; N]> for Array<T> {
    fn from(data: [T; N]) -> Self {
        shaped(&[N], &data)
    }
}

/// Two axes. Panics where memory cannot be allocated, as `Vec` does.
impl<T: Element, const M: usize, const N: usize> From<[[T; N]; M]> for Array<T> {
    fn from(data: [[T; N]; M]) -> Self {
        shaped(&[M, N], data.as_flattened())
    }
}

/// Three axes. Panics where memory cannot be allocated, as `Vec` does.
impl<T: Element, const L: usize, const M: usize, const N: usize> From<[[[T; N]; M]; L]>
    for Array<T>
{
    fn from(data: [[[T; N]; M]; L]) -> Self {
        shaped(&[L, M, N], data.as_flattened().as_flattened())
    }
}

/// No axes. Panics where memory cannot be allocated, as `Box` does.
impl<T: Element> From<T> for Array<T> {
    fn from(value: T) -> Self {
        Array::scalar(value)
    }
}

/// A copy. Panics where memory cannot be allocated, as `Vec` does.
impl<T: Element> From<ArrayView<'_, T>> for Array<T> {
    fn from(view: ArrayView<'_, T>) -> Self {
        view.to_array()
    }
}
