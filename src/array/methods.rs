//! The methods that several kinds of array have, listed by macros. `$life` is how long the elements
//! are borrowed.

use tightloop_array_core::Layout;

/// Lists the methods of all three kinds of array that read. The type has the methods `layout` and
/// `view`.
macro_rules! read_methods {
    ($life:lifetime) => {
        /// Returns the length of each axis.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.shape(), [2, 3]);
        /// ```
        #[inline]
        pub fn shape(&self) -> &[usize] {
            self.layout().shape()
        }

        /// Returns the distance between neighbours along each axis, in elements.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.strides(), [3, 1]);
        /// assert_eq!(x.t().strides(), [1, 3]);
        /// ```
        #[inline]
        pub fn strides(&self) -> &[isize] {
            self.layout().strides()
        }

        /// Returns the number of axes.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.ndim(), 2);
        /// ```
        #[inline]
        pub fn ndim(&self) -> usize {
            self.layout().ndim()
        }

        /// Returns the number of elements.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.len(), 6);
        /// ```
        #[inline]
        pub fn len(&self) -> usize {
            self.layout().len()
        }

        /// Returns whether there are no elements.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::<f32>::zeros(&[2, 0])?;
        /// assert!(x.is_empty());
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        #[inline]
        pub fn is_empty(&self) -> bool {
            self.layout().is_empty()
        }

        /// Returns the element at `index`, or `None` if the index is out of bounds or does not have
        /// one number per axis.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.get(&[1, 0]), Some(&4));
        /// assert_eq!(x.get(&[2, 0]), None);
        /// ```
        #[inline]
        pub fn get(&self, index: &[usize]) -> Option<&$life T> {
            self.view().0.get(index)
        }

        /// Returns an iterator over the elements in C order.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2], [3, 4]]);
        /// assert!(x.t().iter().eq(&[1, 3, 2, 4]));
        /// ```
        #[inline]
        pub fn iter(&self) -> $crate::Iter<$life, T> {
            self.view().0.iter()
        }

        /// Returns an iterator over the rows: views without the first axis, one per index along it.
        /// An array without axes is its own only row.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::{Array, sum};
        ///
        /// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
        /// let sums: Vec<i64> = x.rows().map(|row| sum(row)).collect();
        /// assert_eq!(sums, [6, 15]);
        /// ```
        pub fn rows(&self) -> $crate::Subviews<$life, T> {
            $crate::Subviews(self.view().0.rows())
        }

        /// Returns an iterator over views without `axis`, one per index along it.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3], [4, 5, 6]]);
        /// let columns: Vec<_> = x.axis_iter(1)?.map(|column| column.to_vec()).collect();
        /// assert_eq!(columns, [[1, 4], [2, 5], [3, 6]]);
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn axis_iter(
            &self,
            axis: impl $crate::Axis,
        ) -> $crate::Result<$crate::Subviews<$life, T>> {
            self.view().0.axis_iter(axis).map($crate::Subviews)
        }

        /// Returns an iterator over the lanes along `axis`: views with that axis alone, one per
        /// index of the other axes, in C order.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let x = Array::from([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
        /// let lanes: Vec<_> = x.lanes(1)?.map(|lane| lane.to_vec()).collect();
        /// assert_eq!(lanes, [[1, 3], [2, 4], [5, 7], [6, 8]]);
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn lanes(
            &self,
            axis: impl $crate::Axis,
        ) -> $crate::Result<$crate::Subviews<$life, T>> {
            self.view().0.lanes(axis).map($crate::Subviews)
        }

        /// Copies the elements, in C order, into a `Vec`.
        ///
        /// # Panics
        ///
        /// If allocation fails, as `Vec` does.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2], [3, 4]]);
        /// assert_eq!(x.t().to_vec(), [1, 3, 2, 4]);
        /// ```
        #[track_caller]
        pub fn to_vec(&self) -> Vec<T> {
            self.view().0.to_vec()
        }

        /// Copies the elements into a new array.
        ///
        /// # Panics
        ///
        /// If allocation fails, as `Vec` does.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2], [3, 4]]);
        /// let transposed = x.t().to_array();
        /// assert_eq!(transposed.as_slice(), [1, 3, 2, 4]);
        /// ```
        #[track_caller]
        pub fn to_array(&self) -> $crate::Array<T> {
            $crate::Array::copy_of(self.view())
        }
    };
}

/// Lists the views that arrays and views give of themselves. The type has a method `view`.
macro_rules! view_methods {
    ($life:lifetime) => {
        /// Returns a view with the axes in another order: axis `i` of the result is axis `axes[i]`
        /// of this array. NumPy's `transpose` with axes.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis,
        /// [`Error::RepeatedAxis`]($crate::Error::RepeatedAxis) if one is named twice, and
        /// [`Error::InvalidParameter`]($crate::Error::InvalidParameter) if not every axis is named.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::<f32>::zeros(&[2, 3, 4])?;
        /// assert_eq!(x.permuted(&[1, 0, 2])?.shape(), [3, 2, 4]);
        /// assert_eq!(x.permuted(&[-1, 0, 1])?.shape(), [4, 2, 3]);
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn permuted(
            &self,
            axes: &[impl $crate::Axis],
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.permuted(axes).map($crate::ArrayView)
        }

        /// Returns the transpose: a view with the axes in reverse order.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.t(), Array::from([[1, 4], [2, 5], [3, 6]]));
        /// ```
        #[inline]
        pub fn t(&self) -> $crate::ArrayView<$life, T> {
            $crate::ArrayView(self.view().0.t())
        }

        /// Returns a view of a part of each axis, as NumPy's basic slicing does: `slices` is a
        /// tuple with a range or an index per axis, or [`s!`]($crate::s); see [`IntoSlices`].
        /// Negative bounds count from the end. Axes beyond those named are taken whole. Ranges are
        /// clamped to the axis.
        ///
        /// # Errors
        ///
        /// [`Error::AxisIndexOutOfBounds`]($crate::Error::AxisIndexOutOfBounds) if an index is not
        /// on its axis, [`Error::ZeroStep`]($crate::Error::ZeroStep) if a step is zero,
        /// [`Error::TooManySlices`]($crate::Error::TooManySlices) if there are more slices than
        /// axes, and [`Error::TooManyAxes`]($crate::Error::TooManyAxes) if new axes make more than
        /// [`MAX_NDIM`]($crate::MAX_NDIM).
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::{Array, s};
        ///
        /// let x = Array::from([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]);
        /// let rows = x.shape()[0];
        /// assert_eq!(x.slice(1)?.to_vec(), [4, 5, 6, 7]);
        /// assert_eq!(x.slice((1..rows, -1))?.to_vec(), [7, 11]);
        /// assert_eq!(x.slice(s![0, ..;2])?.to_vec(), [0, 2]);
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn slice(
            &self,
            slices: impl IntoSlices,
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.slice(slices.into_slices().as_ref()).map($crate::ArrayView)
        }

        /// Returns a view of the same elements, in C order, in another shape.
        ///
        /// # Errors
        ///
        /// [`Error::ReshapeLength`]($crate::Error::ReshapeLength) if that shape has another number
        /// of elements, [`Error::ReshapeNeedsCopy`]($crate::Error::ReshapeNeedsCopy) if no strides
        /// can do it: call [`to_array`](Self::to_array) first.
        /// [`Error::TooManyAxes`]($crate::Error::TooManyAxes) and
        /// [`Error::SizeOverflow`]($crate::Error::SizeOverflow) if no array has that shape.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let x = Array::from([1, 2, 3, 4, 5, 6]);
        /// assert_eq!(x.reshape(&[2, 3])?, Array::from([[1, 2, 3], [4, 5, 6]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn reshape(&self, shape: &[usize]) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.reshape(shape).map($crate::ArrayView)
        }

        /// Returns a view stretched to `shape`, as NumPy broadcasts: axes are aligned at the last
        /// one, and those that are missing or have length 1 are repeated, without a copy.
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`]($crate::Error::Broadcast) if another length differs or `shape` has
        /// fewer axes, [`Error::TooManyAxes`]($crate::Error::TooManyAxes) and
        /// [`Error::SizeOverflow`]($crate::Error::SizeOverflow) if no array has that shape.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let x = Array::from([1, 2, 3]);
        /// assert_eq!(x.broadcast_to(&[2, 3])?, Array::from([[1, 2, 3], [1, 2, 3]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn broadcast_to(&self, shape: &[usize]) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.broadcast_to(shape).map($crate::ArrayView)
        }

        /// Returns a view with a new axis of length 1, which is `axis` of the result: 0 is before
        /// the first one, -1 after the last one. NumPy's `expand_dims`.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the result has no such axis,
        /// [`Error::TooManyAxes`]($crate::Error::TooManyAxes) if there are already
        /// [`MAX_NDIM`]($crate::MAX_NDIM).
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([1, 2, 3]);
        /// assert_eq!(x.insert_axis(0)?.shape(), [1, 3]);
        /// assert_eq!(x.insert_axis(-1)?.shape(), [3, 1]);
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        #[doc(alias = "expand_dims")]
        pub fn insert_axis(
            &self,
            axis: impl $crate::Axis,
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.insert_axis(axis).map($crate::ArrayView)
        }

        /// Returns a view without `axis`, which has length 1. NumPy's `squeeze` with an axis.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis,
        /// [`Error::InvalidParameter`]($crate::Error::InvalidParameter) if its length is not 1.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3]]);
        /// assert_eq!(x.remove_axis(0)?.shape(), [3]);
        /// assert!(x.remove_axis(1).is_err());
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn remove_axis(
            &self,
            axis: impl $crate::Axis,
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.remove_axis(axis).map($crate::ArrayView)
        }

        /// Returns a view without the axes of length 1.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::<f32>::zeros(&[1, 3, 1])?;
        /// assert_eq!(x.squeeze().shape(), [3]);
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn squeeze(&self) -> $crate::ArrayView<$life, T> {
            $crate::ArrayView(self.view().0.squeeze())
        }

        /// Returns a view in which `axis` is walked backwards.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.flip(1)?, Array::from([[3, 2, 1], [6, 5, 4]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn flip(&self, axis: impl $crate::Axis) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.flip(axis).map($crate::ArrayView)
        }

        /// Returns a view of the diagonal of a matrix.
        ///
        /// # Errors
        ///
        /// [`Error::InvalidParameter`]($crate::Error::InvalidParameter) if the array does not have
        /// two axes.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.diagonal()?.to_vec(), [1, 5]);
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn diagonal(&self) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.diagonal().map($crate::ArrayView)
        }

        /// Returns a view of the elements whose index along `axis` is `index`, without that axis.
        /// Negative indices count from the end.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis,
        /// [`Error::AxisIndexOutOfBounds`]($crate::Error::AxisIndexOutOfBounds) if the index is not
        /// on it.
        ///
        /// # Examples
        ///
        /// ```
        /// let x = tightloop::Array::from([[1, 2, 3], [4, 5, 6]]);
        /// assert_eq!(x.subview(1, 0)?.to_vec(), [1, 4]);
        /// assert_eq!(x.subview(1, -1)?.to_vec(), [3, 6]);
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn subview(
            &self,
            axis: impl $crate::Axis,
            index: impl $crate::AxisIndex,
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.subview(axis, index).map($crate::ArrayView)
        }

        /// Returns two views: of the elements before `index` along `axis`, and from there on.
        /// Negative indices count from the end.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis,
        /// [`Error::AxisIndexOutOfBounds`]($crate::Error::AxisIndexOutOfBounds) if the index is
        /// larger than its length.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
        /// let (left, right) = x.split_at(1, 2)?;
        /// assert_eq!(left, Array::from([[1, 2], [4, 5]]));
        /// assert_eq!(right, Array::from([[3], [6]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn split_at(
            &self,
            axis: impl $crate::Axis,
            index: impl $crate::AxisIndex,
        ) -> $crate::Result<($crate::ArrayView<$life, T>, $crate::ArrayView<$life, T>)> {
            let (before, after) = self.view().0.split_at(axis, index)?;
            Ok(($crate::ArrayView(before), $crate::ArrayView(after)))
        }
    };
}

/// Lists the methods that write. `$borrow` is the method that borrows the array as an
/// `ArrayViewMut`.
macro_rules! write_methods {
    ($borrow:ident) => {
        /// Returns an iterator over mutable references to the elements, in C order.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let mut x = Array::from([[1, 2], [3, 4]]);
        /// x.iter_mut().for_each(|element| *element *= 10);
        /// assert_eq!(x, Array::from([[10, 20], [30, 40]]));
        /// ```
        #[inline]
        pub fn iter_mut(&mut self) -> $crate::IterMut<'_, T> {
            self.$borrow().into_iter()
        }

        /// Returns an iterator over mutable views of the rows; see [`rows`](Self::rows).
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let mut x = Array::from([[1, 2], [3, 4]]);
        /// for (mut row, value) in x.rows_mut().zip([7, 8]) {
        ///     row.fill(value);
        /// }
        /// assert_eq!(x, Array::from([[7, 7], [8, 8]]));
        /// ```
        pub fn rows_mut(&mut self) -> $crate::SubviewsMut<'_, T> {
            $crate::SubviewsMut(self.$borrow().0.rows())
        }

        /// Returns an iterator over mutable views without `axis`; see
        /// [`axis_iter`](Self::axis_iter).
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::{Array, add_assign};
        ///
        /// let mut x = Array::from([[1, 2], [3, 4]]);
        /// for column in x.axis_iter_mut(1)? {
        ///     add_assign(column, &[10, 20])?;
        /// }
        /// assert_eq!(x, Array::from([[11, 12], [23, 24]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn axis_iter_mut(
            &mut self,
            axis: impl $crate::Axis,
        ) -> $crate::Result<$crate::SubviewsMut<'_, T>> {
            self.$borrow().0.axis_iter(axis).map($crate::SubviewsMut)
        }

        /// Returns an iterator over the lanes along `axis` as [`lanes`](Self::lanes), to be
        /// written.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange) if the array has no such axis.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let mut x = Array::from([[3, 1], [2, 5]]);
        /// for mut lane in x.lanes_mut(0)? {
        ///     let first = lane[[0]];
        ///     lane.iter_mut().for_each(|element| *element -= first);
        /// }
        /// assert_eq!(x, Array::from([[0, 0], [-1, 4]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        pub fn lanes_mut(
            &mut self,
            axis: impl $crate::Axis,
        ) -> $crate::Result<$crate::SubviewsMut<'_, T>> {
            self.$borrow().0.lanes(axis).map($crate::SubviewsMut)
        }
    };
}

pub(super) use {read_methods, view_methods, write_methods};

/// Panics because `index` is not one of the layout.
#[cold]
#[track_caller]
pub(super) fn out_of_bounds(layout: &Layout, index: &[usize]) -> ! {
    panic!("index {index:?} is out of bounds for shape {:?}", layout.shape())
}
