//! The elementwise loop.
//!
//! In its plain form it is
//!
//! ```text
//! for i in 0..len { output[i] = op(input[i]) }
//! ```
//!
//! 1. It goes by registers. What is left at the end is loaded and stored with a mask; the idle
//!    lanes are computed too, on zeros, and dropped, so that each element gets the bits that it
//!    would get in the body.
//! 2. Operations that cost little are done four registers at a time, all loads before all stores,
//!    so that the loop's own instructions weigh less. All others stand in the loop once: whether a
//!    register is full is asked beside it, which costs less than another copy of the operation does
//!    to compile.
//! 3. Long rows of these ask for the memory that they are going to write; what they read, CPUs
//!    foresee.
//! 4. Where registers are as long as cache lines, those of these operations begin with a part of
//!    one, up to a line of the output: else every register would take two of them.
//! 5. It does row after row, so that short rows do not pay for a call each.

use super::operand::{Inputs, Outputs, UNROLL};
use super::operation;
use crate::isa::{Isa, Vectorize};
use crate::op::{Cost, Unary};
use crate::value::same_lanes;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use tightloop_array_core::Run;

/// Operands of so many bytes lie in the first-level cache. In those behind it, cheap operations
/// wait for memory, all the more if elements are not aligned to cache lines, and asking for what is
/// written next shortens that.
const NEAR: usize = 40 << 10;

/// How many rounds ahead to ask.
const AHEAD: usize = 2;

/// The loop of `Op` over streams of the [memory](crate::Streamed::Memory) of `X` and `Y`: a
/// [`MapFn`](super::MapFn).
///
/// # Safety
/// As for every [`MapFn`](super::MapFn).
pub unsafe fn map<S: Isa, Op: Unary<X, Y>, X: Inputs, Y: Outputs>(op: *const (), run: &Run<'_>) {
    const { same_lanes::<X, Y>() };
    if run.len == 0 {
        return;
    }
    // SAFETY: the caller's promise of the ISA, and of an operation of this type.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Rows::<Op, X, Y> { op, run, types: PhantomData });
}

/// An operation, and the run that it is to do: [valid](Run#validity) for its types, and not empty.
struct Rows<'a, Op, X, Y> {
    op: &'a Op,
    run: &'a Run<'a>,
    types: PhantomData<fn(X) -> Y>,
}

impl<Op: Unary<X, Y>, X: Inputs, Y: Outputs> Vectorize for Rows<'_, Op, X, Y> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let (op, len, lanes) = (self.op, self.run.len, X::lanes::<S>());
        // SAFETY: the run has a stream for each input and output.
        let (inputs, outputs) = unsafe { self.run.streams.split_at_unchecked(X::COUNT) };
        let mut copies = MaybeUninit::uninit();
        for row in 0..self.run.rows {
            // SAFETY: the run has this row, and it is not empty.
            let (mut x, y) = unsafe { (X::row(s, inputs, row, &mut copies), Y::row(outputs, row)) };
            let mut i = 0;
            if matches!(Op::COST, Cost::Low) && lanes > 1 {
                let head = if len >= 2 * UNROLL * lanes { Y::head::<S>(&y) } else { 0 };
                if head > 0 {
                    // SAFETY: the row is longer.
                    unsafe {
                        Y::store_partial(
                            s,
                            &y,
                            0,
                            head,
                            op.apply::<S>(X::load_partial(s, &x, head)),
                        )
                    };
                    X::advance(&mut x, head);
                    i = head;
                }
                // In a condition on `i`, so that compilers do not make two loops of one.
                let far_from = if self.run.rows * len * (X::size(&x) + Y::SIZE) > NEAR {
                    0
                } else {
                    usize::MAX
                };
                while i + UNROLL * lanes <= len {
                    if i >= far_from {
                        Y::prefetch(&y, i + AHEAD * UNROLL * lanes, UNROLL * lanes);
                    }
                    // SAFETY: four registers fit.
                    unsafe {
                        let x0 = X::load(s, &x, 0);
                        let x1 = X::load(s, &x, lanes);
                        let x2 = X::load(s, &x, 2 * lanes);
                        let x3 = X::load(s, &x, 3 * lanes);
                        Y::store(s, &y, i, op.apply::<S>(x0));
                        Y::store(s, &y, i + lanes, op.apply::<S>(x1));
                        Y::store(s, &y, i + 2 * lanes, op.apply::<S>(x2));
                        Y::store(s, &y, i + 3 * lanes, op.apply::<S>(x3));
                    }
                    X::advance(&mut x, UNROLL * lanes);
                    i += UNROLL * lanes;
                }
            }
            // Two ways out, so that compilers do not unroll what is done a few times only.
            while i < len {
                let left = len - i;
                let is_full = lanes == 1 || left >= lanes;
                // SAFETY: a register fits, or `left` elements are left, fewer than it holds.
                unsafe {
                    let x = if is_full { X::load(s, &x, 0) } else { X::load_partial(s, &x, left) };
                    let result = op.apply::<S>(x);
                    if !is_full {
                        Y::store_partial(s, &y, i, left, result);
                        break;
                    }
                    Y::store(s, &y, i, result);
                }
                X::advance(&mut x, lanes);
                i += lanes;
            }
        }
    }
}
