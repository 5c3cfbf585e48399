//! The elements that a reduction folds into one result, as a sequence, wherever they lie.

use super::tile::{Direction, copy_row};
use tightloop_array_core::Axis;

/// Elements in the order in which they are folded: the axes turn like an odometer, the last one fastest.
///
/// # Validity
/// Every element that the axes reach from `start` is initialised, aligned for its type and valid for reads.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<'a> {
    /// The first element.
    pub start: *const u8,
    /// Outermost first, strides in bytes.
    pub axes: &'a [Axis<1>],
}

impl Sequence<'_> {
    /// The number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.len).product()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The address of the element number `first`, if those from there on lie one after the other.
    #[inline]
    pub fn line(&self, first: usize, size: usize) -> Option<*const u8> {
        match self.axes {
            [] => Some(self.start),
            [axis] if axis.strides[0] == size as isize => Some(self.start.wrapping_add(first * size)),
            _ => None,
        }
    }

    /// Copies `len` elements from number `first` on into `tile`, one after the other.
    ///
    /// # Safety
    /// The sequence is [valid](Self#validity) and has these elements, which are `size` bytes large. `tile` has room for them.
    pub unsafe fn gather(&self, first: usize, len: usize, size: usize, tile: *mut u8) {
        let Some((inner, outer)) = self.axes.split_last() else {
            // SAFETY: the caller's promise; without axes there is one element.
            return unsafe { copy(self.start, 0, tile, len, size) };
        };
        let mut done = 0;
        while done < len {
            let (mut rest, column) = ((first + done) / inner.len, (first + done) % inner.len);
            let mut from = self.start.wrapping_offset(inner.strides[0].wrapping_mul(column as isize));
            for axis in outer.iter().rev() {
                from = from.wrapping_offset(axis.strides[0].wrapping_mul((rest % axis.len) as isize));
                rest /= axis.len;
            }
            let count = (inner.len - column).min(len - done);
            // SAFETY: the caller's promise.
            unsafe { copy(from, inner.strides[0], tile.wrapping_add(done * size), count, size) };
            done += count;
        }
    }
}

/// Copies elements of `size` bytes, `stride` bytes apart, to where they lie one after the other.
///
/// # Safety
/// They are valid for reads, and `to` has room for them.
pub(super) unsafe fn copy(from: *const u8, stride: isize, to: *mut u8, len: usize, size: usize) {
    // SAFETY: the caller's promise; nothing is written to `from`.
    unsafe {
        match size {
            1 => copy_row::<u8>(from.cast_mut(), stride, to, len, Direction::Gather),
            2 => copy_row::<u16>(from.cast_mut(), stride, to, len, Direction::Gather),
            4 => copy_row::<u32>(from.cast_mut(), stride, to, len, Direction::Gather),
            8 => copy_row::<u64>(from.cast_mut(), stride, to, len, Direction::Gather),
            _ => copy_row::<[u64; 2]>(from.cast_mut(), stride, to, len, Direction::Gather),
        }
    }
}
