//! Scans: every intermediate accumulator of a sequence. The order is that of the plain loop,
//!
//! ```text
//! let mut acc = identity;
//! for i in 0..len { acc = step(acc, x[i]); output[i] = finish(acc) }
//! ```
//!
//! so a scan does not depend on the memory layout. Sequences that lie side by side are scanned a
//! register at a time.
//!
//! Elements that are stored in another type than they are computed in are converted in tiles. The
//! accumulators are kept in a [`State`] from one tile to the next.

mod compiled;
mod tiled;

use super::fold::{State, capacity};
use super::storage::Storage;
use crate::isa::Isa;
use crate::op::Fold;
use crate::stored::Streamed;
use crate::value::same_lanes;
use compiled::{columns, line};
use tightloop_array_core::{Run, Stream};
use tiled::{Direction, scan_tiled};

/// A compiled scan of a [`Run`] of one input and one output.
///
/// If `done` elements have been scanned before, it continues with the accumulators in `state`; it
/// leaves the last accumulators there.
type ScanFn = unsafe fn(op: *const (), run: &Run<'_>, state: &mut State, done: usize);

/// The compiled parts of a scan.
///
/// # Safety
/// For callers:
/// - `op` points to the operation that the kernels were compiled for; if that is zero-sized, it may
///   be anything.
/// - The run is [valid](Run#validity) for the types that they were compiled for.
/// - If `done` is not 0, the same kernel has written the state.
/// - The CPU has the ISA.
#[derive(Clone, Copy, Debug)]
pub struct ScanKernels {
    /// Scans one row, of any strides.
    line: ScanFn,
    /// Scans down contiguous columns, at most as many as there are accumulators. Rows may be any
    /// distance apart.
    columns: ScanFn,
    /// The number of accumulators.
    accumulators: usize,
}

impl ScanKernels {
    /// The kernels of the scan by `Op` of values `X`.
    pub const fn new<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed>() -> Self {
        same_lanes::<X, (Op::Acc, Op::Out)>();
        Self { line: line::<Op, X>, columns: columns::<S, Op, X>, accumulators: capacity::<X>() }
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

impl StoredScan<'_> {
    /// Whether the kernels can read and write the elements as they are stored.
    fn is_direct(&self) -> bool {
        self.input.convert.is_none() && self.output.convert.is_none()
    }
}

/// Scans each row of a run along itself.
///
/// # Safety
/// As for [`ScanKernels`], except that elements are of the types that the scan stores.
pub unsafe fn scan_lines(scan: &StoredScan<'_>, run: &Run<'_>) {
    let mut state = State::uninit();
    for row in 0..run.rows {
        let streams = part(run, 0, row);
        let line = Run { rows: 1, streams: &streams, ..*run };
        // SAFETY: the row is part of a valid run, and stored as the kernel called here wants it.
        unsafe {
            if scan.is_direct() {
                (scan.kernels.line)(scan.op, &line, &mut state, 0);
            } else {
                scan_tiled(scan, &line, Direction::Along, &mut state);
            }
        }
    }
}

/// Scans down the columns of a run. In each row, the elements of both streams are contiguous.
///
/// # Safety
/// As for [`scan_lines`].
pub unsafe fn scan_columns(scan: &StoredScan<'_>, run: &Run<'_>) {
    let mut state = State::uninit();
    let mut column = 0;
    while column < run.len {
        let len = (run.len - column).min(scan.kernels.accumulators);
        let streams = part(run, column, 0);
        let strip = Run { len, streams: &streams, ..*run };
        // SAFETY: the strip is part of a valid run, no wider than there are accumulators, and
        // stored as the kernel called here wants it.
        unsafe {
            if scan.is_direct() {
                (scan.kernels.columns)(scan.op, &strip, &mut state, 0);
            } else {
                scan_tiled(scan, &strip, Direction::Down, &mut state);
            }
        }
        column += len;
    }
}

/// The streams of a run, starting at element `i` of row `row`.
fn part(run: &Run<'_>, i: usize, row: usize) -> [Stream; 2] {
    [0, 1].map(|k| Stream { ptr: at(&run.streams[k], i, row), ..run.streams[k] })
}

/// The address of element `i` of row `row`.
#[inline(always)]
fn at(stream: &Stream, i: usize, row: usize) -> *mut u8 {
    let along = stream.stride.wrapping_mul(i as isize);
    stream.ptr.wrapping_offset(along.wrapping_add(stream.row_stride.wrapping_mul(row as isize)))
}
