//! Elements by their indices along one axis.

use super::gather::gather_lists;
use super::indices::{IndexList, Indices, Widened};
use crate::{Array, Axis, Element, Operand, Result};
use tightloop_array_core::{Buffer, Shape};
use tightloop_dispatch as dispatch;

/// Takes the elements at some indices of an axis, in the order of the indices.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; indices are `usize`, `isize`, `i32` or `i64` |
/// | **Shapes** | any; the result has the shape of `indices` in place of `axis` |
/// | **NumPy** | `np.take`; for axis 0, `x[indices]` |
///
/// Negative indices count from the end, and indices may be repeated.
///
/// # Errors
///
/// [`Error::AxisIndexOutOfBounds`](crate::Error::AxisIndexOutOfBounds) if an index is out of
/// bounds, [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if there is no such axis,
/// [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result has more than there can be, and
/// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
/// [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, take};
///
/// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
/// assert_eq!(take(&x, [2, 0], 1)?, Array::from([[3, 1], [6, 4]]));
/// assert_eq!(take(&x, [-1, 0, -1], 0)?, Array::from([[4, 5, 6], [1, 2, 3], [4, 5, 6]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn take<T: Element>(
    x: impl Operand<T>,
    indices: impl Indices,
    axis: impl Axis,
) -> Result<Array<T>> {
    let x = x.operand().0;
    let axis = axis.index("take", x.ndim())?;
    let list = indices.to_list()?;
    let shape = [&x.shape()[..axis], &list.shape, &x.shape()[axis + 1..]].concat();
    let (layout, buffer) = dispatch::take(&x, axis, &[&list.indices])?;
    Array::from_parts(layout, buffer).into_shape(&shape)
}

/// Takes elements along an axis, each by the index that stands at its place: for example, those
/// that [`argmax_axis`] has found.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; indices are `usize`, `isize`, `i32` or `i64` |
/// | **Shapes** | `indices` has as many axes as `x`; except along `axis`, they broadcast |
/// | **NumPy** | `np.take_along_axis` |
///
/// # Errors
///
/// [`Error::AxisIndexOutOfBounds`](crate::Error::AxisIndexOutOfBounds) if an index is out of
/// bounds, [`Error::UnequalShapes`](crate::Error::UnequalShapes) if the numbers of axes differ,
/// [`Error::Broadcast`](crate::Error::Broadcast) if lengths differ,
/// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if there is no such axis, and
/// [`Error::Allocation`](crate::Error::Allocation) if allocation fails.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, KeepDims, argmax_axis, take_along_axis};
///
/// let x = Array::from([[3, 7, 5], [9, 2, 4]]);
/// let largest = take_along_axis(&x, argmax_axis(&x, KeepDims(1))?, 1)?;
/// assert_eq!(largest, Array::from([[7], [9]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// [`argmax_axis`]: crate::argmax_axis
pub fn take_along_axis<T: Element>(
    x: impl Operand<T>,
    indices: impl Indices,
    axis: impl Axis,
) -> Result<Array<T>> {
    let op = "take_along_axis";
    let x = x.operand();
    let axis = axis.index(op, x.ndim())?;
    let list = indices.to_list()?;
    if list.shape.len() != x.ndim() {
        return Err(crate::Error::unequal_shapes(op, &[x.shape(), &list.shape]));
    }
    // All other axes are indexed by their own indices.
    let places = |(other, &len): (usize, &usize)| {
        let mut shape = vec![1; x.ndim()];
        shape[other] = len;
        let indices = Widened::Owned(Buffer::from_fn(len, |i| i as i64)?);
        Ok(IndexList { indices, shape: Shape::from_slice(&shape)? })
    };
    let mut lists = x.shape().iter().enumerate().map(places).collect::<Result<Vec<_>>>()?;
    lists[axis] = list;
    gather_lists(op, &x, lists)
}
