//! What can be a list of indices.

use crate::{Array, ArrayView, Element, Result};
use core::ops::Deref;
use tightloop_array_core::{Buffer, Shape};
use tightloop_dispatch::copy_new;

/// A list of indices: an array, a view, a slice, a `Vec` or a Rust array, or a reference to
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
        /// Returns the indices.
        ///
        /// # Errors
        ///
        /// [`Error::Allocation`](crate::Error::Allocation).
        fn to_list(&self) -> Result<IndexList<'_>>;
    }

    /// A tuple of lists.
    pub trait Lists {
        /// Returns the lists.
        ///
        /// # Errors
        ///
        /// [`Error::Allocation`](crate::Error::Allocation).
        fn to_lists(&self) -> Result<Vec<IndexList<'_>>>;
    }

    /// A type of indices.
    pub trait Index: Copy {
        /// Returns the indices as `i64`, or one that no axis has for those that are larger.
        ///
        /// # Errors
        ///
        /// [`Error::Allocation`](crate::Error::Allocation).
        fn widened(list: &[Self]) -> Result<Widened<'_>>;
    }
}

use sealed::{Index, List, Lists};

/// A list of indices in C order, and its shape.
pub struct IndexList<'a> {
    pub(super) indices: Widened<'a>,
    pub(super) shape: Shape,
}

/// Indices as `i64`.
pub enum Widened<'a> {
    /// They were `i64` before.
    Borrowed(&'a [i64]),
    /// They have been converted or copied.
    Owned(Buffer<i64>),
}

impl Widened<'_> {
    /// Returns the same without a borrow.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`](crate::Error::Allocation).
    fn into_owned<'a>(self) -> Result<Widened<'a>> {
        Ok(Widened::Owned(match self {
            Widened::Borrowed(slice) => Buffer::from_slice(slice)?,
            Widened::Owned(buffer) => buffer,
        }))
    }
}

impl Deref for Widened<'_> {
    type Target = [i64];

    fn deref(&self) -> &[i64] {
        match self {
            Widened::Borrowed(slice) => slice,
            Widened::Owned(buffer) => buffer,
        }
    }
}

impl IndexList<'_> {
    /// Returns the list broadcast to a shape.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`](crate::Error::Broadcast);
    /// [`Error::Allocation`](crate::Error::Allocation).
    pub(super) fn broadcast_to(self, shape: &Shape) -> Result<Self> {
        if self.shape == *shape {
            return Ok(self);
        }
        let list = ArrayView::new(&self.indices, &self.shape)?;
        let (_, copy) = copy_new(list.broadcast_to(shape)?.0.by_ref())?;
        Ok(IndexList { indices: Widened::Owned(copy), shape: *shape })
    }
}

/// Lists the types of indices that are widened.
macro_rules! widened {
    ($($t:ty)*) => {$(
        impl Index for $t {
            fn widened(list: &[Self]) -> Result<Widened<'_>> {
                let index = |i: usize| i64::try_from(list[i]).unwrap_or(i64::MAX);
                Ok(Widened::Owned(Buffer::from_fn(list.len(), index)?))
            }
        }
    )*};
}
widened! { usize isize i32 }

impl Index for i64 {
    fn widened(list: &[Self]) -> Result<Widened<'_>> {
        Ok(Widened::Borrowed(list))
    }
}

impl<I: Index> List for [I] {
    fn to_list(&self) -> Result<IndexList<'_>> {
        Ok(IndexList { indices: I::widened(self)?, shape: Shape::one(self.len()) })
    }
}

impl<I: Index> List for Vec<I> {
    fn to_list(&self) -> Result<IndexList<'_>> {
        self[..].to_list()
    }
}

impl<I: Index, const N: usize> List for [I; N] {
    fn to_list(&self) -> Result<IndexList<'_>> {
        self[..].to_list()
    }
}

impl<I: Index + Element> List for Array<I> {
    fn to_list(&self) -> Result<IndexList<'_>> {
        let shape = Shape::from_slice(self.shape())?;
        Ok(IndexList { indices: I::widened(self.as_slice())?, shape })
    }
}

impl<I: Index + Element> List for ArrayView<'_, I> {
    fn to_list(&self) -> Result<IndexList<'_>> {
        let shape = Shape::from_slice(self.shape())?;
        let indices = match self.as_slice() {
            Some(slice) => I::widened(slice)?,
            None => I::widened(&copy_new(self.0.by_ref())?.1)?.into_owned()?,
        };
        Ok(IndexList { indices, shape })
    }
}

impl<X: List + ?Sized> List for &X {
    fn to_list(&self) -> Result<IndexList<'_>> {
        (**self).to_list()
    }
}

/// Lists the tuples.
macro_rules! tuples {
    ($(($($list:ident $n:tt),+))*) => {$(
        impl<$($list: List),+> Lists for ($($list,)+) {
            fn to_lists(&self) -> Result<Vec<IndexList<'_>>> {
                Ok(vec![$(self.$n.to_list()?),+])
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
