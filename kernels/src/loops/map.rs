//! The elementwise loop.
//!
//! In its plain form it is
//!
//! ```text
//! for i in 0..len { output[i] = op(input[i]) }
//! ```
//!
//! 1. It goes by registers. What is left at the end is loaded and stored with a mask; the idle lanes are computed too, on
//!    zeros, and dropped, so that each element gets the bits that it would get in the body.
//! 2. Operations that cost little are done four registers at a time, all loads before all stores, so that the loop's own
//!    instructions weigh less.
//! 3. It does row after row, so that short rows do not pay for a call each.

use super::operand::{Inputs, Outputs, UNROLL};
use super::operation;
use crate::isa::{Isa, Vectorize};
use crate::lane::{Value, same_lanes};
use crate::op::{Cost, Unary};
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use tightloop_array_core::Run;

/// The loop of `Op` over inputs stored as `I` and outputs stored as `O`: a [`MapFn`](super::MapFn).
///
/// # Safety
/// As for every [`MapFn`](super::MapFn).
pub unsafe fn map<S, Op, X, Y, I, O>(op: *const (), run: &Run<'_>)
where
    S: Isa,
    Op: Unary<X, Y>,
    X: Value,
    Y: Value,
    I: Inputs<X>,
    O: Outputs<Y>,
{
    const { same_lanes::<X, Y>() };
    if run.len == 0 {
        return;
    }
    // SAFETY: the caller's promise of the ISA, and of an operation of this type.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Rows::<Op, X, Y, I, O> { op, run, types: PhantomData });
}

/// An operation, and the run that it is to do: [valid](Run#validity) for its types, and not empty.
struct Rows<'a, Op, X, Y, I, O> {
    op: &'a Op,
    run: &'a Run<'a>,
    types: PhantomData<fn(X, I) -> (Y, O)>,
}

impl<Op: Unary<X, Y>, X: Value, Y: Value, I: Inputs<X>, O: Outputs<Y>> Vectorize
    for Rows<'_, Op, X, Y, I, O>
{
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let (op, len, lanes) = (self.op, self.run.len, X::lanes::<S>());
        let streams = self.run.streams;
        let mut copies = MaybeUninit::uninit();
        for row in 0..self.run.rows {
            // SAFETY: the run has this row, and it is not empty.
            let (mut x, y) =
                unsafe { (I::row::<S>(streams, row, &mut copies), O::row(streams, I::SIZES.len(), row)) };
            let mut i = 0;
            if matches!(Op::COST, Cost::Low) && lanes > 1 {
                while i + UNROLL * lanes <= len {
                    // SAFETY: four registers fit.
                    unsafe {
                        let x0 = I::load(s, &x, 0);
                        let x1 = I::load(s, &x, lanes);
                        let x2 = I::load(s, &x, 2 * lanes);
                        let x3 = I::load(s, &x, 3 * lanes);
                        O::store(s, &y, i, op.apply::<S>(x0));
                        O::store(s, &y, i + lanes, op.apply::<S>(x1));
                        O::store(s, &y, i + 2 * lanes, op.apply::<S>(x2));
                        O::store(s, &y, i + 3 * lanes, op.apply::<S>(x3));
                    }
                    I::advance(&mut x, UNROLL * lanes);
                    i += UNROLL * lanes;
                }
            }
            while i + lanes <= len {
                // SAFETY: one register fits.
                unsafe { O::store(s, &y, i, op.apply::<S>(I::load(s, &x, 0))) };
                I::advance(&mut x, lanes);
                i += lanes;
            }
            if lanes > 1 && i < len {
                // SAFETY: `len - i` elements are left, fewer than a register holds.
                unsafe {
                    O::store_partial(s, &y, i, len - i, op.apply::<S>(I::load_partial(s, &x, len - i)))
                };
            }
        }
    }
}
