//! Scans of elements that have to be converted: a tile at a time.

use super::{StoredScan, at};
use crate::loops::copy::scatter;
use crate::loops::fold::State;
use crate::loops::sequence::{MAX_BLOCK_BYTES, Tiles};
use crate::loops::storage::{Storage, convert_line};
use tightloop_array_core::{Run, Stream};

/// The direction of a scan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Along a single row.
    Along,
    /// Down the rows.
    Down,
}

/// Scans one row, or down a strip of columns: gathers and converts the elements of a tile, scans
/// them, converts the results and scatters them.
///
/// # Safety
/// As for [`scan_lines`](super::scan_lines). Along, the run has one row; down, it is no wider than
/// there are accumulators.
#[inline(never)]
pub(super) unsafe fn scan_tiled(
    scan: &StoredScan<'_>,
    run: &Run<'_>,
    direction: Direction,
    state: &mut State,
) {
    let mut tiles = [const { Tiles::uninit() }; 2];
    let [[gathered, converted], [stored, computed]] = tiles.each_mut().map(Tiles::addresses);
    let each = MAX_BLOCK_BYTES / scan.input.max_size().max(scan.output.max_size());
    let (kernel, len_each, rows_each) = match direction {
        Direction::Along => (scan.kernels.line, each, 1),
        Direction::Down => (scan.kernels.columns, run.len, each / run.len),
    };
    let (mut i, mut row) = (0, 0);
    while i < run.len && row < run.rows {
        let (len, rows) = (len_each.min(run.len - i), rows_each.min(run.rows - row));
        let line = |ptr, size: usize| Stream {
            ptr,
            stride: size as isize,
            row_stride: (len * size) as isize,
        };
        let each_row = |storage: &Storage, copy: &dyn Fn(usize, usize)| {
            (0..rows).for_each(|r| copy(row + r, r * len * storage.size));
        };
        // SAFETY: the run is valid and has these rows and elements. A tile has room for them before
        // and after they are converted, and each half of a tile is written before it is read.
        unsafe {
            let [from, to] = [&run.streams[0], &run.streams[1]];
            let mut read = gathered;
            each_row(&scan.input, &|row, place| {
                let Storage { size, copy, .. } = scan.input;
                (copy.gather)(at(from, i, row), from.stride, read.wrapping_add(place), len, size)
            });
            if let Some(convert) = scan.input.convert {
                let Storage { size, computed_size, .. } = scan.input;
                convert_line(convert, read, size, converted, computed_size, rows * len);
                read = converted;
            }
            let mut written = computed;
            let streams =
                [line(read, scan.input.computed_size), line(written, scan.output.computed_size)];
            kernel(scan.op, &Run { len, rows, streams: &streams }, state, i + row);
            if let Some(convert) = scan.output.convert {
                let Storage { size, computed_size, .. } = scan.output;
                convert_line(convert, written, computed_size, stored, size, rows * len);
                written = stored;
            }
            each_row(&scan.output, &|row, place| {
                let (line, size) = (written.wrapping_add(place), scan.output.size);
                scatter(line, at(to, i, row), to.stride, len, size)
            });
        }
        match direction {
            Direction::Along => i += len,
            Direction::Down => row += rows,
        }
    }
}
