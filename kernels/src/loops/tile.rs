//! What makes any run fit a loop that wants its operands in a line, of the elements that it
//! computes with: small tiles, gathered and converted before the loop, converted and scattered
//! after it, in a buffer that stays in the L1 cache. Compiled by element size, not by type or
//! operation.
//!
//! Rows that are shorter than half a tile are put into one together; an operand that is the same
//! for every row is then spread out only once.

mod piece;

use super::operand::LINE;
use super::{CopyKernels, MAX_STREAMS, MapFn};
use crate::isa::baseline::streamed;
use core::mem::MaybeUninit;
use piece::{Piece, is_transposed};
use tightloop_array_core::{Run, Stream};

/// The size of a tile, in bytes: with those of all operands, it fits into the L1 cache of any CPU.
const TILE: usize = 4096;

/// The size of a tile that is written past the caches: so small that reading goes on meanwhile.
const STREAMED: usize = TILE / 2;

/// Rows shorter than this are worth putting together into one, even if a loop could do them as they
/// are.
pub const SHORT_ROW: usize = 32;

/// Rows that have to be brought into tiles are put together up to this length, if they are columns
/// in memory: longer ones are turned in squares.
const SHORT_COLUMNS: usize = 128;

/// The least number of rows that are gathered together from memory in which they are columns: what
/// of them lies side by side is a few cache lines, so that pages are not turned to for less.
const ROWS: usize = 32;

/// How the elements of an operand are stored, and how they become those that a loop works on.
#[derive(Clone, Copy, Debug)]
pub struct Storage {
    /// The size of an element in memory, in bytes.
    pub size: usize,
    /// The size of an element that the loop reads or writes.
    pub computed_size: usize,
    /// From memory to the loop (inputs) or from the loop to memory (outputs): a loop of one input
    /// and one output in lines. None if the loop takes the elements as they are.
    pub convert: Option<MapFn>,
    /// What copies elements that do not lie one after the other to where they do.
    pub copy: &'static CopyKernels,
    /// Whether a loop looks at the elements of an input: if not, they may lie anywhere.
    pub is_read: bool,
    /// Whether an output is so large that it is written past the caches: they would not hold it,
    /// and its lines would be read before they are written.
    pub is_streamed: bool,
}

/// Room for one tile of any type.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Tile(#[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; TILE]>);

impl Tile {
    const fn uninit() -> Self {
        Tile(MaybeUninit::uninit())
    }

    fn ptr(&mut self) -> *mut u8 {
        (&raw mut *self).cast()
    }
}

/// Whether a loop can do a run as it is: nothing to convert, inputs one after the other, or one
/// element for all, and outputs one after the other. If not, [`map_tiled`] does it.
///
/// `storage` is that of each stream, `inputs` the number of streams that are inputs.
#[inline]
pub fn fits(run: &Run<'_>, storage: &[Storage], inputs: usize) -> bool {
    let is_long = run.rows == 1 || run.len >= SHORT_ROW;
    let is_line = |(k, (stream, storage)): (usize, (&Stream, &Storage))| {
        storage.convert.is_none()
            && !storage.is_streamed
            && (stream.stride == storage.size as isize
                || k < inputs && (stream.stride == 0 || !storage.is_read))
    };
    is_long && run.streams.iter().zip(storage).enumerate().all(is_line)
}

/// Does a run of any strides and any stored types with a loop that wants them to [fit](fits).
///
/// # Safety
/// As for every [`MapFn`], but for the strides and what is converted. `storage` and `inputs` are
/// those of the loop's streams.
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
    let largest = storage[..streams]
        .iter()
        .map(|storage| storage.size.max(storage.computed_size))
        .max()
        .unwrap_or(1);
    let is_streamed = storage[inputs..streams].iter().any(|storage| storage.is_streamed);
    let elements = if is_streamed { STREAMED } else { TILE } / largest;
    // Several short rows become one, rows that are columns in memory are done together, and all
    // others one by one.
    let are_columns = run.rows > 1
        && run.streams[..inputs]
            .iter()
            .zip(storage)
            .any(|(stream, storage)| is_transposed(stream, storage.size));
    let is_short = if are_columns { run.len < SHORT_COLUMNS } else { 2 * run.len <= elements };
    let (rows_each, len_each) = if is_short {
        (elements / run.len, run.len)
    } else if are_columns {
        let rows = ROWS.max(LINE / largest);
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
                    piece = piece.up_to_a_line(&run.streams[inputs], storage[inputs].size);
                }
                (0..inputs).for_each(|k| piece.prefetch_next(&run.streams[k], storage[k].size));
            }
            let len = piece.len;
            for k in 0..inputs {
                let (stream, storage, tile) = (&run.streams[k], &storage[k], tiles[k].ptr());
                let is_kept =
                    stream.row_stride == 0 && row > 0 && (len == run.len || stream.stride == 0);
                // SAFETY: the run is valid, and a tile has room for `rows * len` elements.
                lines[k] = unsafe { piece.read(stream, storage, tile, unconverted.ptr(), is_kept) };
            }
            for k in inputs..streams {
                let (stream, storage) = (&run.streams[k], &storage[k]);
                let as_it_is = storage.convert.is_none()
                    && !storage.is_streamed
                    && piece.is_line(stream, storage.size);
                lines[k] = if as_it_is {
                    piece.of(stream)
                } else {
                    piece.tiled(tiles[k].ptr(), storage.computed_size)
                };
            }
            let (len, rows) = if is_short { (rows * len, 1) } else { (len, rows) };
            // SAFETY: the run is valid and so is each piece of it; tiles are initialised where they
            // are inputs, and disjoint from everything. The strides fit.
            unsafe { kernel(op, &Run { len, rows, streams: &lines[..streams] }) };
            for k in inputs..streams {
                // SAFETY: as above; the loop has written the tile, if it was given one.
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

/// Converts elements that lie one after the other. Sizes are in bytes.
///
/// # Safety
/// `convert` is a loop from elements of the one size to those of the other; there are `count`
/// elements, and room for as many.
pub unsafe fn convert_line(
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
