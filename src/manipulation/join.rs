//! Arrays joined along an axis.

use super::parts::Part;
use super::sliced_along;
use crate::{Array, ArrayView, Axis, Element, Error, Operand, Result, Slice};
use tightloop_array_core::Strided;
use tightloop_dispatch::assemble;

/// Joins arrays along an existing axis.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | equal except along `axis`; the result has the sum of their lengths there |
/// | **NumPy** | `np.concatenate` |
///
/// The arrays come from an iterator over any [`Part`]: `[&a, &b]`, a `Vec` of arrays or views, or
/// the results of a closure.
///
/// # Errors
///
/// [`Error::UnequalShapes`](crate::Error::UnequalShapes) if the shapes differ elsewhere,
/// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if there is no such axis,
/// [`Error::InvalidParameter`](crate::Error::InvalidParameter) if there are no arrays, and
/// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
/// [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, concatenate};
///
/// let (x, y) = (Array::from([[1, 2], [3, 4]]), Array::from([[5, 6]]));
/// assert_eq!(concatenate([&x, &y], 0)?, Array::from([[1, 2], [3, 4], [5, 6]]));
/// // As a column beside the matrix.
/// assert_eq!(concatenate([x.view(), y.t()], 1)?, Array::from([[1, 2, 5], [3, 4, 6]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[doc(alias = "concat")]
#[doc(alias = "hstack")]
#[doc(alias = "vstack")]
pub fn concatenate<T: Element>(
    arrays: impl IntoIterator<Item: Part<T>>,
    axis: impl Axis,
) -> Result<Array<T>> {
    let arrays = parts("concatenate", arrays)?;
    let views: Vec<_> = arrays.iter().map(Operand::operand).collect();
    let axis = axis.index("concatenate", views[0].ndim())?;
    join("concatenate", &views, axis)
}

/// Joins arrays of one shape along a new axis.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | equal; the result has a new axis, whose length is the number of arrays |
/// | **NumPy** | `np.stack` |
///
/// # Errors
///
/// [`Error::UnequalShapes`](crate::Error::UnequalShapes) if the shapes differ,
/// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) unless `axis` is one of the result,
/// [`Error::TooManyAxes`](crate::Error::TooManyAxes) if that has more than there can be,
/// [`Error::InvalidParameter`](crate::Error::InvalidParameter) if there are no arrays, and
/// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
/// [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, stack};
///
/// let (x, y) = (Array::from([1, 2, 3]), Array::from([4, 5, 6]));
/// assert_eq!(stack([&x, &y], 0)?, Array::from([[1, 2, 3], [4, 5, 6]]));
/// assert_eq!(stack([&x, &y], -1)?, Array::from([[1, 4], [2, 5], [3, 6]]));
///
/// // The results of a closure: if one is an error, it is returned.
/// let windows = stack((0..2).map(|k| x.slice(k..k + 2)), 0)?;
/// assert_eq!(windows, Array::from([[1, 2], [2, 3]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn stack<T: Element>(
    arrays: impl IntoIterator<Item: Part<T>>,
    axis: impl Axis,
) -> Result<Array<T>> {
    let arrays = parts("stack", arrays)?;
    let views: Vec<_> = arrays.iter().map(Operand::operand).collect();
    if views.iter().any(|view| view.shape() != views[0].shape()) {
        return Err(unequal("stack", &views));
    }
    let axis = axis.index("stack", views[0].ndim() + 1)?;
    let views = views.iter().map(|view| view.insert_axis(axis)).collect::<Result<Vec<_>>>()?;
    join("stack", &views, axis)
}

/// Returns the arrays to join: at least one.
fn parts<T: Element, X: Part<T>>(
    op: &'static str,
    arrays: impl IntoIterator<Item = X>,
) -> Result<Vec<X::Array>> {
    let arrays = arrays.into_iter().map(Part::array).collect::<Result<Vec<_>>>()?;
    if arrays.is_empty() {
        return Err(Error::InvalidParameter { op, what: "there are no arrays to join" });
    }
    Ok(arrays)
}

#[cold]
fn unequal<T: Element>(op: &'static str, views: &[ArrayView<'_, T>]) -> Error {
    Error::unequal_shapes(op, &views.iter().map(|view| view.shape()).collect::<Vec<_>>())
}

/// Does the work of [`concatenate`]. There is a view, and the axis is one of its own.
fn join<T: Element>(op: &'static str, views: &[ArrayView<'_, T>], axis: usize) -> Result<Array<T>> {
    let shape = views[0].shape();
    let does_fit = |view: &ArrayView<'_, T>| {
        let own = view.shape();
        own.len() == shape.len()
            && own[..axis] == shape[..axis]
            && own[axis + 1..] == shape[axis + 1..]
    };
    if !views.iter().all(does_fit) {
        return Err(unequal(op, views));
    }
    let mut cuts: Vec<Vec<usize>> = shape.iter().map(|&len| vec![len]).collect();
    cuts[axis] = views.iter().map(|view| view.shape()[axis]).collect();
    let (layout, buffer) = assemble(op, &cuts, |index| Ok(views[index[axis]].0))?;
    Ok(Array::from_parts(layout, buffer))
}

/// Joins parts of an axis.
pub(super) fn join_parts<T: Element>(
    op: &'static str,
    x: &Strided<'_, T>,
    axis: usize,
    parts: &[Slice],
) -> Result<Array<T>> {
    let part = |&part: &Slice| sliced_along(x, axis, part).map(ArrayView);
    join(op, &parts.iter().map(part).collect::<Result<Vec<_>>>()?, axis)
}
