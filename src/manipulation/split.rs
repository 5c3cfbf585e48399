//! Arrays cut along an axis.

use super::sliced_along;
use crate::{Array, ArrayView, Axis, Element, Error, Result, Slice};
use tightloop_array_core::Strided;

/// Lists the methods that cut an array into views. `$life` is for how long the elements are
/// borrowed.
macro_rules! split_methods {
    ($life:lifetime) => {
        /// Cuts an axis into equal parts, which are views.
        ///
        /// | | |
        /// |:--|:--|
        /// | **Dtypes** | all |
        /// | **Shapes** | any whose `axis` divides into that many `parts` |
        /// | **NumPy** | `np.split` |
        ///
        /// # Errors
        ///
        /// [`Error::InvalidParameter`](crate::Error::InvalidParameter) if the length of the axis is
        /// not a multiple of `parts`, [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if
        /// there is no such axis.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let x = Array::from([[1, 2, 3, 4], [5, 6, 7, 8]]);
        /// let halves = x.split(2, 1)?;
        /// assert_eq!(halves[0], Array::from([[1, 2], [5, 6]]));
        /// assert_eq!(halves[1], Array::from([[3, 4], [7, 8]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn split(&self, parts: usize, axis: impl Axis) -> Result<Vec<ArrayView<$life, T>>> {
            split(&self.view().0, parts, axis)
        }

        /// Cuts an axis before each of some indices, into views: one more than there are indices.
        ///
        /// | | |
        /// |:--|:--|
        /// | **Dtypes** | all |
        /// | **Shapes** | any |
        /// | **NumPy** | `np.split` with a list |
        ///
        /// # Errors
        ///
        /// [`Error::AxisIndexOutOfBounds`](crate::Error::AxisIndexOutOfBounds) if an index is past
        /// the end of the axis, [`Error::InvalidParameter`](crate::Error::InvalidParameter) if one
        /// is smaller than that before it,
        /// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if there is no such axis.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let x = Array::from([[1, 2], [3, 4], [5, 6]]);
        /// let parts = x.split_at_indices(&[1], 0)?;
        /// assert_eq!(parts[0], Array::from([[1, 2]]));
        /// assert_eq!(parts[1], Array::from([[3, 4], [5, 6]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        #[doc(alias = "array_split")]
        pub fn split_at_indices(
            &self,
            indices: &[usize],
            axis: impl Axis,
        ) -> Result<Vec<ArrayView<$life, T>>> {
            split_at_indices(&self.view().0, indices, axis)
        }
    };
}

impl<T: Element> Array<T> {
    split_methods!('_);
}

impl<'a, T: Element> ArrayView<'a, T> {
    split_methods!('a);
}

fn split<'a, T: Element>(
    x: &Strided<'a, T>,
    parts: usize,
    axis: impl Axis,
) -> Result<Vec<ArrayView<'a, T>>> {
    let axis = axis.index("split", x.ndim())?;
    let len = x.shape()[axis];
    if parts == 0 || !len.is_multiple_of(parts) {
        let what = "the length of the axis is not a multiple of the number of parts";
        return Err(Error::InvalidParameter { op: "split", what });
    }
    let each = len / parts;
    (0..parts).map(|part| between(x, axis, part * each, (part + 1) * each)).collect()
}

fn split_at_indices<'a, T: Element>(
    x: &Strided<'a, T>,
    indices: &[usize],
    axis: impl Axis,
) -> Result<Vec<ArrayView<'a, T>>> {
    let axis = axis.index("split_at_indices", x.ndim())?;
    let len = x.shape()[axis];
    if let Some(&index) = indices.iter().find(|&&index| index > len) {
        let index = isize::try_from(index).unwrap_or(isize::MAX);
        return Err(Error::AxisIndexOutOfBounds { axis, index, len });
    }
    if !indices.is_sorted() {
        let what = "an index is smaller than that before it";
        return Err(Error::InvalidParameter { op: "split_at_indices", what });
    }
    let starts = core::iter::once(0).chain(indices.iter().copied());
    let ends = indices.iter().copied().chain([len]);
    starts.zip(ends).map(|(start, end)| between(x, axis, start, end)).collect()
}

/// The elements of an axis from `start` to before `end`, neither of which is past its end.
fn between<'a, T: Element>(
    x: &Strided<'a, T>,
    axis: usize,
    start: usize,
    end: usize,
) -> Result<ArrayView<'a, T>> {
    // Lengths fit into `isize`.
    let part = Slice::new(Some(start as isize), Some(end as isize), 1);
    sliced_along(x, axis, part).map(ArrayView)
}
