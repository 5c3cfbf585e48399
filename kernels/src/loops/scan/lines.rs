//! Scans along contiguous lines. All functions rely on the contract of
//! [`ScanKernels`](super::ScanKernels).

use super::order::{Acc, Blocks, group, scan_four, scan_lanes, total};
use super::places::{at, follow, streams};
use crate::entry::entry_points;
use crate::isa::{Isa, Scalar};
use crate::loops::fold::State;
use crate::loops::operation;
use crate::op::Fold;
use crate::stored::{Stored, Streamed};
use tightloop_array_core::{Element, Run};

entry_points! {
    /// See [`ScanKernels::lines`](super::ScanKernels).
    pub(super) unsafe fn lines<S, Op: Fold<X, Out: Streamed>, X: Streamed>(
        op: *const (),
        run: &Run<'_>,
        state: *mut State,
        done: usize,
    ) = scan_lines;
}

/// Where the results of a scan are stored.
type Out<Op, X> = <<Op as Fold<X>>::Out as Streamed>::Memory;

/// What is left of a line.
struct Line<'a, S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed> {
    s: S,
    op: &'a Op,
    x: *const X::Memory,
    y: *mut Out<Op, X>,
    /// How many elements can be read, and results be written, though they may be those of lines
    /// that follow.
    room: usize,
    /// The number of elements that have been scanned.
    done: usize,
    /// Their accumulator, if there are any, in all lanes.
    carry: Acc<S, Op, X>,
}

/// See [`ScanKernels::lines`](super::ScanKernels).
///
/// A register may reach beyond a line, if others follow it right away: their results are written
/// later, and their elements must not have been overwritten.
#[inline(always)]
unsafe fn scan_lines<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed>(
    s: S,
    op: *const (),
    run: &Run<'_>,
    state: *mut State,
    done: usize,
) {
    // SAFETY: `op` points to the operation that this is compiled for; a scan has two streams.
    let (op, [input, output]) = unsafe { (operation::<Op>(op), streams(run)) };
    let lanes = X::lanes::<S>();
    // The order of an exact fold does not matter.
    let group = if Op::IS_EXACT { lanes } else { group::<X>() };
    let reaches = input.ptr != output.ptr
        && follow(input, run.len, size_of::<X::Memory>())
        && follow(output, run.len, size_of::<Out<Op, X>>());
    for row in 0..run.rows {
        let (x, y) = (at(input, 0, row).cast(), at(output, 0, row).cast());
        let room = if reaches { (run.rows - row) * run.len } else { run.len };
        let mut line = Line::<S, Op, X> { s, op, x, y, room, done, carry: op.identity(s) };
        // SAFETY: the call that scanned the elements before has written the state. The run is
        // valid, and its line has `len` elements.
        unsafe {
            if done > 0 {
                line.carry = (*state).read::<S, Op::Acc>(s, 0);
            }
            let mut left = run.len;
            while left >= group {
                line.scan_group(group);
                left -= group;
            }
            if left > 0 {
                line.scan_group(left);
            }
            (*state).write::<S, Op::Acc>(0, line.carry);
        }
    }
}

impl<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed> Line<'_, S, Op, X> {
    /// Scans the next `n` elements, a group or less.
    #[inline(always)]
    unsafe fn scan_group(&mut self, n: usize) {
        let (op, lanes, has_carry, carry) = (self.op, X::lanes::<S>(), self.done > 0, self.carry);
        let parts = if Op::IS_EXACT { 1 } else { group::<X>() / lanes };
        let mut blocks = Blocks::<S, Op, X>::new(self.s, op);
        let mut left = n;
        for four in 0..parts.div_ceil(4) {
            if left == 0 {
                break;
            }
            let count = parts.min(4).min(left.div_ceil(lanes));
            let mut scans = [op.identity::<S>(self.s); 4];
            for (r, scan) in scans.iter_mut().enumerate() {
                if r < count {
                    let left = left - r * lanes;
                    // SAFETY: the line has `left` more elements.
                    let x = unsafe { self.load(r * lanes, left) };
                    *scan = scan_lanes::<S, Op, X>(op, left, op.start::<S>(self.s, x));
                }
            }
            scan_four::<S, Op, X, true>(op, &mut scans, count);
            blocks.add::<true>(op, four, parts.div_ceil(4), &mut scans);
            let mut last = scans[0];
            for (r, scan) in scans.iter().enumerate() {
                if r < count {
                    last = *scan;
                }
            }
            let total = total::<S, Op, X, true>(last);
            self.carry = total;
            if has_carry {
                self.carry = op.merge::<S>(carry, total);
                for scan in &mut scans {
                    *scan = op.merge::<S>(carry, *scan);
                }
            }
            for (r, scan) in scans.into_iter().enumerate() {
                if r < count {
                    // SAFETY: the line has `left - r * lanes` more results.
                    unsafe { self.store(r * lanes, left - r * lanes, scan) };
                }
            }
            let scanned = left.min(4 * lanes).min(parts * lanes);
            self.x = self.x.wrapping_add(scanned);
            self.y = self.y.wrapping_add(scanned);
            self.room -= scanned;
            self.done += scanned;
            left -= scanned;
        }
    }

    /// Loads a register of elements from number `i` on, of which at least the first `n` exist, if
    /// it has as many lanes.
    #[inline(always)]
    unsafe fn load(&self, i: usize, n: usize) -> X::Of<S> {
        let (s, x, lanes) = (self.s, self.x.wrapping_add(i), X::lanes::<S>());
        // SAFETY: by this method's contract, and that of `room`.
        unsafe {
            if n >= lanes || self.room >= i + lanes {
                X::Memory::load(s, x)
            } else {
                X::Memory::load_partial(s, x, n, X::Memory::splat(s, Element::ZERO))
            }
        }
    }

    /// Finishes a register of accumulators from number `i` on, and stores the results, of which at
    /// least the first `n` exist, if it has as many lanes.
    #[inline(always)]
    unsafe fn store(&self, i: usize, n: usize, acc: Acc<S, Op, X>) {
        let (y, lanes, count) = (self.y.wrapping_add(i), X::lanes::<S>(), self.done + i + 1);
        // SAFETY: by this method's contract, and that of `room`; the lanes of `image` have been
        // written.
        unsafe {
            if Op::COUNTS && lanes > 1 {
                let mut image = State::uninit();
                image.write::<S, Op::Acc>(0, acc);
                for lane in 0..n.min(lanes) {
                    let one = image.read::<Scalar, Op::Acc>(Scalar::new(), lane);
                    let result = self.op.finish::<Scalar>(one, count + lane);
                    Out::<Op, X>::store(Scalar::new(), y.wrapping_add(lane), result);
                }
            } else if n >= lanes || self.room >= i + lanes {
                Out::<Op, X>::store(self.s, y, self.op.finish::<S>(acc, count));
            } else {
                Out::<Op, X>::store_partial(self.s, y, n, self.op.finish::<S>(acc, count));
            }
        }
    }
}
