//! What can be a list of indices.

use crate::{Array, ArrayView, Element, Result};

/// A list of indices: an array, a view, a slice, a `Vec` or an array of Rust's, or a reference to
/// one, of `usize`, `isize`, `i32` or `i64`. Negative indices count from the end.
///
/// ```
/// use tightloop::{Array, take};
///
/// let x = Array::from([10, 20, 30]);
/// assert_eq!(take(&x, [0, -1], 0)?, Array::from([10, 30]));
/// assert_eq!(take(&x, vec![2usize], 0)?, Array::from([30]));
/// assert_eq!(take(&x, &Array::from([[0, 1], [1, 2]]), 0)?, Array::from([[10, 20], [20, 30]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of indices",
    note = "lists of indices are arrays, slices and `Vec`s of `usize`, `isize`, `i32` or `i64`"
)]
pub trait Indices: sealed::List {}

impl<X: sealed::List + ?Sized> Indices for X {}

/// A tuple of up to four lists of indices, one for each axis from the first one on: what
/// [`gather`](crate::gather) and [`scatter`](crate::scatter) take. The lists broadcast against each
/// other.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of lists of indices",
    note = "for one axis, write `(rows,)`; for two, `(rows, columns)`; up to four"
)]
pub trait IndexLists: sealed::Lists {}

impl<X: sealed::Lists> IndexLists for X {}

pub(super) mod sealed {
    use super::*;

    /// A list of indices.
    pub trait List {
        /// The indices.
        ///
        /// # Errors
        ///
        /// [`Error::Allocation`](crate::Error::Allocation).
        fn to_indices(&self) -> Result<Array<i64>>;
    }

    /// A tuple of lists.
    pub trait Lists {
        /// The lists.
        ///
        /// # Errors
        ///
        /// [`Error::Allocation`](crate::Error::Allocation).
        fn to_lists(&self) -> Result<Vec<Array<i64>>>;
    }

    /// A type of indices.
    pub trait Index: Copy {
        /// The index; one that no axis has if it is too large.
        fn to_i64(self) -> i64;
    }
}

use sealed::{Index, List, Lists};

/// Lists the types of indices.
macro_rules! types {
    ($($t:ty)*) => {$(
        impl Index for $t {
            #[inline]
            fn to_i64(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        }
    )*};
}
types! { usize isize i32 i64 }

impl<I: Index> List for [I] {
    fn to_indices(&self) -> Result<Array<i64>> {
        Array::from_fn(&[self.len()], |index| self[index[0]].to_i64())
    }
}

impl<I: Index> List for Vec<I> {
    fn to_indices(&self) -> Result<Array<i64>> {
        self[..].to_indices()
    }
}

impl<I: Index, const N: usize> List for [I; N] {
    fn to_indices(&self) -> Result<Array<i64>> {
        self[..].to_indices()
    }
}

impl<I: Index + Element> List for Array<I> {
    fn to_indices(&self) -> Result<Array<i64>> {
        self.as_slice().to_indices()?.into_shape(self.shape())
    }
}

impl<I: Index + Element> List for ArrayView<'_, I> {
    fn to_indices(&self) -> Result<Array<i64>> {
        match self.as_slice() {
            Some(slice) => slice.to_indices()?.into_shape(self.shape()),
            None => Array::try_copy_of(*self)?.to_indices(),
        }
    }
}

impl<X: List + ?Sized> List for &X {
    fn to_indices(&self) -> Result<Array<i64>> {
        (**self).to_indices()
    }
}

/// Lists the tuples.
macro_rules! tuples {
    ($(($($list:ident $n:tt),+))*) => {$(
        impl<$($list: List),+> Lists for ($($list,)+) {
            fn to_lists(&self) -> Result<Vec<Array<i64>>> {
                Ok(vec![$(self.$n.to_indices()?),+])
            }
        }
    )*};
}
tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
}
