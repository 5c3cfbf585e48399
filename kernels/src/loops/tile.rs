//! What makes any run fit a loop that wants its operands in a line, of the elements that it computes with: small tiles, gathered and converted
//! before the loop, converted and scattered after it, in a buffer that stays in the L1 cache. Compiled by element size, not by type or operation.
//!
//! Rows that are shorter than a tile are put into one together; an operand that is the same for every row is then spread out only once.

use super::copy::{gather, scatter};
use super::{MAX_STREAMS, MapFn};
use core::mem::MaybeUninit;
use tightloop_array_core::{Run, Stream};

/// The number of elements in a tile.
const TILE: usize = 256;

/// The size of the largest element, in bytes.
const MAX_SIZE: usize = 16;

/// Rows shorter than this are worth putting together into a tile.
const SHORT: usize = 32;

/// How the elements of an operand are stored, and how they become those that a loop works on.
#[derive(Clone, Copy, Debug)]
pub struct Storage {
    /// The size of an element in memory, in bytes.
    pub size: usize,
    /// The size of an element that the loop reads or writes.
    pub computed_size: usize,
    /// From memory to the loop (inputs) or from the loop to memory (outputs): a loop of one input and one output in lines. None if the loop takes the elements as
    /// they are.
    pub convert: Option<MapFn>,
}

/// Room for one tile of any type.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Tile(
    #[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; TILE * MAX_SIZE]>,
);

impl Tile {
    const fn uninit() -> Self {
        Tile(MaybeUninit::uninit())
    }

    fn ptr(&mut self) -> *mut u8 {
        (&raw mut *self).cast()
    }
}

/// Whether a loop can do a run as it is: nothing to convert, inputs one after the other, or one element for all, and outputs one after the other. If not,
/// [`map_tiled`] does it.
///
/// `storage` is that of each stream, `inputs` the number of streams that are inputs.
#[inline]
pub fn fits(run: &Run<'_>, storage: &[Storage], inputs: usize) -> bool {
    let is_long = run.rows == 1 || run.len >= SHORT;
    let is_line = |(k, (stream, storage)): (usize, (&Stream, &Storage))| {
        storage.convert.is_none()
            && (stream.stride == storage.size as isize || stream.stride == 0 && k < inputs)
    };
    is_long && run.streams.iter().zip(storage).enumerate().all(is_line)
}

/// Does a run of any strides and any stored types with a loop that wants them to [fit](fits).
///
/// # Safety
/// As for every [`MapFn`], but for the strides and what is converted. `storage` and `inputs` are those of the loop's streams.
pub unsafe fn map_tiled(kernel: MapFn, op: *const (), run: &Run<'_>, storage: &[Storage], inputs: usize) {
    if run.len == 0 {
        return;
    }
    let streams = run.streams.len();
    let mut tiles = [const { Tile::uninit() }; MAX_STREAMS];
    let mut unconverted = Tile::uninit();
    // Either whole rows, several to a tile, or pieces of one row.
    let rows_each = (TILE / run.len).max(1);
    let len_each = run.len.min(TILE);
    let mut lines = [Stream { ptr: core::ptr::null_mut(), stride: 0, row_stride: 0 }; MAX_STREAMS];

    let mut row = 0;
    while row < run.rows {
        let rows = rows_each.min(run.rows - row);
        let mut start = 0;
        while start < run.len {
            let len = len_each.min(run.len - start);
            let piece = Piece { row, rows, start, len };
            for k in 0..inputs {
                let (stream, storage, tile) = (&run.streams[k], &storage[k], tiles[k].ptr());
                let is_kept = stream.row_stride == 0 && row > 0 && (len == run.len || stream.stride == 0);
                // SAFETY: the run is valid, and a tile has room for `rows * len <= TILE` elements.
                lines[k] = unsafe { piece.read(stream, storage, tile, unconverted.ptr(), is_kept) };
            }
            for k in inputs..streams {
                let is_line = storage[k].convert.is_none() && piece.is_line(&run.streams[k], storage[k].size);
                let ptr = if is_line { piece.ptr(&run.streams[k], 0) } else { tiles[k].ptr() };
                lines[k] = Stream { ptr, stride: storage[k].computed_size as isize, row_stride: 0 };
            }
            // SAFETY: the run is valid and so is each piece of it; tiles are initialised where they are inputs, and
            // disjoint from everything. The strides fit.
            unsafe { kernel(op, &Run { len: rows * len, rows: 1, streams: &lines[..streams] }) };
            for k in inputs..streams {
                // SAFETY: as above; the loop has written the tile, if it was given one.
                unsafe { piece.write(&run.streams[k], &storage[k], lines[k].ptr, unconverted.ptr()) };
            }
            start += len;
        }
        row += rows;
    }
}

/// A part of a run that fits into a tile: some rows, and the same part of each.
struct Piece {
    row: usize,
    rows: usize,
    start: usize,
    len: usize,
}

impl Piece {
    /// The number of elements.
    fn count(&self) -> usize {
        self.rows * self.len
    }

    /// Whether the piece lies in memory as it would in a tile.
    fn is_line(&self, stream: &Stream, size: usize) -> bool {
        stream.stride == size as isize && (self.rows == 1 || stream.row_stride == (self.len * size) as isize)
    }

    /// Whether the piece is one element.
    fn is_single(&self, stream: &Stream) -> bool {
        stream.stride == 0 && (self.rows == 1 || stream.row_stride == 0)
    }

    /// The first element of a row of the piece.
    fn ptr(&self, stream: &Stream, row: usize) -> *mut u8 {
        let rows = stream.row_stride.wrapping_mul((self.row + row) as isize);
        stream.ptr.wrapping_offset(rows.wrapping_add(stream.stride.wrapping_mul(self.start as isize)))
    }

    /// The piece of an input as the loop wants it: where it is, or in `tile`, where it may be already.
    ///
    /// # Safety
    /// The stream is an input of a [valid](Run#validity) run that has the piece. Both tiles have room for it.
    unsafe fn read(
        &self,
        stream: &Stream,
        storage: &Storage,
        tile: *mut u8,
        unconverted: *mut u8,
        is_kept: bool,
    ) -> Stream {
        let is_single = self.is_single(stream);
        let stride = if is_single { 0 } else { storage.computed_size as isize };
        let as_it_is = is_single || self.is_line(stream, storage.size);
        let line = |ptr| Stream { ptr, stride, row_stride: 0 };
        let Some(convert) = storage.convert else {
            if as_it_is {
                return line(self.ptr(stream, 0));
            }
            if !is_kept {
                // SAFETY: the caller's promise.
                unsafe { self.gather(stream, storage.size, tile) };
            }
            return line(tile);
        };
        if !is_kept {
            let mut from = self.ptr(stream, 0);
            let count = if is_single { 1 } else { self.count() };
            // SAFETY: the caller's promise.
            unsafe {
                if !as_it_is {
                    self.gather(stream, storage.size, unconverted);
                    from = unconverted;
                }
                convert_line(convert, from, storage.size, tile, storage.computed_size, count);
            }
        }
        line(tile)
    }

    /// Brings the piece of an output from `line`, where the loop has left it, to where it belongs.
    ///
    /// # Safety
    /// The stream is an output of a [valid](Run#validity) run that has the piece; `line` holds it, and the other tile has room for it.
    unsafe fn write(&self, stream: &Stream, storage: &Storage, mut line: *mut u8, unconverted: *mut u8) {
        let is_line = self.is_line(stream, storage.size);
        // SAFETY: the caller's promise.
        unsafe {
            if let Some(convert) = storage.convert {
                let to = if is_line { self.ptr(stream, 0) } else { unconverted };
                convert_line(convert, line, storage.computed_size, to, storage.size, self.count());
                line = to;
            }
            if !is_line {
                for row in 0..self.rows {
                    let from = line.wrapping_add(row * self.len * storage.size);
                    scatter(from, self.ptr(stream, row), stream.stride, self.len, storage.size);
                }
            }
        }
    }

    /// Copies the piece of an input into a tile.
    ///
    /// # Safety
    /// As for [`read`](Self::read).
    unsafe fn gather(&self, stream: &Stream, size: usize, tile: *mut u8) {
        for row in 0..self.rows {
            let to = tile.wrapping_add(row * self.len * size);
            // SAFETY: the caller's promise.
            unsafe { gather(self.ptr(stream, row), stream.stride, to, self.len, size) };
        }
    }
}

/// Converts elements that lie one after the other. Sizes are in bytes.
///
/// # Safety
/// `convert` is a loop from elements of the one size to those of the other; there are `count` elements, and room for as many.
pub(super) unsafe fn convert_line(
    convert: MapFn,
    from: *mut u8,
    from_size: usize,
    to: *mut u8,
    to_size: usize,
    count: usize,
) {
    let stream = |ptr, size: usize| Stream { ptr, stride: size as isize, row_stride: 0 };
    let streams = [stream(from, from_size), stream(to, to_size)];
    // SAFETY: the caller's promise. Conversions have no state.
    unsafe { convert(core::ptr::null(), &Run { len: count, rows: 1, streams: &streams }) };
}
