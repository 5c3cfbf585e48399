//! The elements that a reduction folds into one result, as a sequence, wherever they lie.

use super::tile::{Direction, copy_row};
use core::mem::MaybeUninit;
use tightloop_array_core::Axis;

/// The most bytes that are gathered at once: the largest block of a fold.
pub(super) const MAX_BLOCK: usize = 16384;

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

    /// The address of `len` elements from number `first` on, one after the other: where they are, or in `tile`.
    ///
    /// # Safety
    /// The sequence is [valid](Sequence#validity) and has these elements, which are `size` bytes large and at most a block.
    #[inline]
    pub(super) unsafe fn block(&self, first: usize, len: usize, size: usize, tile: &mut Tile) -> *const u8 {
        if let Some(line) = self.line(first, size) {
            return line;
        }
        let tile: *mut u8 = (&raw mut *tile).cast();
        // SAFETY: the caller's promise; a tile has room for a block.
        unsafe { self.gather(first, len, size, tile) };
        tile
    }
}

/// Room for a block that has been gathered.
#[repr(align(64))]
pub(super) struct Tile(
    #[expect(dead_code, reason = "reached through pointers only")] pub(super) MaybeUninit<[u8; MAX_BLOCK]>,
);

/// The elements of a sequence, one by one.
pub(super) struct Elements<'a> {
    sequence: Sequence<'a>,
    /// The next one to give: its number and address.
    number: usize,
    at: *const u8,
    /// How many are left of the innermost axis.
    left: usize,
}

impl<'a> Elements<'a> {
    pub(super) fn new(sequence: Sequence<'a>) -> Self {
        let left = sequence.axes.last().map_or(1, |axis| axis.len);
        Elements { sequence, number: 0, at: sequence.start, left }
    }

    /// The next address; of no meaning past the last one.
    #[inline(always)]
    pub(super) fn next(&mut self) -> *const u8 {
        let at = self.at;
        self.number += 1;
        self.left = self.left.wrapping_sub(1);
        if let Some((inner, _)) = self.sequence.axes.split_last() {
            self.at = at.wrapping_offset(inner.strides[0]);
            if self.left == 0 {
                self.turn();
            }
        }
        at
    }

    /// Goes to the start of the innermost axis, at the next index of those outside.
    #[cold]
    fn turn(&mut self) {
        if let Some((inner, outer)) = self.sequence.axes.split_last() {
            self.left = inner.len;
            self.at = self.sequence.start;
            let mut rest = self.number / inner.len;
            for axis in outer.iter().rev() {
                self.at = self.at.wrapping_offset(axis.strides[0].wrapping_mul((rest % axis.len) as isize));
                rest /= axis.len;
            }
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
