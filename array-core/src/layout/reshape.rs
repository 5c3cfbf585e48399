//! Reshaping without a copy.

use super::Layout;
use crate::error::boxed;
use crate::{Error, Result, Shape};

impl Layout {
    /// Returns the layout of the same elements, in the same C order, in another shape.
    ///
    /// # Errors
    ///
    /// [`Error::ReshapeLength`] if the shapes have different numbers of elements;
    /// [`Error::ReshapeNeedsCopy`] if no strides can do it; the errors of
    /// [`contiguous`](Self::contiguous).
    pub fn reshaped(&self, shape: &[usize]) -> Result<Layout> {
        let target = Shape::from_slice(shape)?;
        self.check_same_len(shape)?;
        let mut reshaped = Layout { shape: target, offset: self.offset, ..Layout::scalar() };
        reshaped.fill_strides();
        if self.is_contiguous() {
            return Ok(reshaped);
        }
        let mut strides = reshaped.strides;

        // Neighbouring axes that one stride walks form a block. Each new axis lies within one
        // block, so blocks are cut into new axes, from the last to the first.
        let mut blocks = Blocks { layout: self, axis: self.ndim() };
        let (mut room, mut stride) = (1, 1);
        for (axis, &len) in target.iter().enumerate().rev() {
            if len == 1 {
                continue;
            }
            if room == 1 {
                (room, stride) = blocks.next().unwrap_or((1, 1));
            }
            if room % len != 0 {
                return Err(Error::ReshapeNeedsCopy { from: boxed(&self.shape), to: boxed(shape) });
            }
            strides[axis] = stride;
            room /= len;
            stride = stride.wrapping_mul(len as isize);
        }
        Ok(self.relaid(target, strides, self.offset))
    }
}

/// The blocks of a layout that is not empty, last one first: the length and stride of each longest
/// run of neighbouring axes that one stride walks. Axes of length 1 belong to any block.
struct Blocks<'a> {
    layout: &'a Layout,
    /// The number of axes left.
    axis: usize,
}

impl Iterator for Blocks<'_> {
    type Item = (usize, isize);

    fn next(&mut self) -> Option<(usize, isize)> {
        let (shape, strides) = (&self.layout.shape, &self.layout.strides);
        let mut block = None;
        while self.axis > 0 {
            let (len, stride) = (shape[self.axis - 1], strides[self.axis - 1]);
            if len != 1 {
                block = match block {
                    None => Some((len, stride)),
                    Some((inner, unit)) if stride == unit.wrapping_mul(inner as isize) => {
                        Some((inner * len, unit))
                    }
                    Some(_) => return block,
                };
            }
            self.axis -= 1;
        }
        block
    }
}
