//! Elements by masks.

use super::take::take;
use crate::infallible::infallible;
use crate::{Array, ArrayView, Axis, Element, Error, Operand, Output, Result};
use tightloop_array_core::Layout;
use tightloop_dispatch::{self as dispatch, count_kernel, reduce_all};
use tightloop_kernels::ops::CountNonzero;

/// Takes the elements for which a mask is true, in C order.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; the mask is `bool` |
/// | **Shapes** | `mask` has that of `x`; the result has one axis |
/// | **NumPy** | `x[mask]` |
///
/// Operands that are not contiguous in C order are copied first.
///
/// # Errors
///
/// [`Error::UnequalShapes`](crate::Error::UnequalShapes) if the shapes differ, and
/// [`Error::Allocation`](crate::Error::Allocation) if allocation fails.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, extract, greater};
///
/// let x = Array::from([[1.0, -2.0], [-3.0, 4.0]]);
/// assert_eq!(extract(&x, greater(&x, 0.0)?)?, Array::from([1.0, 4.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[doc(alias = "boolean indexing")]
pub fn extract<T: Element>(x: impl Operand<T>, mask: impl Operand<bool>) -> Result<Array<T>> {
    let (x, mask) = (x.operand(), mask.operand());
    if x.shape() != mask.shape() {
        return Err(Error::unequal_shapes("extract", &[x.shape(), mask.shape()]));
    }
    let buffer = in_a_line(x, |x| in_a_line(mask, |mask| dispatch::extract(x, mask)))?;
    Ok(Array::from_parts(Layout::contiguous(&[buffer.len()])?, buffer))
}

/// Takes the parts of an axis for which a mask is true: rows, for axis 0.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; the mask is `bool` |
/// | **Shapes** | `mask` has one axis, with the length of `axis`; the result has where it is true |
/// | **NumPy** | `np.compress(mask, x, axis)`; for axis 0, `x[mask]` |
///
/// The array is the first argument, as everywhere here; in NumPy, the mask is.
///
/// # Errors
///
/// [`Error::UnequalShapes`](crate::Error::UnequalShapes) if the mask has another length,
/// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if there is no such axis, and
/// [`Error::Allocation`](crate::Error::Allocation) if allocation fails.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, compress};
///
/// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
/// assert_eq!(compress(&x, &[true, false, true], 1)?, Array::from([[1, 3], [4, 6]]));
/// assert_eq!(compress(&x, &[false, true], 0)?, Array::from([[4, 5, 6]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn compress<T: Element>(
    x: impl Operand<T>,
    mask: impl Operand<bool>,
    axis: impl Axis,
) -> Result<Array<T>> {
    let (x, mask) = (x.operand(), mask.operand());
    let axis = axis.index("compress", x.ndim())?;
    let expected = [x.shape()[axis]];
    if mask.shape() != expected {
        return Err(Error::unequal_shapes("compress", &[&expected, mask.shape()]));
    }
    let wanted: Vec<usize> =
        mask.iter().enumerate().filter(|&(_, &is_true)| is_true).map(|(i, _)| i).collect();
    take(x, wanted, axis)
}

/// Counts the elements that are not zero: of a mask, those that are true.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | any |
/// | **NumPy** | `np.count_nonzero` |
///
/// NaN is not zero, and -0.0 is. [`count_nonzero_axis`](crate::count_nonzero_axis) counts along
/// axes.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, count_nonzero, less};
///
/// let x = Array::from([[1.0, 0.0, -2.0], [0.0, 0.0, 3.0]]);
/// assert_eq!(count_nonzero(&x), 3);
/// assert_eq!(count_nonzero(less(&x, 2.0)?), 5);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn count_nonzero<T: Element>(x: impl Operand<T>) -> usize {
    let x = x.operand();
    match x.as_slice() {
        // The fold computes in 64 bits, so that small elements have to be widened.
        Some(slice) if size_of::<T>() < 8 => dispatch::count_nonzero(slice),
        _ => {
            let kernel = count_kernel();
            let count = x.lend(|x| reduce_all("count_nonzero", kernel, &CountNonzero, x));
            infallible(count) as usize
        }
    }
}

/// Writes values to the elements for which a mask is true.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; the mask is `bool` |
/// | **Shapes** | `mask` and `values` broadcast to that of `x` |
/// | **NumPy** | `x[mask] = value`; `np.copyto(x, values, where=mask)` |
///
/// An element gets the value at its own index, not the next one of a list.
///
/// # Errors
///
/// [`Error::OutputShape`](crate::Error::OutputShape) if the mask or the values do not broadcast to
/// the shape of `x`. Nothing is written then.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, less, put_mask};
///
/// let mut x = Array::from([[1.0, -2.0], [-3.0, 4.0]]);
/// let is_negative = less(&x, 0.0)?;
/// put_mask(&mut x, &is_negative, 0.0)?;
/// assert_eq!(x, Array::from([[1.0, 0.0], [0.0, 4.0]]));
/// // The second row, from a row of values.
/// put_mask(&mut x, &Array::from([[false], [true]]), &[5.0, 6.0])?;
/// assert_eq!(x, Array::from([[1.0, 0.0], [5.0, 6.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[doc(alias = "copyto")]
#[doc(alias = "putmask")]
#[doc(alias = "boolean indexing")]
pub fn put_mask<T: Element>(
    mut x: impl Output<T>,
    mask: impl Operand<bool>,
    values: impl Operand<T>,
) -> Result<()> {
    let (mut x, mask, values) = (x.output().0, mask.operand(), values.operand());
    for layout in [mask.0.layout(), values.0.layout()] {
        if layout.broadcast_to(x.shape()).is_err() {
            return Err(Error::output_shape("put_mask", layout.shape(), x.shape()));
        }
    }
    dispatch::put_where(&mut x, &mask.0, &values.0);
    Ok(())
}

/// Returns the indices of the elements for which a mask is true, in C order: a row for each.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `bool`; indices are `i64` |
/// | **Shapes** | any; the result has a row for each true element, a column for each axis |
/// | **NumPy** | `np.argwhere` |
///
/// # Panics
///
/// If allocation fails, as `Vec` does.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, argwhere, greater};
///
/// let x = Array::from([[1, 5, 2], [7, 0, 9]]);
/// assert_eq!(argwhere(greater(&x, 4)?), Array::from([[0_i64, 1], [1, 0], [1, 2]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[doc(alias = "nonzero")]
#[track_caller]
pub fn argwhere(mask: impl Operand<bool>) -> Array<i64> {
    let mask = mask.operand();
    infallible(in_a_line(mask, |elements| indices_of(elements, mask.shape())))
}

/// Returns the indices of the elements that are true, of an array of this shape.
fn indices_of(mask: &[bool], shape: &[usize]) -> Result<Array<i64>> {
    let mut indices = Array::zeros(&[count_nonzero(mask), shape.len()])?;
    let Some((&len, outer)) = shape.split_last().filter(|_| !mask.is_empty()) else {
        return Ok(indices);
    };
    let mut places = indices.as_slice_mut().chunks_exact_mut(shape.len());
    let (mut index, mut columns) = (vec![0; outer.len()], vec![0; len + 1]);
    for row in mask.chunks_exact(len) {
        let mut count = 0;
        for (column, &is_true) in row.iter().enumerate() {
            // The next one overwrites it unless it is true: branches would be mispredicted.
            columns[count] = column as i64;
            count += usize::from(is_true);
        }
        for (&column, place) in columns[..count].iter().zip(&mut places) {
            place[..outer.len()].copy_from_slice(&index);
            place[outer.len()] = column;
        }
        for (i, &len) in index.iter_mut().zip(outer).rev() {
            *i += 1;
            if *i < len as i64 {
                break;
            }
            *i = 0;
        }
    }
    Ok(indices)
}

/// Calls `f` with the elements in C order: copied, unless they are contiguous.
fn in_a_line<T: Element, R>(x: ArrayView<'_, T>, f: impl FnOnce(&[T]) -> Result<R>) -> Result<R> {
    match x.as_slice() {
        Some(slice) => f(slice),
        None => f(Array::try_copy_of(x)?.as_slice()),
    }
}
