//! What makes any strides fit a loop that wants its operands in a line: small tiles, gathered before the loop and scattered
//! after it, in a buffer that stays in the L1 cache. Compiled by element size, not by type or operation.
//!
//! Rows that are shorter than a tile are put into one together; an operand that is the same for every row is then spread out only once.

use super::{MAX_STREAMS, MapFn};
use core::mem::MaybeUninit;
use tightloop_array_core::{Run, Stream};

/// The number of elements in a tile.
const TILE: usize = 256;

/// The size of the largest element, in bytes.
const MAX_SIZE: usize = 16;

/// Rows shorter than this are worth putting together into a tile.
const SHORT: usize = 32;

/// Room for one tile of any type.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Tile(
    #[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; TILE * MAX_SIZE]>,
);

/// Whether a loop can do a run as it is: inputs one after the other, or one element for all, and outputs one after the other. If not,
/// [`map_tiled`] does it.
///
/// `sizes` are those of the elements of each stream, `inputs` the number of streams that are inputs.
#[inline]
pub fn fits(run: &Run<'_>, sizes: &[usize], inputs: usize) -> bool {
    let is_long = run.rows == 1 || run.len >= SHORT;
    let is_line = |(k, (stream, &size)): (usize, (&Stream, &usize))| {
        stream.stride == size as isize || stream.stride == 0 && k < inputs
    };
    is_long && run.streams.iter().zip(sizes).enumerate().all(is_line)
}

/// Does a run of any strides with a loop that wants them to [fit](fits).
///
/// # Safety
/// As for every [`MapFn`], but for the strides. `sizes` and `inputs` are those of the loop's streams.
pub unsafe fn map_tiled(kernel: MapFn, op: *const (), run: &Run<'_>, sizes: &[usize], inputs: usize) {
    if run.len == 0 {
        return;
    }
    let streams = run.streams.len();
    let mut tiles = [const { Tile(MaybeUninit::uninit()) }; MAX_STREAMS];
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
            for k in 0..streams {
                let (stream, size) = (&run.streams[k], sizes[k]);
                let ptr = if piece.is_line(stream, size) {
                    piece.ptr(stream, 0)
                } else {
                    let tile: *mut u8 = (&raw mut tiles[k]).cast();
                    let is_kept = stream.row_stride == 0 && len == run.len && row > 0;
                    if k < inputs && !is_kept {
                        // SAFETY: the run is valid, and the tile has room for `rows * len <= TILE` elements.
                        unsafe { piece.copy(stream, size, tile, Direction::Gather) };
                    }
                    tile
                };
                lines[k] = Stream { ptr, stride: size as isize, row_stride: 0 };
            }
            // SAFETY: the run is valid and so is each piece of it; tiles are initialised where they are inputs, and
            // disjoint from everything. The strides fit.
            unsafe { kernel(op, &Run { len: rows * len, rows: 1, streams: &lines[..streams] }) };
            for k in inputs..streams {
                if !piece.is_line(&run.streams[k], sizes[k]) {
                    // SAFETY: as above; the loop has written the tile.
                    unsafe { piece.copy(&run.streams[k], sizes[k], lines[k].ptr, Direction::Scatter) };
                }
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

#[derive(Clone, Copy)]
pub(super) enum Direction {
    /// From the stream into the tile.
    Gather,
    /// From the tile into the stream.
    Scatter,
}

impl Piece {
    /// Whether the piece lies in memory as it would in a tile.
    fn is_line(&self, stream: &Stream, size: usize) -> bool {
        stream.stride == size as isize && (self.rows == 1 || stream.row_stride == (self.len * size) as isize)
    }

    /// The first element of a row of the piece.
    fn ptr(&self, stream: &Stream, row: usize) -> *mut u8 {
        let rows = stream.row_stride.wrapping_mul((self.row + row) as isize);
        stream.ptr.wrapping_offset(rows.wrapping_add(stream.stride.wrapping_mul(self.start as isize)))
    }

    /// Copies the piece between a stream and a tile.
    ///
    /// # Safety
    /// The stream is part of a [valid](Run#validity) run that has the piece. The tile has room for it and, where it is
    /// scattered, holds it.
    unsafe fn copy(&self, stream: &Stream, size: usize, tile: *mut u8, direction: Direction) {
        for row in 0..self.rows {
            let line = tile.wrapping_add(row * self.len * size);
            // SAFETY: the caller's promise; elements of `size` bytes are `size` bytes.
            unsafe {
                match size {
                    1 => copy_row::<u8>(self.ptr(stream, row), stream.stride, line, self.len, direction),
                    2 => copy_row::<u16>(self.ptr(stream, row), stream.stride, line, self.len, direction),
                    4 => copy_row::<u32>(self.ptr(stream, row), stream.stride, line, self.len, direction),
                    8 => copy_row::<u64>(self.ptr(stream, row), stream.stride, line, self.len, direction),
                    _ => {
                        copy_row::<[u64; 2]>(self.ptr(stream, row), stream.stride, line, self.len, direction)
                    }
                }
            }
        }
    }
}

/// Copies a row between a stream and a line of memory, as elements of `W`'s size.
///
/// # Safety
/// As for [`Piece::copy`].
pub(super) unsafe fn copy_row<W: Copy>(
    stream: *mut u8,
    stride: isize,
    line: *mut u8,
    len: usize,
    direction: Direction,
) {
    let line = line.cast::<W>();
    for i in 0..len {
        let element = stream.wrapping_offset(stride.wrapping_mul(i as isize)).cast::<W>();
        // SAFETY: the caller's promise. Alignment is that of the element, which may be less than that of `W`.
        unsafe {
            match direction {
                Direction::Gather => line.add(i).write_unaligned(element.read_unaligned()),
                Direction::Scatter => element.write_unaligned(line.add(i).read_unaligned()),
            }
        }
    }
}
