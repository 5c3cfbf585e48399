//! Moves parts of a run between memory and tiles.

use crate::isa::baseline::{CACHE_LINE, prefetch};
use crate::loops::copy::{Transposed, repeat_each, repeat_line, scatter};
use crate::loops::storage::{Storage, convert_line};
use tightloop_array_core::Stream;

/// A part of a run that fits into a tile: adjacent rows, and the same range of elements in each.
pub(super) struct Piece {
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) start: usize,
    pub(super) len: usize,
    /// Whether the loop gets the rows joined into one.
    pub(super) is_joined: bool,
}

impl Piece {
    /// The number of elements.
    fn count(&self) -> usize {
        self.rows * self.len
    }

    /// Whether the loop can take the piece of a stream in place.
    pub(super) fn is_line(&self, stream: &Stream, size: usize) -> bool {
        stream.stride == size as isize && (!self.is_joined || self.is_contiguous(stream, size))
    }

    /// Whether the piece of a stream is contiguous in memory, as it would be in a tile.
    fn is_contiguous(&self, stream: &Stream, size: usize) -> bool {
        stream.stride == size as isize
            && (self.rows == 1 || stream.row_stride == (self.len * size) as isize)
    }

    /// Whether the piece of a stream is a single element.
    fn is_single(&self, stream: &Stream) -> bool {
        stream.stride == 0 && (self.rows == 1 || stream.row_stride == 0)
    }

    /// The address of the first element of a row of the piece.
    pub(super) fn ptr(&self, stream: &Stream, row: usize) -> *mut u8 {
        let rows = stream.row_stride.wrapping_mul((self.row + row) as isize);
        stream
            .ptr
            .wrapping_offset(rows.wrapping_add(stream.stride.wrapping_mul(self.start as isize)))
    }

    /// The piece of a stream, in place.
    pub(super) fn in_place(&self, stream: &Stream) -> Stream {
        Stream { ptr: self.ptr(stream, 0), ..*stream }
    }

    /// The piece, shortened to end on a cache line boundary of the stream, so that the next piece
    /// begins a line.
    pub(super) fn up_to_cache_line(self, stream: &Stream, size: usize) -> Self {
        let end = self.ptr(stream, 0).addr() + self.len * size;
        let rest = if stream.stride == size as isize && !self.is_joined {
            end % CACHE_LINE / size
        } else {
            0
        };
        Piece { len: if rest < self.len { self.len - rest } else { self.len }, ..self }
    }

    /// Prefetches the elements after the piece, as many as it has, if the stream is contiguous.
    pub(super) fn prefetch_next(&self, stream: &Stream, size: usize) {
        if stream.stride == size as isize {
            let (next, bytes) =
                (self.ptr(stream, 0).wrapping_add(self.len * size), self.len * size);
            (0..bytes).step_by(CACHE_LINE).for_each(|byte| prefetch(next.wrapping_add(byte)));
        }
    }

    /// The piece in a tile, with elements of this size.
    pub(super) fn in_tile(&self, tile: *mut u8, size: usize) -> Stream {
        Stream { ptr: tile, stride: size as isize, row_stride: (self.len * size) as isize }
    }

    /// Returns the piece of an input as the loop wants it: in place, or gathered and converted in
    /// `tile`. If `is_kept`, the tile holds it already.
    ///
    /// # Safety
    /// - The stream is an input of a [valid](tightloop_array_core::Run#validity) run that has the
    ///   piece, and is stored as `storage` says.
    /// - Both tiles have room for the piece.
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
                return self.in_place(stream);
            }
            if !is_kept {
                // SAFETY: the input is valid, and the tile has room for the piece.
                unsafe { self.gather(stream, storage, tile) };
            }
            return self.in_tile(tile, storage.size);
        };
        if !is_kept {
            let mut from = self.ptr(stream, 0);
            let count = if is_single { 1 } else { self.count() };
            // SAFETY: the input is valid, and both tiles have room for the piece. `from` has
            // `count` contiguous elements.
            unsafe {
                if !is_single && !self.is_contiguous(stream, storage.size) {
                    self.gather(stream, storage, unconverted);
                    from = unconverted;
                }
                convert_line(convert, from, storage.size, tile, storage.computed_size, count);
            }
        }
        if is_single {
            Stream { ptr: tile, stride: 0, row_stride: 0 }
        } else {
            self.in_tile(tile, storage.computed_size)
        }
    }

    /// Converts and scatters the piece of an output from `line`, where the loop has written it.
    ///
    /// # Safety
    /// - The stream is an output of a [valid](tightloop_array_core::Run#validity) run that has the
    ///   piece, and is stored as `storage` says.
    /// - `line` holds the piece, and `unconverted` has room for it.
    pub(super) unsafe fn write(
        &self,
        stream: &Stream,
        storage: &Storage,
        mut line: *mut u8,
        unconverted: *mut u8,
    ) {
        let is_contiguous = self.is_contiguous(stream, storage.size);
        // SAFETY: `line` holds the piece, the output has its rows, and `unconverted` has room for
        // it.
        unsafe {
            if let Some(convert) = storage.convert {
                let to = if is_contiguous && !storage.is_streamed {
                    self.ptr(stream, 0)
                } else {
                    unconverted
                };
                convert_line(convert, line, storage.computed_size, to, storage.size, self.count());
                line = to;
            }
            // The loop may have written in place.
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

    /// Gathers the piece of an input into a tile.
    ///
    /// # Safety
    /// As for [`read`](Self::read).
    unsafe fn gather(&self, stream: &Stream, storage: &Storage, tile: *mut u8) {
        let (size, start) = (storage.size, self.ptr(stream, 0).cast_const());
        let (rows, len, stride) = (self.rows, self.len, stream.stride);
        if is_transposed(stream, size) && rows > 1 {
            let from = Transposed { start, stride, rows, len, pitch: (len * size) as isize };
            // SAFETY: the input has these rows and columns, and the tile room for them.
            return unsafe { (storage.copy.transpose)(&from, tile, size) };
        }
        if stride == 0 && rows > 1 {
            // SAFETY: each row is a single element, and the tile has room for all of them.
            return unsafe { repeat_each(start, stream.row_stride, tile, [rows, len], size) };
        }
        let different = if stream.row_stride == 0 { 1 } else { rows };
        for row in 0..different {
            let to = tile.wrapping_add(row * len * size);
            // SAFETY: the input has this row, and the tile room for all of them.
            unsafe { (storage.copy.gather)(self.ptr(stream, row), stride, to, len, size) };
        }
        // SAFETY: the tile has these rows, and room for all of them.
        unsafe { repeat_line(tile, different * len * size, self.count() * size) };
    }
}

/// Whether the rows of a stream are columns in memory: its columns are contiguous.
pub(super) fn is_transposed(stream: &Stream, size: usize) -> bool {
    stream.row_stride == size as isize && stream.stride != size as isize && stream.stride != 0
}
