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

use super::operand::{Inputs, Outputs, Sink, Source, Types, WithSource};
use crate::isa::{Isa, Vectorize};
use crate::lane::Value;
use crate::op::{Cost, Unary};
use core::marker::PhantomData;
use tightloop_array_core::{Run, Stream};

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
    if run.len == 0 {
        return;
    }
    // SAFETY: the caller's promise of the ISA, and of an operation of this type. Where that is zero-sized any pointer
    // that is aligned and not null will do.
    let (s, op) = unsafe { (S::new_unchecked(), if size_of::<Op>() == 0 { &*core::ptr::dangling() } else { &*op.cast::<Op>() }) };
    s.vectorize(Rows::<Op, X, Y, I, O> { op, run, types: PhantomData });
}

/// The operation and the run that it is to do.
struct Rows<'a, Op, X, Y, I, O> {
    op: &'a Op,
    run: &'a Run<'a>,
    types: Types<(X, Y, I, O)>,
}

impl<Op: Unary<X, Y>, X: Value, Y: Value, I: Inputs<X>, O: Outputs<Y>> Vectorize for Rows<'_, Op, X, Y, I, O> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let splat = affords_splat::<Op, X, Y, I>();
        I::with_source::<S, _>(splat, self.run.streams, RowsOn { s, rows: self })
    }
}

/// Whether a loop over `I` is compiled for inputs of one element too, or has them spread out beforehand: code that is long
/// would be there three times.
pub const fn affords_splat<Op: Unary<X, Y>, X: Value, Y: Value, I: Inputs<X>>() -> bool {
    I::SPLAT && !matches!(Op::COST, Cost::High)
}

/// The same, with the ISA.
struct RowsOn<'a, S, Op, X, Y, I, O> {
    s: S,
    rows: Rows<'a, Op, X, Y, I, O>,
}

impl<S: Isa, Op: Unary<X, Y>, X: Value, Y: Value, I: Inputs<X>, O: Outputs<Y>> WithSource<S, X>
    for RowsOn<'_, S, Op, X, Y, I, O>
{
    #[inline(always)]
    fn call<P: Source<S, X>>(self) {
        let Rows { op, run, .. } = self.rows;
        let (inputs, outputs): (&[Stream], &[Stream]) = run.streams.split_at(I::SIZES.len());
        for row in 0..run.rows {
            // SAFETY: the run is valid, has this row, and is not empty.
            unsafe { line::<S, Op, X, Y, P, O::Sink<S>>(self.s, op, P::row(inputs, row), O::Sink::row(outputs, row), run.len) }
        }
    }
}

/// One row.
///
/// # Safety
/// Source and sink have `len` elements.
#[inline(always)]
unsafe fn line<S: Isa, Op: Unary<X, Y>, X: Value, Y: Value, P: Source<S, X>, Q: Sink<S, Y>>(
    s: S,
    op: &Op,
    input: P,
    output: Q,
    len: usize,
) {
    let lanes = X::lanes::<S>();
    let mut i = 0;
    if matches!(Op::COST, Cost::Low) {
        while i + 4 * lanes <= len {
            // SAFETY: four registers fit.
            unsafe {
                let x0 = input.load(s, i);
                let x1 = input.load(s, i + lanes);
                let x2 = input.load(s, i + 2 * lanes);
                let x3 = input.load(s, i + 3 * lanes);
                output.store(s, i, op.apply::<S>(x0));
                output.store(s, i + lanes, op.apply::<S>(x1));
                output.store(s, i + 2 * lanes, op.apply::<S>(x2));
                output.store(s, i + 3 * lanes, op.apply::<S>(x3));
            }
            i += 4 * lanes;
        }
    }
    while i + lanes <= len {
        // SAFETY: one register fits.
        unsafe { output.store(s, i, op.apply::<S>(input.load(s, i))) };
        i += lanes;
    }
    if lanes > 1 && i < len {
        // SAFETY: `len - i` elements are left, fewer than a register holds.
        unsafe { output.store_partial(s, i, len - i, op.apply::<S>(input.load_partial(s, i, len - i))) };
    }
}
