//! Arrays made from Rust's own collections.

use super::Array;
use crate::call::infallible;
use crate::{Element, Error, Result};

/// Lists nested arrays: the names of their lengths from outside, and how to make them flat.
macro_rules! nested {
    ($($axes:literal: $($len:ident)+, $t:ty, $($flatten:ident)+;)*) => {$(
        #[doc = concat!($axes, " axes. Panics if allocation fails, as `Vec` does.")]
        impl<T: Element, $(const $len: usize),+> From<$t> for Array<T> {
            #[track_caller]
            fn from(data: $t) -> Self {
                infallible(Array::from_slice(&[$($len),+], data$(.$flatten())+))
            }
        }
    )*};
}
nested! {
    "Four": K L M N, [[[[T; N]; M]; L]; K], as_flattened as_flattened as_flattened;
    "Five": J K L M N, [[[[[T; N]; M]; L]; K]; J],
        as_flattened as_flattened as_flattened as_flattened;
    "Six": I J K L M N, [[[[[[T; N]; M]; L]; K]; J]; I],
        as_flattened as_flattened as_flattened as_flattened as_flattened;
}

/// Two axes: a row for each item. Panics if allocation fails, as `Vec` does.
///
/// ```
/// use tightloop::Array;
///
/// let points = vec![[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]];
/// assert_eq!(Array::from(points).shape(), [3, 2]);
/// ```
impl<T: Element, const N: usize> From<Vec<[T; N]>> for Array<T> {
    #[track_caller]
    fn from(rows: Vec<[T; N]>) -> Self {
        infallible(Array::from_slice(&[rows.len(), N], rows.as_flattened()))
    }
}

/// Two axes: a row for each `Vec`, all of one length.
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
impl<T: Element> TryFrom<Vec<Vec<T>>> for Array<T> {
    type Error = Error;

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

/// One axis. Panics if allocation fails, as `Vec` does.
///
/// ```
/// use tightloop::Array;
///
/// let squares: Array<i32> = (1..4).map(|i| i * i).collect();
/// assert_eq!(squares, Array::from([1, 4, 9]));
/// ```
impl<T: Element> FromIterator<T> for Array<T> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::from(Vec::from_iter(elements))
    }
}
