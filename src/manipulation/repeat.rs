//! Elements and arrays repeated.

use crate::{Array, ArrayView, Axis, Element, Error, Operand, Result};
use tightloop_array_core::Layout;

/// Repeats each element along an axis `count` times, next to each other.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | any; the result is `count` times as long along `axis` |
/// | **NumPy** | `np.repeat` |
///
/// # Errors
///
/// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if there is no such axis,
/// [`Error::TooManyAxes`](crate::Error::TooManyAxes) if `x` has as many as there can be, and
/// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
/// [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, repeat};
///
/// let x = Array::from([[1, 2], [3, 4]]);
/// assert_eq!(repeat(&x, 2, 1)?, Array::from([[1, 1, 2, 2], [3, 3, 4, 4]]));
/// assert_eq!(repeat(&x, 2, 0)?, Array::from([[1, 2], [1, 2], [3, 4], [3, 4]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn repeat<T: Element>(x: impl Operand<T>, count: usize, axis: impl Axis) -> Result<Array<T>> {
    let x = x.operand();
    let axis = axis.index("repeat", x.ndim())?;
    let mut shape = x.shape().to_vec();
    shape.insert(axis + 1, count);
    let copies = x.insert_axis(axis + 1)?;
    multiplied(copies, &shape, |shape| {
        let count = shape.remove(axis + 1);
        shape[axis] *= count;
    })
}

/// Repeats a whole array, along each axis as often as `counts` says.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | any; axes and counts are aligned at the last one, and missing ones are 1 |
/// | **NumPy** | `np.tile` |
///
/// # Errors
///
/// [`Error::TooManyAxes`](crate::Error::TooManyAxes) if there are more than 16 axes, where
/// those that are repeated and longer than 1 count twice, and
/// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
/// [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, tile};
///
/// let x = Array::from([[1, 2], [3, 4]]);
/// assert_eq!(tile(&x, &[1, 2])?, Array::from([[1, 2, 1, 2], [3, 4, 3, 4]]));
/// // A vector, repeated as rows.
/// assert_eq!(tile(&[1, 2, 3], &[2, 1])?, Array::from([[1, 2, 3], [1, 2, 3]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn tile<T: Element>(x: impl Operand<T>, counts: &[usize]) -> Result<Array<T>> {
    let mut copies = x.operand();
    let ndim = copies.ndim().max(counts.len());
    if ndim > crate::MAX_NDIM {
        return Err(Error::TooManyAxes { ndim });
    }
    while copies.ndim() < ndim {
        copies = copies.insert_axis(0)?;
    }
    let counts = [vec![1; ndim - counts.len()].as_slice(), counts].concat();
    let own = copies.shape().to_vec();
    // Each axis that is repeated gets one before it, for the copies; one of length 1 is stretched.
    let mut shape = Vec::new();
    for (&count, &len) in counts.iter().zip(&own) {
        if count != 1 && len != 1 {
            copies = copies.insert_axis(shape.len())?;
            shape.push(count);
            shape.push(len);
        } else {
            shape.push(count.max(1) * len * usize::from(count > 0));
        }
    }
    multiplied(copies, &shape, |shape| {
        *shape = own.iter().zip(&counts).map(|(&len, &count)| len * count).collect();
    })
}

/// Copies `x`, broadcast to `shape`, and gives the copy the shape that `join` makes of that.
fn multiplied<T: Element>(
    x: ArrayView<'_, T>,
    shape: &[usize],
    join: impl FnOnce(&mut Vec<usize>),
) -> Result<Array<T>> {
    // If this fits, products of lengths do not overflow.
    Layout::contiguous(shape)?;
    let copies = Array::try_copy_of(x.broadcast_to(shape)?)?;
    let mut joined = shape.to_vec();
    join(&mut joined);
    copies.into_shape(&joined)
}
