//! Runs a loop on operands that it cannot take as they are. Loops want contiguous elements of the
//! types that they compute with; everything else goes through tiles: buffers that stay in the L1
//! cache, gathered and converted before the loop, converted and scattered after it. Compiled per
//! element size, not per type or operation.
//!
//! Rows shorter than half a tile are joined in one tile. An operand that is the same for every row
//! is then spread out only once.

mod piece;

use super::{MAX_STREAMS, MapFn, Storage};
use crate::isa::baseline::CACHE_LINE;
use crate::isa::baseline::streamed;
use core::mem::MaybeUninit;
use piece::{Piece, is_transposed};
use tightloop_array_core::{Run, Stream};

/// The size of a tile, in bytes. The tiles of all operands together fit into the L1 cache of any
/// CPU.
const TILE_BYTES: usize = 4096;

/// The size of a tile that is written past the caches. It is smaller, so that reads continue while
/// stores drain.
const STREAMED_TILE_BYTES: usize = TILE_BYTES / 2;

/// Rows with fewer elements than this are worth joining in a tile, even if a loop could take them
/// as they are.
pub const SHORT_ROW: usize = 32;

/// Rows that are columns in memory and have fewer elements than this are joined in a tile. Longer
/// ones are transposed in squares.
const SHORT_COLUMNS: usize = 128;

/// The least number of rows to gather together if they are columns in memory. A visit to a memory
/// page then reads whole cache lines: 32 rows are 1.2 to 1.4 times as fast as 16 on matrices larger
/// than the second-level cache.
const MIN_ROWS: usize = 32;

/// Room for one tile of any type.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Tile(
    #[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; TILE_BYTES]>,
);

impl Tile {
    const fn uninit() -> Self {
        Tile(MaybeUninit::uninit())
    }

    fn ptr(&mut self) -> *mut u8 {
        (&raw mut *self).cast()
    }
}

/// Whether a loop can take a run as it is: nothing needs to be converted, each input is contiguous
/// or a single element, and each output is contiguous. If not, [`map_tiled`] runs the loop.
///
/// `storage` describes each stream. The first `inputs` streams are inputs.
#[inline]
pub fn fits(run: &Run<'_>, storage: &[Storage], inputs: usize) -> bool {
    let is_long = run.rows == 1 || run.len >= SHORT_ROW;
    let fits = |(k, (stream, storage)): (usize, (&Stream, &Storage))| {
        storage.convert.is_none()
            && !storage.is_streamed
            && (stream.stride == storage.size as isize
                || k < inputs && (stream.stride == 0 || !storage.is_read))
    };
    is_long && run.streams.iter().zip(storage).enumerate().all(fits)
}

/// Runs a loop that wants its run to [fit](fits) on a run of any strides and stored types.
///
/// # Safety
/// As for every [`MapFn`], except that strides need not fit, and that elements are of the types
/// that `storage` says. The first `inputs` streams are the loop's inputs.
pub unsafe fn map_tiled(
    kernel: MapFn,
    op: *const (),
    run: &Run<'_>,
    storage: &[Storage],
    inputs: usize,
) {
    if run.len == 0 {
        return;
    }
    let streams = run.streams.len();
    let largest = storage[..streams].iter().map(Storage::max_size).max().unwrap_or(1);
    let is_streamed = storage[inputs..streams].iter().any(|storage| storage.is_streamed);
    let elements = if is_streamed { STREAMED_TILE_BYTES } else { TILE_BYTES } / largest;
    // Short rows are joined, rows that are columns in memory are gathered together, and all other
    // rows are processed one by one.
    let mut input_streams = run.streams[..inputs].iter().zip(storage);
    let are_columns =
        run.rows > 1 && input_streams.any(|(stream, storage)| is_transposed(stream, storage.size));
    let is_short = if are_columns { run.len < SHORT_COLUMNS } else { 2 * run.len <= elements };
    let (rows_each, len_each) = if is_short {
        (elements / run.len, run.len)
    } else if are_columns {
        let rows = MIN_ROWS.max(CACHE_LINE / largest);
        (rows, run.len.min(elements / rows))
    } else {
        (1, run.len.min(elements))
    };
    let mut tiles = [const { Tile::uninit() }; MAX_STREAMS];
    let mut unconverted = Tile::uninit();
    let mut lines = [Stream::NOWHERE; MAX_STREAMS];

    let mut row = 0;
    while row < run.rows {
        let rows = rows_each.min(run.rows - row);
        let mut start = 0;
        while start < run.len {
            let len = len_each.min(run.len - start);
            let mut piece = Piece { row, rows, start, len, is_joined: is_short };
            if is_streamed {
                if start + len < run.len {
                    piece = piece.up_to_cache_line(&run.streams[inputs], storage[inputs].size);
                }
                (0..inputs).for_each(|k| piece.prefetch_next(&run.streams[k], storage[k].size));
            }
            let len = piece.len;
            for k in 0..inputs {
                let (stream, storage, tile) = (&run.streams[k], &storage[k], tiles[k].ptr());
                let is_kept =
                    stream.row_stride == 0 && row > 0 && (len == run.len || stream.stride == 0);
                // SAFETY: the run is valid and has the piece, and each tile has room for its
                // `rows * len` elements.
                lines[k] = unsafe { piece.read(stream, storage, tile, unconverted.ptr(), is_kept) };
            }
            for k in inputs..streams {
                let (stream, storage) = (&run.streams[k], &storage[k]);
                let is_direct = storage.convert.is_none() && !storage.is_streamed;
                lines[k] = if is_direct && piece.is_line(stream, storage.size) {
                    piece.in_place(stream)
                } else {
                    piece.in_tile(tiles[k].ptr(), storage.computed_size)
                };
            }
            let (len, rows) = if is_short { (rows * len, 1) } else { (len, rows) };
            // SAFETY: the lines are a valid run whose strides fit: each is a piece of a valid run,
            // or a tile, which overlaps nothing else. Tiles of inputs have been written.
            unsafe { kernel(op, &Run::new(len, rows, &lines[..streams])) };
            for k in inputs..streams {
                // SAFETY: the run is valid and has the piece, and the loop has written the line.
                unsafe {
                    piece.write(&run.streams[k], &storage[k], lines[k].ptr, unconverted.ptr())
                };
            }
            start += piece.len;
        }
        row += rows;
    }
    if is_streamed {
        streamed();
    }
}
