//! Scans down columns. All functions rely on the contract of [`ScanKernels`](super::ScanKernels).

use super::order::{Acc, Blocks, group, scan_four};
use super::places::{at, follow, streams};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::loops::fold::{State, capacity};
use crate::loops::operation;
use crate::op::Fold;
use crate::stored::{Stored, Streamed};
use tightloop_array_core::{Element, Run, Stream};

entry_points! {
    /// See [`ScanKernels::columns`](super::ScanKernels).
    pub(super) unsafe fn columns<S, Op: Fold<X, Out: Streamed>, X: Streamed>(
        op: *const (),
        run: &Run<'_>,
        states: *mut State,
        done: usize,
    ) = scan_columns;
}

/// A register of columns that are scanned, from some row on.
struct Columns<'a, S: Isa, Op: Fold<X>, X: Streamed> {
    s: S,
    op: &'a Op,
    streams: [&'a Stream; 2],
    /// The first column, and how many columns can be read and written from there on.
    first: usize,
    len: usize,
    /// The first row of the group.
    row: usize,
    /// The number of elements that have been scanned in each column.
    done: usize,
    /// Their accumulators, if there are any.
    carry: Acc<S, Op, X>,
}

/// See [`ScanKernels::columns`](super::ScanKernels).
///
/// If elements are not overwritten, the last register steps back to where it is full. If rows are
/// narrower than a register, it may reach into the rows that follow right away: their results are
/// written later.
#[inline(always)]
unsafe fn scan_columns<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed>(
    s: S,
    op: *const (),
    run: &Run<'_>,
    states: *mut State,
    done: usize,
) {
    let (lanes, len) = (X::lanes::<S>(), run.len);
    // SAFETY: `op` points to the operation that this is compiled for; a scan has two streams.
    let (op, streams) = unsafe { (operation::<Op>(op), streams(run)) };
    let [input, output] = streams;
    let is_kept = input.ptr != output.ptr;
    let reaches = is_kept
        && follow(input, len, size_of::<X::Memory>())
        && follow(output, len, size_of::<<Op::Out as Streamed>::Memory>());
    for row in (0..run.rows).step_by(group::<X>()) {
        let rows = group::<X>().min(run.rows - row);
        for first in (0..len).step_by(lanes) {
            let (done, carry) = (done + row, op.identity(s));
            let mut columns =
                Columns::<S, Op, X> { s, op, streams, first, len: len - first, row, done, carry };
            let (mut state, mut place) = (first / capacity::<X>(), first % capacity::<X>());
            if columns.len < lanes && first > 0 && is_kept {
                (columns.first, columns.len) = (len - lanes, lanes);
                (state, place) = (len.div_ceil(capacity::<X>()), 0);
            } else if reaches && first == 0 {
                // From the last row of the group on.
                columns.len = (run.rows - row - rows + 1) * len;
            }
            // SAFETY: there is a state for each strip of columns, and one more, which was written
            // if elements have been scanned. The run is valid, and has these rows and columns.
            unsafe {
                let state = &mut *states.add(state);
                if columns.done > 0 {
                    columns.carry = state.read::<S, Op::Acc>(s, place);
                }
                if columns.len >= lanes && rows == group::<X>() {
                    columns.scan_group::<true>(group::<X>());
                } else if columns.len >= lanes {
                    columns.scan_group::<true>(rows);
                } else {
                    columns.scan_group::<false>(rows);
                }
                state.write::<S, Op::Acc>(place, columns.carry);
            }
        }
    }
}

impl<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed> Columns<'_, S, Op, X> {
    /// Scans so many rows of a group.
    #[inline(always)]
    unsafe fn scan_group<const FULL: bool>(&mut self, rows: usize) {
        let (s, op, has_carry, carry) = (self.s, self.op, self.done > 0, self.carry);
        let mut blocks = Blocks::<S, Op, X>::new(s, op);
        for four in 0..group::<X>() / 4 {
            if 4 * four >= rows {
                break;
            }
            let count = rows - 4 * four;
            let mut scans = [op.identity::<S>(s); 4];
            for (r, scan) in scans.iter_mut().enumerate() {
                if r < count {
                    // SAFETY: the run has this row.
                    let x = unsafe { self.load::<FULL>(4 * four + r) };
                    if Op::IS_EXACT {
                        self.carry = op.step::<S>(self.carry, x);
                        *scan = self.carry;
                    } else {
                        *scan = op.start::<S>(s, x);
                    }
                }
            }
            if !Op::IS_EXACT {
                scan_four::<S, Op, X, false>(op, &mut scans, 4);
                blocks.add::<false>(op, four, group::<X>() / 4, &mut scans);
                if has_carry {
                    for scan in &mut scans {
                        *scan = op.merge::<S>(carry, *scan);
                    }
                }
                self.carry = scans[3];
            }
            for (r, scan) in scans.into_iter().enumerate() {
                if r < count {
                    // SAFETY: the run has this row.
                    unsafe { self.store::<FULL>(4 * four + r, scan) };
                }
            }
        }
    }

    /// Loads the columns of a row.
    #[inline(always)]
    unsafe fn load<const FULL: bool>(&self, row: usize) -> X::Of<S> {
        let x = at(self.streams[0], self.first, self.row + row).cast::<X::Memory>();
        // SAFETY: the run is valid, and its contiguous row has `len` elements from `first` on.
        unsafe {
            if FULL {
                X::Memory::load(self.s, x)
            } else {
                let zero = X::Memory::splat(self.s, Element::ZERO);
                X::Memory::load_partial(self.s, x, self.len, zero)
            }
        }
    }

    /// Finishes the accumulators of a row and stores them.
    #[inline(always)]
    unsafe fn store<const FULL: bool>(&self, row: usize, acc: Acc<S, Op, X>) {
        let y = at(self.streams[1], self.first, self.row + row);
        let (y, result) = (y.cast(), self.op.finish::<S>(acc, self.done + row + 1));
        // SAFETY: the run is valid, and its contiguous row has `len` results from `first` on.
        unsafe {
            if FULL {
                <Op::Out as Streamed>::Memory::store(self.s, y, result);
            } else {
                <Op::Out as Streamed>::Memory::store_partial(self.s, y, self.len, result);
            }
        }
    }
}
