//! Another shape over the same elements in the same order.

use super::Layout;
use crate::error::boxed;
use crate::{Error, Result, Shape};

impl Layout {
    /// The same elements, in the same C order, in another shape, without moving any.
    ///
    /// # Errors
    ///
    /// [`Error::ReshapeLength`] if the shapes have different numbers of elements;
    /// [`Error::ReshapeNeedsCopy`] if no strides do it; [`Error::TooManyAxes`];
    /// [`Error::SizeOverflow`] as for [`contiguous`](Self::contiguous).
    pub fn reshaped(&self, shape: &[usize]) -> Result<Layout> {
        let target = Shape::from_slice(shape)?;
        self.check_same_len(shape)?;
        let mut reshaped = Layout { shape: target, offset: self.offset, ..Layout::scalar() };
        reshaped.fill_strides();
        if self.is_contiguous() {
            return Ok(reshaped);
        }
        let mut strides = reshaped.strides;

        // Neighbouring axes that can be walked with one stride form a block. A new axis lies within
        // one block, so that blocks, from the last to the first, are cut into new axes.
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
        Ok(Layout::of_parts(target, strides, self.offset))
    }
}

/// The blocks of a layout that is not empty, last one first: the length and the stride of each
/// longest row of neighbouring axes that one stride walks. Axes of length 1 belong to any block.
struct Blocks<'a> {
    layout: &'a Layout,
    /// The axes from here on are done.
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
