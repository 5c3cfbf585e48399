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
    let lists = Lists::new(op, x.shape(), lists.to_lists()?)?;
    let values = values.operand().broadcast_to(&lists.result_shape(x.shape()))?;
    let in_a_line = lists.line_shape(x.shape());
    match values.reshape(&in_a_line) {
        Ok(values) => dispatch::put(op, &mut x, 0, &lists.slices(), &values.0),
        Err(_) => {
            let values = Array::try_copy_of(values)?.into_shape(&in_a_line)?;
            dispatch::put(op, &mut x, 0, &lists.slices(), &values.view().0)
        }
    }
}

/// Does the work of [`gather`].
pub(super) fn gather_lists<T: Element>(
    op: &'static str,
    x: &ArrayView<'_, T>,
    lists: Vec<IndexList<'_>>,
) -> Result<Array<T>> {
    let lists = Lists::new(op, x.shape(), lists)?;
    let (layout, buffer) = dispatch::take(&x.0, 0, &lists.slices())?;
    Array::from_parts(layout, buffer).into_shape(&lists.result_shape(x.shape()))
}

/// Lists of indices along the first axes of an array, broadcast to one shape.
struct Lists<'a>(Vec<IndexList<'a>>);

impl<'a> Lists<'a> {
    fn new(op: &'static str, shape: &[usize], lists: Vec<IndexList<'a>>) -> Result<Self> {
        if lists.len() > shape.len() {
            return Err(Error::TooManySlices { slices: lists.len(), ndim: shape.len() });
        }
        let shapes: Vec<&[usize]> = lists.iter().map(|list| &list.shape[..]).collect();
        let shape = broadcast_shapes(op, &shapes)?;
        Ok(Lists(lists.into_iter().map(|list| list.broadcast_to(&shape)).collect::<Result<_>>()?))
    }

    /// Returns the shape of the elements that the lists name in an array of this shape.
    fn result_shape(&self, shape: &[usize]) -> Vec<usize> {
        [&self.0[0].shape, &shape[self.0.len()..]].concat()
    }

    /// Returns the same, with one axis in place of those of the lists.
    fn line_shape(&self, shape: &[usize]) -> Vec<usize> {
        [&[self.0[0].indices.len()], &shape[self.0.len()..]].concat()
    }

    fn slices(&self) -> Vec<&[i64]> {
        self.0.iter().map(|list| &list.indices[..]).collect()
    }
}
