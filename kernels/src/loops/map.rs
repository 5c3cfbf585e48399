//! The elementwise loop.
//!
//! In its plain form it is
//!
//! ```text
//! for i in 0..len { output[i] = op(input[i]) }
//! ```
//!
//! 1. It works on whole registers. The last one of a row steps back to where it is full, so some
//!    elements are computed twice. If an input would have been overwritten by then, or the row is
//!    shorter than a register, the rest is loaded and stored with a mask. The idle lanes are
//!    computed too, on zeros, and dropped. So each element gets the same bits as in the body.
//! 2. Cheap operations process four registers per round, all loads before all stores, so the loop's
//!    own instructions weigh less. Any other operation appears in the loop once: testing whether a
//!    register is full costs less run time than a second copy of the operation costs compile time.
//! 3. On long rows, cheap operations prefetch the memory that they are about to write. CPUs foresee
//!    reads by themselves. Rows that are streamed bypass the caches instead.
//! 4. If a register is as long as a cache line, cheap operations start a row with a partial
//!    register, up to a line boundary of the output. Otherwise every register would touch two
//!    lines.
//! 5. One call processes all rows, so short rows do not pay for a call each. Rows are processed in
//!    order, and all of one has been written before the next is read: so a row may read what an
//!    earlier one wrote, or write over it.

use super::operand::{Inputs, Outputs, UNROLL};
use super::operation;
use crate::entry::entry_points;
use crate::isa::baseline::streamed;
use crate::isa::{Isa, Lanes};
use crate::op::{Cost, Unary};
use crate::value::same_lanes;
use core::mem::MaybeUninit;
use tightloop_array_core::{Run, Stream};

/// If the operands of a run take more bytes than this, they do not fit into the first-level cache
/// (32 to 48 KB) together. Cheap operations then wait for memory, even longer if elements are not
/// aligned to cache lines. Prefetching what is written next shortens the wait.
const NEAR_BYTES: usize = 40 << 10;

/// How many rounds ahead to prefetch.
const PREFETCH_ROUNDS: usize = 2;

entry_points! {
    /// The loop of `Op` over streams of the [memory](crate::Streamed::Memory) of `X` and `Y`: a
    /// [`MapFn`](super::MapFn).
    ///
    /// # Safety
    /// As for every [`MapFn`](super::MapFn), except that it is enough if each row by itself is a
    /// valid run.
    pub unsafe fn map<S, Op: Unary<X, Y>, X: Inputs, Y: Outputs>(
        op: *const (),
        run: &Run<'_>,
    ) = map_rows;
}

/// Applies `Op` to each row of a run.
///
/// # Safety
/// As for every [`MapFn`](super::MapFn).
#[inline(always)]
unsafe fn map_rows<S: Isa, Op: Unary<X, Y>, X: Inputs, Y: Outputs>(
    s: S,
    op: *const (),
    run: &Run<'_>,
) {
    const { same_lanes::<X, Y>() };
    if run.len == 0 {
        return;
    }
    // SAFETY: `op` points to the operation `Op`, by the contract of a `MapFn`.
    let op = unsafe { operation::<Op>(op) };
    let (len, lanes) = (run.len, X::lanes::<S>());
    // SAFETY: the run has a stream for each input and output.
    let (inputs, outputs) = unsafe { run.streams.split_at_unchecked(X::COUNT) };
    let steps_back = len >= lanes && !is_in_place(inputs, outputs);
    let mut copies = MaybeUninit::uninit();
    for row in 0..run.rows {
        // SAFETY: the run is valid and has this row, its rows are not empty, and its strides fit.
        let (mut x, y) = unsafe { (X::row(s, inputs, row, &mut copies), Y::row(outputs, row)) };
        let mut i = 0;
        // What is constant here is not even compiled for other operations.
        if const { matches!(Op::COST, Cost::Low) && has_registers::<S>() } {
            let head = if len >= 2 * UNROLL * lanes { Y::head::<S>(&y) } else { 0 };
            if head > 0 {
                // SAFETY: `head` is less than a register, and the row is longer.
                unsafe {
                    let result = op.apply::<S>(X::load_partial(s, &x, head));
                    Y::store_partial(s, &y, 0, head, result);
                }
                X::advance(&mut x, head as isize);
                i = head;
            }
            // Bounds for `i`, not flags: with a flag, compilers make two loops out of one.
            let is_far = run.rows * len * (X::size(&x) + Y::SIZE) > NEAR_BYTES;
            let far_from = if is_far && !run.is_streamed { 0 } else { usize::MAX };
            let streamed_from = if run.is_streamed { 0 } else { usize::MAX };
            while i + UNROLL * lanes <= len {
                if i >= far_from {
                    Y::prefetch(&y, i + PREFETCH_ROUNDS * UNROLL * lanes, UNROLL * lanes);
                }
                // SAFETY: the row has four more registers.
                unsafe {
                    let x0 = X::load(s, &x, 0);
                    let x1 = X::load(s, &x, lanes);
                    let x2 = X::load(s, &x, 2 * lanes);
                    let x3 = X::load(s, &x, 3 * lanes);
                    let (y0, y1) = (op.apply::<S>(x0), op.apply::<S>(x1));
                    let (y2, y3) = (op.apply::<S>(x2), op.apply::<S>(x3));
                    if i >= streamed_from {
                        Y::stream_round(s, &y, i, [y0, y1, y2, y3]);
                    } else {
                        Y::store_round(s, &y, i, [y0, y1, y2, y3]);
                    }
                }
                X::advance(&mut x, (UNROLL * lanes) as isize);
                i += UNROLL * lanes;
            }
        }
        // Two exits, so compilers do not unroll a loop that runs only a few times.
        while i < len {
            let mut left = len - i;
            if steps_back && left < lanes {
                X::advance(&mut x, -((lanes - left) as isize));
                i = len - lanes;
                left = lanes;
            }
            let is_full = const { !has_registers::<S>() } || left >= lanes;
            // SAFETY: the row has one more register if `is_full`, else `left` more elements.
            unsafe {
                let x = if is_full { X::load(s, &x, 0) } else { X::load_partial(s, &x, left) };
                let result = op.apply::<S>(x);
                if !is_full {
                    Y::store_partial(s, &y, i, left, result);
                    break;
                }
                Y::store(s, &y, i, result);
            }
            X::advance(&mut x, lanes as isize);
            i += lanes;
        }
    }
    if run.is_streamed {
        streamed();
    }
}

/// Whether registers have several lanes.
const fn has_registers<S: Isa>() -> bool {
    <S as Lanes<u8>>::LANES > 1
}

/// Whether an output is an input, too. Inputs overlap an output only if they are the same array.
///
/// Not generic: the loops share it.
#[inline]
fn is_in_place(inputs: &[Stream], outputs: &[Stream]) -> bool {
    for x in inputs {
        for y in outputs {
            if x.ptr == y.ptr {
                return true;
            }
        }
    }
    false
}
