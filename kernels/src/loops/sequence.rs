//! The elements that a reduction folds into one result, as a sequence, wherever they lie.

use super::tile::{Storage, convert_line};
use core::mem::MaybeUninit;
use tightloop_array_core::LoopAxis;

/// The most bytes that are gathered at once: the largest block of a fold.
pub(super) const MAX_BLOCK: usize = 16384;

/// Elements in the order in which they are folded: the axes turn like an odometer, the last one
/// fastest.
///
/// # Validity
/// Every element that the axes reach from `start` is initialised, aligned for its type and valid
/// for reads.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<'a> {
    /// The first element.
    pub start: *const u8,
    /// Outermost first, strides in bytes.
    pub axes: &'a [LoopAxis<1>],
}

/// Elements of a [`Sequence`] that one stride reaches.
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

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element number `first`, which exists, and those after it up to the end of the innermost
    /// axis.
    #[inline]
    pub(super) fn stretch(&self, first: usize) -> Stretch {
        let Some((inner, outer)) = self.axes.split_last() else {
            return Stretch { start: self.start, stride: 0, len: 1 };
        };
        let (mut rest, place) =
            if outer.is_empty() { (0, first) } else { (first / inner.len, first % inner.len) };
        let stride = inner.strides[0];
        let mut start = self.start.wrapping_offset(stride.wrapping_mul(place as isize));
        for axis in outer.iter().rev() {
            start = start.wrapping_offset(axis.strides[0].wrapping_mul((rest % axis.len) as isize));
            rest /= axis.len;
        }
        Stretch { start, stride, len: inner.len - place }
    }

    /// The address of `len` elements from number `first` on, one after the other, as a loop wants
    /// them: where they are, or in one of the tiles.
    ///
    /// # Safety
    /// The sequence is [valid](Sequence#validity) and has these elements, at least one, which are
    /// stored so and, both before and after they are converted, at most a block.
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
            // SAFETY: the caller's promise; a tile has room for a block.
            _ => unsafe { self.tiled(first, len, storage, tiles, line) },
        }
    }

    /// The address of `len` elements of `size` bytes from number `first` on, which exist, if they
    /// lie one after the other.
    #[inline]
    pub(super) fn line(&self, first: usize, len: usize, size: usize) -> Option<*const u8> {
        let stretch = self.stretch(first);
        (len == 1 || stretch.stride == size as isize && len <= stretch.len).then_some(stretch.start)
    }

    /// See [`block`](Self::block); what is gathered, but if it is a `line`, and converted.
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
        let [gathered, converted]: [*mut u8; 2] =
            [(&raw mut tiles.gathered).cast(), (&raw mut tiles.converted).cast()];
        let from = line.unwrap_or_else(|| {
            let mut done = 0;
            while done < len {
                let stretch = self.stretch(first + done);
                let count = stretch.len.min(len - done);
                let to = gathered.wrapping_add(done * storage.size);
                // SAFETY: the caller's promise.
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
        // SAFETY: the caller's promise; nothing is written to the input.
        unsafe {
            convert_line(
                convert,
                from.cast_mut(),
                storage.size,
                converted,
                storage.computed_size,
                len,
            )
        };
        converted
    }
}

/// Room for a block that has been gathered, and for one that has been converted.
#[repr(align(64))]
pub(super) struct Tiles {
    gathered: MaybeUninit<[u8; MAX_BLOCK]>,
    converted: MaybeUninit<[u8; MAX_BLOCK]>,
}

impl Tiles {
    pub(super) const fn uninit() -> Self {
        Tiles { gathered: MaybeUninit::uninit(), converted: MaybeUninit::uninit() }
    }

    /// Room for a block.
    pub(super) fn gathered(&mut self) -> *mut u8 {
        (&raw mut self.gathered).cast()
    }

    /// Room for a block.
    pub(super) fn converted(&mut self) -> *mut u8 {
        (&raw mut self.converted).cast()
    }
}
