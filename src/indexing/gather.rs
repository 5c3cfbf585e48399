//! Elements by their indices along several axes.

use super::indices::{IndexList, IndexLists};
use crate::{Array, ArrayView, Element, Error, Operand, Output, Result};
use tightloop_array_core::broadcast_shapes;
use tightloop_dispatch as dispatch;

/// Takes the elements whose indices along the first axes are in lists, one list per axis.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; indices are `usize`, `isize`, `i32` or `i64` |
/// | **Shapes** | the lists broadcast; the result has their shape, and the axes without a list |
/// | **NumPy** | `x[rows, columns]` |
///
/// Negative indices count from the end.
///
/// # Errors
///
/// [`Error::AxisIndexOutOfBounds`](crate::Error::AxisIndexOutOfBounds) if an index is out of
/// bounds, [`Error::TooManySlices`](crate::Error::TooManySlices) if there are more lists than axes,
/// [`Error::Broadcast`](crate::Error::Broadcast) if the lists do not broadcast,
/// [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result has more than there can be, and
/// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
/// [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, gather};
///
/// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
/// assert_eq!(gather(&x, ([0, 1, 1], [2, 0, -1]))?, Array::from([3, 4, 6]));
/// // Whole rows.
/// assert_eq!(gather(&x, ([1, 0],))?, Array::from([[4, 5, 6], [1, 2, 3]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[doc(alias = "fancy indexing")]
pub fn gather<T: Element>(x: impl Operand<T>, lists: impl IndexLists) -> Result<Array<T>> {
    gather_lists("gather", &x.operand(), lists.to_lists()?)
}

/// Writes values to the elements whose indices along the first axes are in lists.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; indices are `usize`, `isize`, `i32` or `i64` |
/// | **Shapes** | as for [`gather`]; `values` broadcast to the shape of what it would give |
/// | **NumPy** | `x[rows, columns] = values` |
///
/// If an element is named several times, the last value stays.
///
/// # Errors
///
/// Nothing is written then: [`Error::AxisIndexOutOfBounds`](crate::Error::AxisIndexOutOfBounds) if
/// an index is out of bounds, [`Error::TooManySlices`](crate::Error::TooManySlices) if there
/// are more lists than axes, [`Error::Broadcast`](crate::Error::Broadcast) if the lists do not
/// broadcast, or the values not to their shape, and
/// [`Error::Allocation`](crate::Error::Allocation) if allocation of the indices fails.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, scatter};
///
/// let mut x = Array::from([[1, 2, 3], [4, 5, 6]]);
/// scatter(&mut x, ([0, 1], [2, 0]), &[30, 40])?;
/// assert_eq!(x, Array::from([[1, 2, 30], [40, 5, 6]]));
/// scatter(&mut x, ([-1],), 0)?;
/// assert_eq!(x, Array::from([[1, 2, 30], [0, 0, 0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[doc(alias = "fancy indexing")]
#[doc(alias = "put")]
pub fn scatter<T: Element>(
    mut x: impl Output<T>,
    lists: impl IndexLists,
    values: impl Operand<T>,
) -> Result<()> {
    let (op, mut x) = ("scatter", x.output().0);
    let lists = Lists::of(op, x.shape(), &lists)?;
    lists.with_values(values.operand(), |lists, values| {
        dispatch::put(op, &mut x, 0, lists, &values.0)
    })
}

/// Does the work of [`gather`].
pub(super) fn gather_lists<T: Element>(
    op: &'static str,
    x: &ArrayView<'_, T>,
    lists: Vec<IndexList<'_>>,
) -> Result<Array<T>> {
    let lists = Lists::new(op, x.shape(), lists)?;
    let (layout, buffer) = dispatch::take(&x.0, 0, &lists.slices())?;
    Array::from_parts(layout, buffer).into_shape(&lists.result_shape())
}

/// Lists of indices along the first axes of an array, broadcast to one shape.
pub(crate) struct Lists<'a> {
    lists: Vec<IndexList<'a>>,
    /// The shape of the part of the array that each index names.
    block: Vec<usize>,
}

impl<'a> Lists<'a> {
    /// Returns lists for an array of this shape.
    pub(crate) fn of(
        op: &'static str,
        shape: &[usize],
        lists: &'a impl IndexLists,
    ) -> Result<Self> {
        Self::new(op, shape, lists.to_lists()?)
    }

    /// Calls `f` with the lists, and with `values` broadcast to the shape of the elements that they
    /// name, with one axis in place of those of the lists.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`]; [`Error::Allocation`]; those of `f`.
    pub(crate) fn with_values<T: Element, R>(
        &self,
        values: ArrayView<'_, T>,
        f: impl FnOnce(&[&[i64]], ArrayView<'_, T>) -> Result<R>,
    ) -> Result<R> {
        let values = values.broadcast_to(&self.result_shape())?;
        let in_a_line = self.line_shape();
        match values.reshape(&in_a_line) {
            Ok(values) => f(&self.slices(), values),
            Err(_) => {
                let values = Array::try_copy_of(values)?.into_shape(&in_a_line)?;
                f(&self.slices(), values.view())
            }
        }
    }

    fn new(op: &'static str, shape: &[usize], lists: Vec<IndexList<'a>>) -> Result<Self> {
        if lists.len() > shape.len() {
            return Err(Error::TooManySlices { slices: lists.len(), ndim: shape.len() });
        }
        let block = shape[lists.len()..].to_vec();
        let shapes: Vec<&[usize]> = lists.iter().map(|list| &list.shape[..]).collect();
        let shape = broadcast_shapes(op, &shapes)?;
        let lists = lists.into_iter().map(|list| list.broadcast_to(&shape));
        Ok(Lists { lists: lists.collect::<Result<_>>()?, block })
    }

    /// Returns the shape of the elements that the lists name.
    fn result_shape(&self) -> Vec<usize> {
        [&self.lists[0].shape, &self.block[..]].concat()
    }

    /// Returns the same, with one axis in place of those of the lists.
    fn line_shape(&self) -> Vec<usize> {
        [&[self.lists[0].indices.len()], &self.block[..]].concat()
    }

    pub(crate) fn slices(&self) -> Vec<&[i64]> {
        self.lists.iter().map(|list| &list.indices[..]).collect()
    }
}
