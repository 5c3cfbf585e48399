//! Parts of a run, between memory and tiles.

use super::{Storage, convert_line};
use crate::isa::baseline::prefetch;
use crate::loops::copy::{Transposed, scatter};
use crate::loops::operand::LINE;
use tightloop_array_core::Stream;

/// A part of a run that fits into a tile: some rows, and the same part of each.
pub(super) struct Piece {
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) start: usize,
    pub(super) len: usize,
    /// Whether the loop is given the rows as a single one.
    pub(super) is_joined: bool,
}

impl Piece {
    /// The number of elements.
    fn count(&self) -> usize {
        self.rows * self.len
    }

    /// Whether the loop can take the piece of a stream as it lies in memory.
    pub(super) fn is_line(&self, stream: &Stream, size: usize) -> bool {
        stream.stride == size as isize && (!self.is_joined || self.is_whole(stream, size))
    }

    /// Whether the piece of a stream lies in memory as it would in a tile.
    fn is_whole(&self, stream: &Stream, size: usize) -> bool {
        stream.stride == size as isize
            && (self.rows == 1 || stream.row_stride == (self.len * size) as isize)
    }

    /// Whether the piece of a stream is one element.
    fn is_single(&self, stream: &Stream) -> bool {
        stream.stride == 0 && (self.rows == 1 || stream.row_stride == 0)
    }

    /// The first element of a row of the piece.
    pub(super) fn ptr(&self, stream: &Stream, row: usize) -> *mut u8 {
        let rows = stream.row_stride.wrapping_mul((self.row + row) as isize);
        stream
            .ptr
            .wrapping_offset(rows.wrapping_add(stream.stride.wrapping_mul(self.start as isize)))
    }

    /// The piece of a stream, where it is.
    pub(super) fn of(&self, stream: &Stream) -> Stream {
        Stream { ptr: self.ptr(stream, 0), ..*stream }
    }

    /// The piece without what it has of a last cache line of the stream, so that the next one
    /// begins with a line.
    pub(super) fn up_to_a_line(self, stream: &Stream, size: usize) -> Self {
        let end = self.ptr(stream, 0).addr() + self.len * size;
        let rest =
            if stream.stride == size as isize && !self.is_joined { end % LINE / size } else { 0 };
        Piece { len: if rest < self.len { self.len - rest } else { self.len }, ..self }
    }

    /// Asks for the elements of a line that follow the piece.
    pub(super) fn prefetch_next(&self, stream: &Stream, size: usize) {
        if stream.stride == size as isize {
            let (next, bytes) =
                (self.ptr(stream, 0).wrapping_add(self.len * size), self.len * size);
            (0..bytes).step_by(LINE).for_each(|byte| prefetch(next.wrapping_add(byte)));
        }
    }

    /// A tile that has the piece, of elements of this size.
    pub(super) fn tiled(&self, tile: *mut u8, size: usize) -> Stream {
        Stream { ptr: tile, stride: size as isize, row_stride: (self.len * size) as isize }
    }

    /// The piece of an input as the loop wants it: where it is, or in `tile`, where it may be
    /// already.
    ///
    /// # Safety
    /// The stream is an input of a [valid](tightloop_array_core::Run#validity) run that has the
    /// piece. Both tiles have room for it.
    pub(super) unsafe fn read(
        &self,
        stream: &Stream,
        storage: &Storage,
        tile: *mut u8,
        unconverted: *mut u8,
        is_kept: bool,
    ) -> Stream {
        let is_single = self.is_single(stream);
        let Some(convert) = storage.convert else {
            if is_single || !storage.is_read || self.is_line(stream, storage.size) {
                return self.of(stream);
            }
            if !is_kept {
                // SAFETY: the caller's promise.
                unsafe { self.gather(stream, storage, tile) };
            }
            return self.tiled(tile, storage.size);
        };
        if !is_kept {
            let mut from = self.ptr(stream, 0);
            let count = if is_single { 1 } else { self.count() };
            // SAFETY: the caller's promise.
            unsafe {
                if !is_single && !self.is_whole(stream, storage.size) {
                    self.gather(stream, storage, unconverted);
                    from = unconverted;
                }
                convert_line(convert, from, storage.size, tile, storage.computed_size, count);
            }
        }
        if is_single {
            Stream { ptr: tile, stride: 0, row_stride: 0 }
        } else {
            self.tiled(tile, storage.computed_size)
        }
    }

    /// Brings the piece of an output from `line`, where the loop has left it, to where it belongs.
    ///
    /// # Safety
    /// The stream is an output of a [valid](tightloop_array_core::Run#validity) run that has the
    /// piece; `line` holds it, and the other tile has room for it.
    pub(super) unsafe fn write(
        &self,
        stream: &Stream,
        storage: &Storage,
        mut line: *mut u8,
        unconverted: *mut u8,
    ) {
        let is_whole = self.is_whole(stream, storage.size);
        // SAFETY: the caller's promise.
        unsafe {
            if let Some(convert) = storage.convert {
                let to = if is_whole && !storage.is_streamed {
                    self.ptr(stream, 0)
                } else {
                    unconverted
                };
                convert_line(convert, line, storage.computed_size, to, storage.size, self.count());
                line = to;
            }
            // Only what lies in a tile is brought anywhere.
            if line == self.ptr(stream, 0) {
                return;
            }
            for row in 0..self.rows {
                let from = line.wrapping_add(row * self.len * storage.size);
                let to = self.ptr(stream, row);
                if storage.is_streamed && stream.stride == storage.size as isize {
                    (storage.copy.stream)(from, to, self.len * storage.size);
                } else {
                    scatter(from, to, stream.stride, self.len, storage.size);
                }
            }
        }
    }

    /// Copies the piece of an input into a tile.
    ///
    /// # Safety
    /// As for [`read`](Self::read).
    unsafe fn gather(&self, stream: &Stream, storage: &Storage, tile: *mut u8) {
        let size = storage.size;
        if is_transposed(stream, size) && self.rows > 1 {
            let (start, stride) = (self.ptr(stream, 0).cast_const(), stream.stride);
            let (rows, len, pitch) = (self.rows, self.len, (self.len * size) as isize);
            let from = Transposed { start, stride, rows, len, pitch };
            // SAFETY: the caller's promise.
            return unsafe { (storage.copy.transpose)(&from, tile, size) };
        }
        for row in 0..self.rows {
            let to = tile.wrapping_add(row * self.len * size);
            // SAFETY: the caller's promise.
            unsafe {
                (storage.copy.gather)(self.ptr(stream, row), stream.stride, to, self.len, size)
            };
        }
    }
}

/// Whether rows of a stream are columns in memory.
pub(super) fn is_transposed(stream: &Stream, size: usize) -> bool {
    stream.row_stride == size as isize && stream.stride != size as isize && stream.stride != 0
}
