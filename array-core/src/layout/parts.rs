//! Layouts of parts of another one, which together hold each element once.

use core::iter::FusedIterator;
use core::ops::Range;

use super::Layout;
use crate::axis::from_start;
use crate::{Axis, AxisIndex, Error, Result, Shape, Strides};

impl Layout {
    /// Returns the layout of `axis` alone, and that of all other axes.
    fn axis_and_rest(&self, op: &'static str, axis: impl Axis) -> Result<(Layout, Layout)> {
        let axis = axis.index(op, self.ndim())?;
        let (mut shape, mut strides) = (self.shape, self.strides);
        let (len, stride) = (shape.remove(axis), strides.remove(axis));
        let line = self.relaid(Shape::one(len), Strides::one(stride), self.offset);
        Ok((line, self.relaid(shape, strides, self.offset)))
    }

    /// Returns the layouts without `axis`, one for each index along it.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if there is no such axis.
    pub fn axis_iter(&self, axis: impl Axis) -> Result<Sublayouts> {
        let (line, rest) = self.axis_and_rest("axis_iter", axis)?;
        Ok(Sublayouts::new(line, rest))
    }

    /// Returns the layouts of `axis` alone, one for each index of the other axes, in C order.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if there is no such axis.
    pub fn lanes(&self, axis: impl Axis) -> Result<Sublayouts> {
        let (line, rest) = self.axis_and_rest("lanes", axis)?;
        Ok(Sublayouts::new(rest, line))
    }

    /// Returns the layouts without the first axis, one for each index along it; this layout, if it
    /// has no axes.
    pub fn rows(&self) -> Sublayouts {
        self.axis_iter(0).unwrap_or_else(|_| Sublayouts::new(Layout::scalar(), *self))
    }

    /// Returns the layouts of the elements before `index` along `axis`, and from there on. `index`
    /// may be the length of the axis; negative ones count from the end.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] if there is no such axis; [`Error::AxisIndexOutOfBounds`] if the
    /// index is beyond its end.
    pub fn split_at(&self, axis: impl Axis, index: impl AxisIndex) -> Result<(Layout, Layout)> {
        let axis = axis.index("split_at", self.ndim())?;
        let (index, len) = (index.to_isize(), self.shape[axis]);
        let middle = if index == len as isize { Some(len) } else { from_start(index, len) };
        let Some(middle) = middle else {
            return Err(Error::AxisIndexOutOfBounds { axis, index, len });
        };
        let part = |range: Range<usize>| {
            let mut shape = self.shape;
            shape[axis] = range.len();
            let part = self.relaid(shape, self.strides, self.offset);
            part.moved((range.start as isize).wrapping_mul(self.strides[axis]))
        };
        Ok((part(0..middle), part(middle..len)))
    }

    /// Returns the layout with each element `distance` further on. Layouts without elements stay
    /// where they are.
    #[inline]
    fn moved(&self, distance: isize) -> Layout {
        let mut moved = *self;
        if self.contiguous != Some(0) {
            moved.offset = self.offset.wrapping_add_signed(distance);
        }
        moved
    }
}

/// Layouts that together hold each element of another one once: [`Layout::axis_iter`],
/// [`Layout::lanes`], [`Layout::rows`].
#[derive(Clone, Debug)]
pub struct Sublayouts {
    /// The layout of their first elements. Its offset is ignored.
    starts: Layout,
    /// The first layout.
    first: Layout,
    /// The layouts to come.
    left: Range<usize>,
}

impl Sublayouts {
    fn new(starts: Layout, first: Layout) -> Self {
        let left = 0..starts.len();
        Sublayouts { starts, first, left }
    }

    /// Returns layout `index`.
    #[inline]
    fn at(&self, mut index: usize) -> Layout {
        let mut distance = 0_isize;
        for (&len, &stride) in self.starts.shape.iter().zip(&self.starts.strides).rev() {
            // Wraps only if the layouts are empty.
            distance = distance.wrapping_add(stride.wrapping_mul((index % len) as isize));
            index /= len;
        }
        self.first.moved(distance)
    }
}

impl Iterator for Sublayouts {
    type Item = Layout;

    #[inline]
    fn next(&mut self) -> Option<Layout> {
        self.left.next().map(|index| self.at(index))
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<Layout> {
        self.left.nth(n).map(|index| self.at(index))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl DoubleEndedIterator for Sublayouts {
    #[inline]
    fn next_back(&mut self) -> Option<Layout> {
        self.left.next_back().map(|index| self.at(index))
    }
}

impl ExactSizeIterator for Sublayouts {}

impl FusedIterator for Sublayouts {}
