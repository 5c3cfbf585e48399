//! Other layouts of the same elements.

use super::{Layout, checked_len};
use crate::axis::from_start;
use crate::error::boxed;
use crate::slice::indices;
use crate::{Axis, AxisIndex, AxisSet, Error, Result, Shape, Slice, Strides};

impl Layout {
    /// Returns the layout with its axes in another order: axis `i` of the result is axis `axes[i]`
    /// of this one.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if there is no such axis; [`Error::RepeatedAxis`] if one is named
    /// twice; [`Error::InvalidParameter`] if not every axis is named.
    pub fn permuted(&self, axes: &[impl Axis]) -> Result<Layout> {
        let op = "permuted";
        let mut seen = AxisSet::EMPTY;
        let (mut shape, mut strides) = (Shape::new(), Strides::new());
        for &axis in axes {
            let axis = axis.index(op, self.ndim())?;
            if !seen.insert(axis) {
                return Err(Error::RepeatedAxis { op, axis });
            }
            shape.push(self.shape[axis]);
            strides.push(self.strides[axis]);
        }
        if shape.len() != self.ndim() {
            return Err(Error::InvalidParameter { op, what: "not every axis is named" });
        }
        Ok(self.relaid(shape, strides, self.offset))
    }

    /// Returns the layout with its axes in reverse order.
    #[inline]
    pub fn transposed(&self) -> Layout {
        let (mut shape, mut strides) = (self.shape, self.strides);
        shape.reverse();
        strides.reverse();
        self.relaid(shape, strides, self.offset)
    }

    /// Returns the layout of a part of each axis, by NumPy's rules of basic slicing (see
    /// [`Slice`]). Axes beyond the slices are taken whole.
    ///
    /// # Errors
    ///
    /// [`Error::ZeroStep`] if a step is zero; [`Error::AxisIndexOutOfBounds`] if an index is not on
    /// its axis; [`Error::TooManySlices`] if there are more slices than axes;
    /// [`Error::TooManyAxes`] if new axes make more than [`MAX_NDIM`](crate::MAX_NDIM).
    pub fn sliced(&self, slices: &[Slice]) -> Result<Layout> {
        let taken = slices.iter().filter(|&&slice| slice != Slice::NewAxis).count();
        if taken > self.ndim() {
            return Err(Error::TooManySlices { slices: taken, ndim: self.ndim() });
        }
        let (mut shape, mut strides) = (Shape::new(), Strides::new());
        let mut origin = self.offset as isize;
        let mut axis = 0;
        for &slice in slices.iter().chain(core::iter::repeat_n(&Slice::FULL, self.ndim() - taken)) {
            if shape.len() == crate::MAX_NDIM && !matches!(slice, Slice::Index(_)) {
                return Err(Error::TooManyAxes { ndim: shape.len() + 1 });
            }
            // Products and sums wrap only if the result is empty or the axis has length 1.
            match slice {
                Slice::NewAxis => {
                    shape.push(1);
                    strides.push(0);
                    continue;
                }
                Slice::Index(index) => {
                    let len = self.shape[axis];
                    let Some(found) = from_start(index, len) else {
                        return Err(Error::AxisIndexOutOfBounds { axis, index, len });
                    };
                    origin = origin.wrapping_add((found as isize).wrapping_mul(self.strides[axis]));
                }
                Slice::Range { step: 0, .. } => return Err(Error::ZeroStep { axis }),
                Slice::Range { start, stop, step } => {
                    let (first, len) = indices(start, stop, step, self.shape[axis]);
                    origin = origin.wrapping_add((first as isize).wrapping_mul(self.strides[axis]));
                    shape.push(len);
                    strides.push(self.strides[axis].wrapping_mul(step));
                }
            }
            axis += 1;
        }
        let offset = if shape.contains(&0) { self.offset } else { origin as usize };
        Ok(self.relaid(shape, strides, offset))
    }

    /// Returns the layout stretched to `shape`: axes are aligned at the last one, and those that
    /// are missing or have length 1 get a stride of 0.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`] if another length differs or `shape` has fewer axes; the errors of
    /// [`contiguous`](Self::contiguous).
    pub fn broadcast_to(&self, shape: &[usize]) -> Result<Layout> {
        let refused = || Error::broadcast("broadcast_to", &[&self.shape, shape]);
        let target = Shape::from_slice(shape)?;
        checked_len(shape)?;
        let missing = shape.len().checked_sub(self.ndim()).ok_or_else(refused)?;
        let mut strides = Strides::new();
        for (axis, &len) in shape.iter().enumerate() {
            strides.push(match axis.checked_sub(missing) {
                None => 0,
                Some(own) if self.shape[own] == len => self.strides[own],
                Some(own) if self.shape[own] == 1 => 0,
                Some(_) => return Err(refused()),
            });
        }
        Ok(self.relaid(target, strides, self.offset))
    }

    /// Returns the layout without `axis`, which has length 1.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if there is no such axis; [`Error::InvalidParameter`] if its
    /// length is not 1.
    pub fn with_axis_removed(&self, axis: impl Axis) -> Result<Layout> {
        let op = "remove_axis";
        let axis = axis.index(op, self.ndim())?;
        if self.shape[axis] != 1 {
            return Err(Error::InvalidParameter { op, what: "the axis has a length other than 1" });
        }
        let mut removed = *self;
        removed.shape.remove(axis);
        removed.strides.remove(axis);
        // The stride of an axis of length 1 is ignored, so nothing else changes.
        Ok(removed)
    }

    /// Returns the layout with a new axis of length 1, which is `axis` of the result: 0 is before
    /// the first one, -1 after the last one.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if the result has no such axis; [`Error::TooManyAxes`] if there
    /// are already [`MAX_NDIM`](crate::MAX_NDIM).
    pub fn with_axis_inserted(&self, axis: impl Axis) -> Result<Layout> {
        let (op, axis, ndim) = ("insert_axis", axis.to_isize(), self.ndim());
        let Some(axis) = from_start(axis, ndim + 1) else {
            return Err(Error::AxisOutOfRange { op, axis, ndim });
        };
        if self.ndim() == crate::MAX_NDIM {
            return Err(Error::TooManyAxes { ndim: self.ndim() + 1 });
        }
        let mut inserted = *self;
        inserted.shape.insert(axis, 1);
        inserted.strides.insert(axis, 0);
        Ok(inserted)
    }

    /// Returns the layout of the elements whose index along `axis` is `index`, without that axis.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if there is no such axis; [`Error::AxisIndexOutOfBounds`] if the
    /// index is not on it.
    pub fn subview(&self, axis: impl Axis, index: impl AxisIndex) -> Result<Layout> {
        let axis = axis.index("subview", self.ndim())?;
        let (index, len) = (index.to_isize(), self.shape[axis]);
        let Some(index) = from_start(index, len) else {
            return Err(Error::AxisIndexOutOfBounds { axis, index, len });
        };
        let (mut shape, mut strides, mut offset) = (self.shape, self.strides, self.offset);
        shape.remove(axis);
        let stride = strides.remove(axis);
        if !shape.contains(&0) {
            offset = offset.wrapping_add_signed(stride.wrapping_mul(index as isize));
        }
        Ok(self.relaid(shape, strides, offset))
    }

    /// Returns the layout with `axis` walked backwards.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if there is no such axis.
    pub fn flipped(&self, axis: impl Axis) -> Result<Layout> {
        let axis = axis.index("flip", self.ndim())?;
        let (mut strides, mut offset) = (self.strides, self.offset);
        strides[axis] = self.strides[axis].wrapping_neg();
        if !self.is_empty() {
            let last = (self.shape[axis] - 1) as isize;
            offset = offset.wrapping_add_signed(self.strides[axis].wrapping_mul(last));
        }
        Ok(self.relaid(self.shape, strides, offset))
    }

    /// Returns the layout without its axes of length 1.
    pub fn squeezed(&self) -> Layout {
        let mut squeezed = Layout { shape: Shape::new(), strides: Strides::new(), ..*self };
        for (&len, &stride) in self.shape.iter().zip(&self.strides) {
            if len != 1 {
                squeezed.shape.push(len);
                squeezed.strides.push(stride);
            }
        }
        squeezed
    }

    /// Returns the layout of the elements of a matrix whose two indices are the same.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidParameter`] if there are not two axes.
    pub fn diagonal(&self) -> Result<Layout> {
        let ([rows, columns], [row_stride, column_stride]) = (&self.shape[..], &self.strides[..])
        else {
            return Err(Error::InvalidParameter { op: "diagonal", what: "the array is no matrix" });
        };
        // Wraps only if the second element does not exist.
        let stride = row_stride.wrapping_add(*column_stride);
        let len = *rows.min(columns);
        Ok(self.relaid(Shape::one(len), Strides::one(stride), self.offset))
    }

    /// Returns the layout of the elements whose indices along two axes are the same. Both become
    /// one axis, in the place of `first`, as long as the shorter one.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if there is no such axis; [`Error::RepeatedAxis`] if it is twice
    /// the same one.
    pub fn diagonal_along(&self, first: impl Axis, second: impl Axis) -> Result<Layout> {
        let op = "diagonal_along";
        let (first, second) = (first.index(op, self.ndim())?, second.index(op, self.ndim())?);
        if first == second {
            return Err(Error::RepeatedAxis { op, axis: first });
        }
        let (mut shape, mut strides) = (self.shape, self.strides);
        shape[first] = shape[first].min(shape[second]);
        // Wraps only if the second element does not exist.
        strides[first] = strides[first].wrapping_add(strides[second]);
        shape.remove(second);
        strides.remove(second);
        Ok(self.relaid(shape, strides, self.offset))
    }

    /// Checks that `shape` has as many elements as this layout.
    pub(super) fn check_same_len(&self, shape: &[usize]) -> Result<()> {
        if checked_len(shape)? == self.len() {
            Ok(())
        } else {
            Err(Error::ReshapeLength { from: boxed(&self.shape), to: boxed(shape) })
        }
    }
}
