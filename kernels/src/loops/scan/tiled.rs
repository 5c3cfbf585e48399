//! Scans of elements that have to be converted, or that lie apart: a tile at a time.

use super::places::{at, follow, is_line, is_overwritten};
use super::{ScanFn, StoredScan};
use crate::loops::copy::{Transposed, scatter};
use crate::loops::fold::State;
use crate::loops::sequence::{MAX_BLOCK_BYTES, Tiles};
use crate::loops::storage::{Storage, convert_rows};
use tightloop_array_core::{Run, Stream};

/// The number of elements of a tile: a power of two, and many groups.
pub(super) fn elements(scan: &StoredScan<'_>) -> usize {
    MAX_BLOCK_BYTES / scan.input.max_size().max(scan.output.max_size())
}

/// A scan of a run by way of tiles.
pub(super) struct Tiled<'a> {
    pub(super) scan: &'a StoredScan<'a>,
    pub(super) run: &'a Run<'a>,
    pub(super) kernel: ScanFn,
}

/// A part of a run that fits into a tile.
#[derive(Clone, Copy)]
struct Part {
    i: usize,
    row: usize,
    len: usize,
    rows: usize,
}

impl Tiled<'_> {
    /// Scans each row along itself: several rows at a time, or parts of one row.
    ///
    /// # Safety
    /// As for [`scan_lines`](super::scan_lines).
    #[inline(never)]
    pub(super) unsafe fn scan_lines(&self, state: *mut State) {
        let (run, most) = (self.run, elements(self.scan));
        let len_each = run.len.clamp(1, most);
        let rows_each = most / len_each;
        for row in (0..run.rows).step_by(rows_each) {
            let rows = if len_each < run.len { 1 } else { rows_each.min(run.rows - row) };
            for i in (0..run.len).step_by(len_each) {
                let part = Part { i, row, len: len_each.min(run.len - i), rows };
                // SAFETY: the run has these rows and elements. If it has been begun, it is one row.
                unsafe { self.scan_part(part, state, i) };
            }
        }
    }

    /// Scans down columns, at most as many as a tile has groups: some rows at a time.
    ///
    /// # Safety
    /// As for [`scan_columns`](super::scan_columns). There are states for all columns.
    #[inline(never)]
    pub(super) unsafe fn scan_columns(&self, states: *mut State) {
        let (group, run) = (self.scan.kernels.group, self.run);
        let rows_each = elements(self.scan) / run.len / group * group;
        for row in (0..run.rows).step_by(rows_each) {
            let part = Part { i: 0, row, len: run.len, rows: rows_each.min(run.rows - row) };
            // SAFETY: the run has these rows.
            unsafe { self.scan_part(part, states, row) };
        }
    }

    /// Scans a part: makes its elements contiguous, converts them, scans them, and so back.
    ///
    /// # Safety
    /// The part fits into a tile. `done` elements have been scanned before.
    unsafe fn scan_part(&self, part: Part, states: *mut State, done: usize) {
        let mut tiles = [const { Tiles::uninit() }; 2];
        let [from, to] = tiles.each_mut().map(Tiles::addresses);
        let (input, output) = (&self.scan.input, &self.scan.output);
        let Part { i, row, len, rows } = part;
        let place = |stream: &Stream| Stream { ptr: at(stream, i, row), ..*stream };
        let out = place(&self.run.streams[1]);
        // SAFETY: the run is valid and has these elements, and tiles have room for them.
        unsafe {
            let is_copied = is_overwritten(self.run);
            let x = read(input, place(&self.run.streams[0]), len, rows, from, is_copied);
            let y = if output.convert.is_none() && is_line(&out, len, output.size) {
                out
            } else {
                lines(to[0], len, output.computed_size)
            };
            (self.kernel)(self.scan.op, &Run::new(len, rows, &[x, y]), states, done);
            if y.ptr == to[0] {
                write(output, y, out, len, rows, to[1]);
            }
        }
    }
}

/// Rows of `len` elements, one after the other.
fn lines(ptr: *mut u8, len: usize, size: usize) -> Stream {
    Stream { ptr, stride: size as isize, row_stride: (len * size) as isize }
}

/// Returns the elements of a part as a kernel reads them, contiguous along rows: in place if
/// possible and not to be copied, else in one of two tiles.
///
/// # Safety
/// There are these elements, and tiles have room for them.
unsafe fn read(
    storage: &Storage,
    from: Stream,
    len: usize,
    rows: usize,
    tiles: [*mut u8; 2],
    is_copied: bool,
) -> Stream {
    let (Storage { size, computed_size, .. }, mut read) = (*storage, from);
    // SAFETY: by this function's contract.
    unsafe {
        let is_line = is_line(&from, len, size);
        if !is_line || is_copied && storage.convert.is_none() {
            read = lines(tiles[0], len, size);
            if !is_line && from.row_stride == size as isize && rows > 1 {
                let pitch = read.row_stride;
                let matrix = Transposed { start: from.ptr, stride: from.stride, rows, len, pitch };
                (storage.copy.transpose)(&matrix, read.ptr, size);
            } else {
                let stride = if is_line { size as isize } else { from.stride };
                let is_one = is_line && follow(&from, len, size);
                let (len, rows) = if is_one { (len * rows, 1) } else { (len, rows) };
                for row in 0..rows {
                    let places = [at(&from, 0, row), at(&read, 0, row)];
                    (storage.copy.gather)(places[0], stride, places[1], len, size);
                }
            }
        }
        if let Some(convert) = storage.convert {
            let to = lines(tiles[1], len, computed_size);
            // One element is contiguous whatever the stride.
            read.stride = size as isize;
            convert_rows(convert, [read, to], len, rows);
            read = to;
        }
    }
    read
}

/// Writes the results of a part where they belong, by way of a tile if they are converted first.
///
/// # Safety
/// There are these results, and the tile and the memory have room for them.
unsafe fn write(
    storage: &Storage,
    from: Stream,
    to: Stream,
    len: usize,
    rows: usize,
    tile: *mut u8,
) {
    let size = storage.size;
    let mut written = from;
    // SAFETY: by this function's contract.
    unsafe {
        let is_line = is_line(&to, len, size);
        if let Some(convert) = storage.convert {
            written = if is_line { to } else { lines(tile, len, size) };
            written.stride = size as isize;
            convert_rows(convert, [from, written], len, rows);
        }
        if is_line {
            return;
        }
        if to.row_stride == size as isize && rows > 1 {
            let (start, stride) = (written.ptr, written.row_stride);
            let matrix = Transposed { start, stride, rows: len, len: rows, pitch: to.stride };
            (storage.copy.transpose)(&matrix, to.ptr, size);
        } else {
            for row in 0..rows {
                scatter(at(&written, 0, row), at(&to, 0, row), to.stride, len, size);
            }
        }
    }
}
