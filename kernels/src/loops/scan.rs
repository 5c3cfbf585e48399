//! Scans: every intermediate accumulator of a sequence. In its plain form, a scan is
//!
//! ```text
//! let mut acc = identity;
//! for i in 0..len { acc = step(acc, x[i]); output[i] = finish(acc) }
//! ```
//!
//! There, each element waits for the one before. If elements need not wait, they are added up in
//! another order, and sums of floats depend on it. So the order is fixed. It is the same for all
//! sequences, wherever their elements lie and whatever lies beside them:
//!
//! 1. A group has as many elements as a 512-bit register has lanes. It is scanned by itself: first
//!    both halves, and then the last accumulator of the first half is merged into each of the
//!    second half. The halves are scanned in the same way.
//!
//!    ```text
//!    for half in [1, 2, 4, .., group / 2] {
//!        for i in 0..group {
//!            if i & half != 0 { x[i] = merge(x[(i & !(2 * half - 1)) | (half - 1)], x[i]) }
//!        }
//!    }
//!    ```
//!
//! 2. The accumulator of all groups before is merged into each element of a group, and so becomes
//!    that of the groups so far. Only this merge waits for the group before. The first group is
//!    merged with nothing.
//! 3. A last group that is not full is the beginning of a full one.
//!
//! There are two ways to walk through it, compiled for each operation and ISA:
//!
//! - Along [lines](mod@lines), a register holds neighbours of one sequence. Blocks of 1, 2, 4, ..
//!   lanes are merged in it, and then registers as a whole.
//! - Down [columns](mod@columns), a register holds as many sequences, side by side.
//!
//! The order matters for floats only. [Exact](crate::op::Fold::IS_EXACT) scans have a group per
//! register, and go down columns row by row.
//!
//! Elements that are stored in another type than they are computed in, or lie apart, go through
//! [tiles](mod@tiled). The accumulators are kept in a [`State`] from one tile to the next.

mod columns;
mod lines;
mod order;
mod places;
mod tiled;

use super::fold::{State, capacity};
use super::storage::Storage;
use crate::isa::Isa;
use crate::op::Fold;
use crate::stored::Streamed;
use crate::value::same_lanes;
use columns::columns;
use lines::lines;
use order::group;
use places::{at, is_line, is_overwritten};
use tightloop_array_core::{Run, Stream};
use tiled::Tiled;

/// A compiled scan of a [`Run`] of one input and one output, both contiguous along rows.
///
/// If `done` elements of each sequence, whole groups, have been scanned before, it continues with
/// the accumulators in the states; it leaves the last accumulators there.
type ScanFn = unsafe fn(op: *const (), run: &Run<'_>, states: *mut State, done: usize);

/// The compiled parts of a scan.
///
/// # Safety
/// For callers:
/// - `op` points to the operation that the kernels were compiled for; if that is zero-sized, it may
///   be anything.
/// - The run is [valid](Run#validity) for the types that they were compiled for.
/// - The states are valid. If `done` is not 0, the same kernel has written them.
/// - The CPU has the ISA.
#[derive(Clone, Copy, Debug)]
pub struct ScanKernels {
    /// Scans each row along itself. There is one state, and if `done` is not 0, one row.
    lines: ScanFn,
    /// Scans down columns. There is a state for every `accumulators` columns, and one more.
    columns: ScanFn,
    /// The number of accumulators in a state.
    accumulators: usize,
    /// The elements of a group.
    group: usize,
}

impl ScanKernels {
    /// The kernels of the scan by `Op` of values `X`.
    pub const fn new<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed>() -> Self {
        same_lanes::<X, (Op::Acc, Op::Out)>();
        Self {
            lines: lines::<S, Op, X>,
            columns: columns::<S, Op, X>,
            accumulators: capacity::<X>(),
            group: group::<X>(),
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

impl StoredScan<'_> {
    /// Whether the kernels can read and write a run as it is stored. Narrow rows that are
    /// overwritten are copied first, so that registers can [reach](mod@lines) beyond them.
    fn is_direct(&self, run: &Run<'_>) -> bool {
        if is_overwritten(run) && run.len * self.input.size < NARROW {
            return false;
        }
        let is_direct = |k: usize, storage: &Storage| {
            storage.convert.is_none() && is_line(&run.streams[k], run.len, storage.size)
        };
        is_direct(0, &self.input) && is_direct(1, &self.output)
    }

    /// Whether rows are turned into columns in a tile: those whose results lie side by side, and
    /// short ones that have gaps.
    fn is_turned(&self, run: &Run<'_>) -> bool {
        let [x, y] = [&run.streams[0], &run.streams[1]];
        let has_gaps =
            !is_line(x, run.len, self.input.size) || !is_line(y, run.len, self.output.size);
        let is_side_by_side = y.row_stride == self.output.size as isize;
        run.rows > 1 && (is_side_by_side || run.len < SHORT && has_gaps)
    }
}

/// Rows of fewer elements are short: gathering each takes longer than scanning it.
const SHORT: usize = 16;

/// The bytes of rows that are wide enough for some registers of any ISA.
const NARROW: usize = 256;

/// Scans each row of a run along itself.
///
/// # Safety
/// As for [`ScanKernels`], except that elements are of the types that the scan stores.
pub unsafe fn scan_lines(scan: &StoredScan<'_>, run: &Run<'_>) {
    let mut state = State::uninit();
    // SAFETY: the contract is the same. Without tiles, the run is stored as the kernel wants it.
    unsafe {
        if scan.is_direct(run) {
            (scan.kernels.lines)(scan.op, run, &raw mut state, 0);
        } else if scan.is_turned(run) {
            let [x, y] = [run.streams[0], run.streams[1]].map(places::turned);
            scan_columns(scan, &Run::new(run.rows, run.len, &[x, y]));
        } else {
            Tiled { scan, run, kernel: scan.kernels.lines }.scan_lines(&raw mut state);
        }
    }
}

/// The states of a strip of columns: two kilobytes of each row, so that memory is read and written
/// in long pieces.
const STATES: usize = 8;

/// Scans down the columns of a run. In each row, the elements of both streams are contiguous.
///
/// # Safety
/// As for [`scan_lines`].
pub unsafe fn scan_columns(scan: &StoredScan<'_>, run: &Run<'_>) {
    let mut states = [const { State::uninit() }; STATES + 1];
    let is_direct = scan.is_direct(run);
    let mut most = STATES * scan.kernels.accumulators;
    if !is_direct {
        most = most.min(tiled::elements(scan) / scan.kernels.group);
    }
    let mut column = 0;
    while column < run.len {
        let len = (run.len - column).min(most);
        let streams =
            [0, 1].map(|k| Stream { ptr: at(&run.streams[k], column, 0), ..run.streams[k] });
        let strip = Run::new(len, run.rows, &streams);
        // SAFETY: the strip is part of a valid run, there are states for its columns, and without
        // tiles, it is stored as the kernel wants it.
        unsafe {
            let states = states.as_mut_ptr();
            if is_direct {
                (scan.kernels.columns)(scan.op, &strip, states, 0);
            } else {
                Tiled { scan, run: &strip, kernel: scan.kernels.columns }.scan_columns(states);
            }
        }
        column += len;
    }
}
