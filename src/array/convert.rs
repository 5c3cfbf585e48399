//! Arrays made from other collections.

use super::{Array, ArrayView};
use crate::infallible::infallible;
use crate::{Element, Error, Result};

/// Copies the data into an array of this shape, which has as many elements.
#[track_caller]
fn shaped<T: Element>(shape: &[usize], data: &[T]) -> Array<T> {
    infallible(Array::from_slice(shape, data))
}

/// Lists the conversions.
macro_rules! converts {
    ($($about:literal [$($generics:tt)*] $from:ty => |$data:ident| $array:expr;)*) => {$(
        impl<$($generics)*> From<$from> for Array<T> {
            #[doc = $about]
            ///
            /// # Panics
            ///
            /// If allocation fails.
            #[track_caller]
            fn from($data: $from) -> Self {
                $array
            }
        }
    )*};
}
converts! {
    "Makes an array without axes." [T: Element] T => |value| Array::scalar(value);
    "Makes an array with one axis." [T: Element] Vec<T> => |data| shaped(&[data.len()], &data);
    "Makes an array with one axis." [T: Element] &[T] => |data| shaped(&[data.len()], data);
    "Makes an array with two axes: a row per item." [T: Element, const N: usize] Vec<[T; N]> =>
        |data| shaped(&[data.len(), N], data.as_flattened());
    "Copies a view." [T: Element] ArrayView<'_, T> => |view| view.to_array();
}

/// Lists the nested arrays, each with its lengths, outermost first, and with a call per level to
/// flatten.
macro_rules! nested {
    ($($axes:literal: [$($len:ident)+] $from:ty, $($flatten:ident)*;)*) => {
        converts! {$(
            $axes [T: Element, $(const $len: usize),+] $from =>
                |data| shaped(&[$($len),+], data.as_slice()$(.$flatten())*);
        )*}
    };
}
nested! {
    "Makes an array with one axis.": [N] [T; N],;
    "Makes an array with two axes.": [M N] [[T; N]; M], as_flattened;
    "Makes an array with three axes.": [L M N] [[[T; N]; M]; L], as_flattened as_flattened;
    "Makes an array with four axes.": [K L M N] [[[[T; N]; M]; L]; K],
        as_flattened as_flattened as_flattened;
    "Makes an array with five axes.": [J K L M N] [[[[[T; N]; M]; L]; K]; J],
        as_flattened as_flattened as_flattened as_flattened;
    "Makes an array with six axes.": [I J K L M N] [[[[[[T; N]; M]; L]; K]; J]; I],
        as_flattened as_flattened as_flattened as_flattened as_flattened;
}

impl<T: Element> TryFrom<Vec<Vec<T>>> for Array<T> {
    type Error = Error;

    /// Makes an array with two axes: a row per `Vec`, all of one length.
    ///
    /// # Errors
    ///
    /// [`Error::UnequalLengths`] if the rows differ in length, [`Error::Allocation`] if allocation
    /// fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, Error};
    ///
    /// let x = Array::try_from(vec![vec![1, 2], vec![3, 4], vec![5, 6]])?;
    /// assert_eq!(x, Array::from([[1, 2], [3, 4], [5, 6]]));
    ///
    /// let ragged = Array::try_from(vec![vec![1, 2], vec![3]]);
    /// assert!(matches!(ragged, Err(Error::UnequalLengths { shortest: 1, longest: 2, .. })));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(rows: Vec<Vec<T>>) -> Result<Self> {
        let lengths = || rows.iter().map(Vec::len);
        let (shortest, longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
        if shortest != longest {
            return Err(Error::UnequalLengths { op: "try_from", shortest, longest });
        }
        let mut array = Array::zeros(&[rows.len(), longest])?;
        // Rows of length 0 have no chunks.
        let places = array.as_slice_mut().chunks_exact_mut(longest.max(1));
        places.zip(&rows).for_each(|(place, row)| place.copy_from_slice(row));
        Ok(array)
    }
}

impl<T: Element> FromIterator<T> for Array<T> {
    /// Makes an array with one axis.
    ///
    /// # Panics
    ///
    /// If allocation fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let squares: Array<i32> = (1..4).map(|i| i * i).collect();
    /// assert_eq!(squares, Array::from([1, 4, 9]));
    /// ```
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::from(Vec::from_iter(elements))
    }
}
