//! The arrays: one that owns its elements, a view of them, and a view through which they can be
//! written.

mod assign;
mod convert;
mod create;
mod format;
mod matrices;
mod owned;
mod progression;
mod slices;
mod text;
mod view;
mod view_mut;

pub use create::{Number, RealFloat};
pub use owned::Array;
pub use slices::IntoSlices;
pub use view::ArrayView;
pub use view_mut::ArrayViewMut;

use tightloop_array_core::Layout;

/// Lists what all three kinds of array tell about themselves. `$life` is for how long the elements
/// are borrowed; the type has the methods `layout` and `view`.
macro_rules! read_methods {
    ($life:lifetime) => {
        /// The length of each axis.
        #[inline]
        pub fn shape(&self) -> &[usize] {
            self.layout().shape()
        }

        /// The distance between neighbours along each axis, in elements.
        #[inline]
        pub fn strides(&self) -> &[isize] {
            self.layout().strides()
        }

        /// The number of axes.
        #[inline]
        pub fn ndim(&self) -> usize {
            self.layout().ndim()
        }

        /// The number of elements.
        #[inline]
        pub fn len(&self) -> usize {
            self.layout().len()
        }

        /// Whether there are no elements.
        #[inline]
        pub fn is_empty(&self) -> bool {
            self.layout().is_empty()
        }

        /// The element at `index`, if there is one.
        #[inline]
        pub fn get(&self, index: &[usize]) -> Option<&$life T> {
            self.view().0.get(index)
        }

        /// The elements in C order.
        #[inline]
        pub fn iter(&self) -> $crate::Iter<$life, T> {
            self.view().0.iter()
        }

        /// Copies of the elements in C order.
        ///
        /// # Panics
        ///
        /// Where memory cannot be allocated, as `Vec` does.
        pub fn to_vec(&self) -> Vec<T> {
            self.view().0.to_vec()
        }

        /// The elements as an array of their own.
        ///
        /// # Panics
        ///
        /// Where memory cannot be allocated, as `Vec` does.
        pub fn to_array(&self) -> $crate::Array<T> {
            $crate::Array::copy_of(self.view())
        }
    };
}

/// Lists the views that arrays and views give of themselves. `$life` is for how long the elements
/// are borrowed; the type has a method `view`.
macro_rules! view_methods {
    ($life:lifetime) => {
        /// The axes in another order: axis `i` of the result is axis `axes[i]` of this one.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange),
        /// [`Error::RepeatedAxis`]($crate::Error::RepeatedAxis), or
        /// [`Error::InvalidParameter`]($crate::Error::InvalidParameter) if not every axis is named.
        pub fn permuted(
            &self,
            axes: &[impl $crate::Axis],
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.permuted(axes).map($crate::ArrayView)
        }

        /// The axes in reverse order: the transpose.
        #[inline]
        pub fn t(&self) -> $crate::ArrayView<$life, T> {
            $crate::ArrayView(self.view().0.t())
        }

        /// A part of each axis, as NumPy's basic slicing: a tuple with a range or an index for each
        /// axis, see [`IntoSlices`]. Negative bounds count from the end; axes beyond those named
        /// are taken whole.
        ///
        /// # Errors
        ///
        /// [`Error::AxisIndexOutOfBounds`]($crate::Error::AxisIndexOutOfBounds),
        /// [`Error::ZeroStep`]($crate::Error::ZeroStep),
        /// [`Error::TooManySlices`]($crate::Error::TooManySlices), or
        /// [`Error::TooManyAxes`]($crate::Error::TooManyAxes) if new axes make more than there can
        /// be. Ranges are clamped to the axis, and cannot be out of bounds.
        pub fn slice(
            &self,
            slices: impl IntoSlices,
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.slice(slices.into_slices().as_ref()).map($crate::ArrayView)
        }

        /// The same elements, in C order, in another shape.
        ///
        /// # Errors
        ///
        /// [`Error::ReshapeLength`]($crate::Error::ReshapeLength) if that shape has another number
        /// of elements; [`Error::ReshapeNeedsCopy`]($crate::Error::ReshapeNeedsCopy) if no strides
        /// can do it: take a copy first ([`to_array`](Self::to_array)).
        pub fn reshape(&self, shape: &[usize]) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.reshape(shape).map($crate::ArrayView)
        }

        /// Stretched to `shape`: axes are aligned at the last one, and those that are missing or
        /// have length 1 are repeated, without a copy.
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`]($crate::Error::Broadcast) if another length differs or axes are
        /// left over; [`Error::TooManyAxes`]($crate::Error::TooManyAxes);
        /// [`Error::SizeOverflow`]($crate::Error::SizeOverflow).
        pub fn broadcast_to(&self, shape: &[usize]) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.broadcast_to(shape).map($crate::ArrayView)
        }

        /// Returns the array with a new axis of length 1, which is `axis` of the result: 0 is
        /// before the first one, -1 after the last one.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange);
        /// [`Error::TooManyAxes`]($crate::Error::TooManyAxes).
        pub fn insert_axis(
            &self,
            axis: impl $crate::Axis,
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.insert_axis(axis).map($crate::ArrayView)
        }

        /// Without `axis`, which has length 1.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange);
        /// [`Error::InvalidParameter`]($crate::Error::InvalidParameter) if the axis has another
        /// length.
        pub fn remove_axis(
            &self,
            axis: impl $crate::Axis,
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.remove_axis(axis).map($crate::ArrayView)
        }

        /// The elements whose index along `axis` is `index`; the axis is gone.
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`]($crate::Error::AxisOutOfRange);
        /// [`Error::AxisIndexOutOfBounds`]($crate::Error::AxisIndexOutOfBounds).
        pub fn subview(
            &self,
            axis: impl $crate::Axis,
            index: impl $crate::AxisIndex,
        ) -> $crate::Result<$crate::ArrayView<$life, T>> {
            self.view().0.subview(axis, index).map($crate::ArrayView)
        }
    };
}

use {read_methods, view_methods};

/// The end of an access to an element that is not there.
#[cold]
fn out_of_bounds(layout: &Layout, index: &[usize]) -> ! {
    panic!("index {index:?} is out of bounds for shape {:?}", layout.shape())
}
