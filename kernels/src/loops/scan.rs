//! Scans: every accumulator on the way through a sequence. The order is that of the plain loop,
//!
//! ```text
//! let mut acc = identity;
//! for i in 0..len { acc = step(acc, x[i]); output[i] = finish(acc) }
//! ```
//!
//! so that a scan does not depend on how the array lies. Side by side, sequences are done a
//! register at a time.
//!
//! Elements that are stored otherwise than they are computed are converted in tiles, between which
//! the accumulators wait.

mod compiled;

use super::copy::scatter;
use super::fold::{State, accumulators};
use super::sequence::{MAX_BLOCK, Tiles};
use super::tile::{Storage, convert_line};
use crate::isa::Isa;
use crate::op::Fold;
use crate::stored::Streamed;
use crate::value::same_lanes;
use compiled::{columns, line};
use tightloop_array_core::{Run, Stream};

/// A compiled scan of a [`Run`] of one input and one output.
///
/// It goes on after `done` elements with the accumulators of the state, if there are any, and
/// leaves them there.
type ScanFn = unsafe fn(op: *const (), run: &Run<'_>, state: &mut State, done: usize);

/// The compiled parts of a scan.
///
/// # Safety
/// For whoever calls them: the first argument points to the operation that they were compiled for
/// (anything where that is zero-sized), the run is [valid](Run#validity) for the types that they
/// were compiled for, and the CPU has the ISA.
#[derive(Clone, Copy, Debug)]
pub struct ScanKernels {
    /// Along one row, of any strides.
    line: ScanFn,
    /// Down columns that lie side by side, no more than there are accumulators; rows may be any
    /// strides apart.
    columns: ScanFn,
    /// The number of accumulators.
    accumulators: usize,
}

impl ScanKernels {
    /// The kernels of the scan by `Op` of values `X`.
    pub const fn new<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed>() -> Self {
        same_lanes::<X, (Op::Acc, Op::Out)>();
        Self {
            line: line::<Op, X>,
            columns: columns::<S, Op, X>,
            accumulators: accumulators::<X>(),
        }
    }
}

/// A scan at one level, and how its elements and results are stored.
#[derive(Clone, Copy, Debug)]
pub struct StoredScan<'a> {
    /// The compiled parts.
    pub kernels: &'a ScanKernels,
    /// The operation that they were compiled for.
    pub op: *const (),
    /// The elements.
    pub input: Storage,
    /// The results.
    pub output: Storage,
}

/// Scans each row of a run along itself.
///
/// # Safety
/// As for [`ScanKernels`], but for what is converted.
pub unsafe fn scan_lines(scan: &StoredScan<'_>, run: &Run<'_>) {
    let mut state = State::uninit();
    for row in 0..run.rows {
        let streams = part(run, 0, row);
        // SAFETY: the caller's promise.
        unsafe {
            if scan.input.convert.is_none() && scan.output.convert.is_none() {
                (scan.kernels.line)(
                    scan.op,
                    &Run { rows: 1, streams: &streams, ..*run },
                    &mut state,
                    0,
                );
            } else {
                scan_tiled(
                    scan,
                    &Run { rows: 1, streams: &streams, ..*run },
                    Direction::Along,
                    &mut state,
                );
            }
        }
    }
}

/// Scans down the columns of a run, in whose rows elements of both streams lie one after the other.
///
/// # Safety
/// As for [`ScanKernels`], but for what is converted.
pub unsafe fn scan_columns(scan: &StoredScan<'_>, run: &Run<'_>) {
    let mut state = State::uninit();
    let mut column = 0;
    while column < run.len {
        let len = (run.len - column).min(scan.kernels.accumulators);
        let streams = part(run, column, 0);
        let strip = Run { len, streams: &streams, ..*run };
        // SAFETY: the caller's promise.
        unsafe {
            if scan.input.convert.is_none() && scan.output.convert.is_none() {
                (scan.kernels.columns)(scan.op, &strip, &mut state, 0);
            } else {
                scan_tiled(scan, &strip, Direction::Down, &mut state);
            }
        }
        column += len;
    }
}

/// The streams of a run, from element `i` of row `row` on.
fn part(run: &Run<'_>, i: usize, row: usize) -> [Stream; 2] {
    [0, 1].map(|k| Stream { ptr: at(&run.streams[k], i, row), ..run.streams[k] })
}

/// Element `i` of row `row`.
#[inline(always)]
fn at(stream: &Stream, i: usize, row: usize) -> *mut u8 {
    let along = stream.stride.wrapping_mul(i as isize);
    stream.ptr.wrapping_offset(along.wrapping_add(stream.row_stride.wrapping_mul(row as isize)))
}

/// Which way a scan goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// Along a single row.
    Along,
    /// Down the rows.
    Down,
}

/// Scans one row, or down a strip of columns, through tiles.
///
/// # Safety
/// As for [`scan_lines`] or [`scan_columns`].
#[inline(never)]
unsafe fn scan_tiled(
    scan: &StoredScan<'_>,
    run: &Run<'_>,
    direction: Direction,
    state: &mut State,
) {
    let mut tiles = [const { Tiles::uninit() }; 2];
    let [input, output] = tiles.each_mut();
    let size = |storage: &Storage| storage.size.max(storage.computed_size);
    let each = MAX_BLOCK / size(&scan.input).max(size(&scan.output));
    let (len_each, rows_each) = match direction {
        Direction::Along => (each, 1),
        Direction::Down => (run.len, each / run.len),
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
        // SAFETY: the caller's promise; tiles have room for these elements, and are initialised
        // when they are read.
        unsafe {
            let [from, to] = [&run.streams[0], &run.streams[1]];
            let mut read = input.gathered();
            each_row(&scan.input, &|row, place| {
                let Storage { size, copy, .. } = scan.input;
                (copy.gather)(at(from, i, row), from.stride, read.wrapping_add(place), len, size)
            });
            if let Some(convert) = scan.input.convert {
                let Storage { size, computed_size, .. } = scan.input;
                convert_line(convert, read, size, input.converted(), computed_size, rows * len);
                read = input.converted();
            }
            let mut written = output.converted();
            let streams =
                [line(read, scan.input.computed_size), line(written, scan.output.computed_size)];
            let kernel = if direction == Direction::Along {
                scan.kernels.line
            } else {
                scan.kernels.columns
            };
            kernel(scan.op, &Run { len, rows, streams: &streams }, state, i + row);
            if let Some(convert) = scan.output.convert {
                let Storage { size, computed_size, .. } = scan.output;
                convert_line(convert, written, computed_size, output.gathered(), size, rows * len);
                written = output.gathered();
            }
            each_row(&scan.output, &|row, place| {
                scatter(
                    written.wrapping_add(place),
                    at(to, i, row),
                    to.stride,
                    len,
                    scan.output.size,
                )
            });
        }
        match direction {
            Direction::Along => i += len,
            Direction::Down => row += rows,
        }
    }
}
