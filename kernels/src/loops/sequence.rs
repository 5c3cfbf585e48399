//! The elements that a reduction folds into one result, as a sequence, whatever their layout.

use super::storage::{Storage, convert_line};
use core::mem::MaybeUninit;
use tightloop_array_core::LoopAxis;

/// The most bytes that are gathered at once: the largest block of a fold, 64 rounds of four 512-bit
/// registers.
pub(super) const MAX_BLOCK_BYTES: usize = 16384;

/// Elements in the order in which they are folded: like the digits of an odometer, the last axis
/// turns fastest.
///
/// # Validity
/// Every element that the axes reach from `start` is initialised, aligned for its type, and valid
/// for reads.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<'a> {
    /// The first element.
    pub start: *const u8,
    /// The axes, outermost first, with strides in bytes.
    pub axes: &'a [LoopAxis<1>],
}

/// A part of a [`Sequence`] with a single stride.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) start: *const u8,
    /// In bytes.
    pub(super) stride: isize,
    pub(super) len: usize,
}

impl Sequence<'_> {
    /// The number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.len).product()
    }

    /// Whether each row of `columns` elements of `size` bytes, which begin at the elements, ends
    /// where the next one begins.
    pub(super) fn is_gapless(&self, columns: usize, size: usize) -> bool {
        self.axes.last().is_none_or(|axis| axis.strides[0] == (columns * size) as isize)
    }

    /// Whether there are no elements.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements from number `first`, which must exist, to the end of the innermost axis.
    #[inline]
    pub(super) fn stretch(&self, first: usize) -> Stretch {
        let Some((inner, outer)) = self.axes.split_last() else {
            return Stretch { start: self.start, stride: 0, len: 1 };
        };
        let (rest, place) =
            if outer.is_empty() { (0, first) } else { (first / inner.len, first % inner.len) };
        let (stride, [offset]) = (inner.strides[0], LoopAxis::offsets(outer, rest));
        let start = self.start.wrapping_offset(offset);
        let start = start.wrapping_offset(stride.wrapping_mul(place as isize));
        Stretch { start, stride, len: inner.len - place }
    }

    /// Returns the address of `len` elements, starting at number `first`, contiguous and converted:
    /// in place if possible, else in one of the tiles.
    ///
    /// # Safety
    /// - The sequence is [valid](Sequence#validity), has these elements, at least one, and stores
    ///   them as `storage` says.
    /// - They take at most [`MAX_BLOCK_BYTES`] bytes, both before and after they are converted.
    #[inline]
    pub(super) unsafe fn block(
        &self,
        first: usize,
        len: usize,
        storage: &Storage,
        tiles: &mut Tiles,
    ) -> *const u8 {
        let line = self.line(first, len, storage.size);
        match line {
            Some(line) if storage.convert.is_none() => line,
            // SAFETY: the contract is the same.
            _ => unsafe { self.tiled(first, len, storage, tiles, line) },
        }
    }

    /// Returns the address of `len` elements of `size` bytes, starting at number `first`, if they
    /// are contiguous. They must exist.
    #[inline]
    pub(super) fn line(&self, first: usize, len: usize, size: usize) -> Option<*const u8> {
        let stretch = self.stretch(first);
        (len == 1 || stretch.stride == size as isize && len <= stretch.len).then_some(stretch.start)
    }

    /// The case of [`block`](Self::block) in which elements are gathered, unless they are a `line`,
    /// or converted.
    ///
    /// # Safety
    /// As for [`block`](Self::block).
    #[inline(never)]
    unsafe fn tiled(
        &self,
        first: usize,
        len: usize,
        storage: &Storage,
        tiles: &mut Tiles,
        line: Option<*const u8>,
    ) -> *const u8 {
        let [gathered, converted] = tiles.addresses();
        let from = line.unwrap_or_else(|| {
            let mut done = 0;
            while done < len {
                let stretch = self.stretch(first + done);
                let count = stretch.len.min(len - done);
                let to = gathered.wrapping_add(done * storage.size);
                // SAFETY: the sequence has these `count` elements, and the tile room for all `len`.
                unsafe {
                    (storage.copy.gather)(stretch.start, stretch.stride, to, count, storage.size)
                };
                done += count;
            }
            gathered
        });
        let Some(convert) = storage.convert else {
            return from;
        };
        // SAFETY: `from` has these elements, which are only read, and the tile has room for them.
        unsafe {
            let Storage { size, computed_size, .. } = *storage;
            convert_line(convert, from.cast_mut(), size, converted, computed_size, len);
        }
        converted
    }
}

/// Room for a gathered block and for a converted one.
#[repr(align(64))]
pub(super) struct Tiles(MaybeUninit<[u8; 2 * MAX_BLOCK_BYTES]>);

impl Tiles {
    pub(super) const fn uninit() -> Self {
        Tiles(MaybeUninit::uninit())
    }

    /// The addresses of the room for a gathered block and for a converted one. Both at once, as
    /// borrowing the tiles again would invalidate the first.
    pub(super) fn addresses(&mut self) -> [*mut u8; 2] {
        let first = self.address();
        [first, first.wrapping_add(MAX_BLOCK_BYTES)]
    }

    /// The address of all the room, for a block that is only gathered, or only converted.
    pub(super) fn address(&mut self) -> *mut u8 {
        (&raw mut self.0).cast()
    }
}
