//! Walks over layouts in C order.

use super::Layout;
use crate::{Dims, Shape, Strides};

/// The positions of a layout's elements in C order.
#[derive(Clone, Debug)]
pub struct Positions {
    /// All axes except the last, with the index along each.
    shape: Shape,
    strides: Strides,
    index: Dims<usize>,
    /// The last axis.
    row_len: usize,
    row_stride: isize,
    /// The position of the next element, and the number of elements left in its row and
    /// altogether.
    position: isize,
    left_in_row: usize,
    left: usize,
}

impl Positions {
    #[inline]
    pub(super) fn new(layout: &Layout) -> Self {
        let Layout { mut shape, mut strides, offset, .. } = *layout;
        let row_len = shape.pop().unwrap_or(1);
        let row_stride = strides.pop().unwrap_or(1);
        let mut index = Dims::new();
        for _ in &shape {
            index.push(0);
        }
        let (position, left) = (offset as isize, layout.len());
        Positions {
            shape,
            strides,
            index,
            row_len,
            row_stride,
            position,
            left_in_row: row_len,
            left,
        }
    }

    /// Moves from the end of a row to the start of the next one.
    fn next_row(&mut self) {
        self.position =
            self.position.wrapping_sub(self.row_stride.wrapping_mul(self.row_len as isize));
        self.left_in_row = self.row_len;
        for axis in (0..self.shape.len()).rev() {
            self.position = self.position.wrapping_add(self.strides[axis]);
            self.index[axis] += 1;
            if self.index[axis] < self.shape[axis] {
                return;
            }
            let back = self.strides[axis].wrapping_mul(self.shape[axis] as isize);
            self.position = self.position.wrapping_sub(back);
            self.index[axis] = 0;
        }
    }
}

impl Iterator for Positions {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.left == 0 {
            return None;
        }
        if self.left_in_row == 0 {
            self.next_row();
        }
        let position = self.position as usize;
        // May lead out of bounds after the last element, where it is not used.
        self.position = self.position.wrapping_add(self.row_stride);
        self.left_in_row -= 1;
        self.left -= 1;
        Some(position)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Positions {}

impl core::iter::FusedIterator for Positions {}
