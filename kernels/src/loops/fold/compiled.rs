//! The parts of a fold that touch registers.

use super::kernels::Rounds;
use super::{Accumulators, State, Then, registers};
use crate::isa::{Isa, Scalar, Vectorize};
use crate::loops::operation;
use crate::op::Fold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use core::marker::PhantomData;
use tightloop_array_core::Element;

/// See [`BlockFn`](super::kernels::BlockFn).
pub(super) unsafe fn block<S: Isa, Op: Fold<X>, X: Streamed>(
    op: *const (),
    rounds: &Rounds,
    state: &mut State,
    then: Then,
) {
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Block::<Op, X> { op, rounds, state, then, types: PhantomData });
}

/// Rounds that are valid for reads, and what to do with them.
struct Block<'a, Op, X> {
    op: &'a Op,
    rounds: &'a Rounds,
    state: &'a mut State,
    then: Then,
    types: PhantomData<fn(X)>,
}

impl<Op: Fold<X>, X: Streamed> Vectorize for Block<'_, Op, X> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let Self { op, rounds, state, then, .. } = self;
        let lanes = X::lanes::<S>();
        let mut at = rounds.start.cast::<X::Memory>();
        // SAFETY: what is continued or merged has been written.
        let mut acc = unsafe { Accumulators::<S, Op::Acc>::begin(s, op, state, then) };
        for _ in 0..rounds.full {
            for r in 0..registers::<S, X>() {
                // SAFETY: the round is full.
                let x = unsafe { X::Memory::load(s, at.wrapping_add(r * lanes)) };
                acc.set(r, op.step::<S>(acc.get(r), x));
            }
            at = at.wrapping_byte_offset(rounds.stride);
        }
        // SAFETY: as above.
        unsafe { acc.end(s, op, state, then) };
        let mut done = 0;
        while rounds.partial > 0 && done < rounds.width {
            let left = lanes.min(rounds.width - done);
            // SAFETY: the state has been written.
            let before = unsafe { state.read::<S, Op::Acc>(s, done) };
            let (mut acc, mut at) = (before, at.wrapping_add(done));
            for _ in 0..rounds.partial {
                // SAFETY: `left` elements are there.
                let x = unsafe {
                    X::Memory::load_partial(s, at, left, X::Memory::splat(s, X::Memory::ZERO))
                };
                acc = op.step::<S>(acc, x);
                at = at.wrapping_byte_offset(rounds.stride);
            }
            // The idle lanes keep what they had.
            state.write::<S, Op::Acc>(done, <Op::Acc as Value>::first::<S>(left, acc, before));
            done += lanes;
        }
    }
}

/// See [`MergeFn`](super::kernels::MergeFn).
pub(super) unsafe fn merge<S: Isa, Op: Fold<X>, X: Value>(
    op: *const (),
    into: *mut State,
    from: *const State,
    shift: usize,
    lanes: usize,
) -> bool {
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Merge::<Op, X> { op, into, from, shift, lanes, types: PhantomData })
}

/// States that have been written by kernels of the same operation.
struct Merge<'a, Op, X> {
    op: &'a Op,
    into: *mut State,
    from: *const State,
    shift: usize,
    lanes: usize,
    types: PhantomData<fn(X)>,
}

impl<Op: Fold<X>, X: Value> Vectorize for Merge<'_, Op, X> {
    type Output = bool;

    #[inline(always)]
    fn call<S: Isa>(self, s: S) -> bool {
        let Self { op, into, from, shift, lanes, .. } = self;
        if !lanes.is_multiple_of(X::lanes::<S>()) {
            return false;
        }
        let mut i = 0;
        while i < lanes {
            // SAFETY: the states are valid and have these lanes. No reference to either is held
            // while the other is used.
            unsafe {
                let right = (*from).read::<S, Op::Acc>(s, i + shift);
                let merged = op.merge::<S>((*into).read::<S, Op::Acc>(s, i), right);
                (*into).write::<S, Op::Acc>(i, merged);
            }
            i += X::lanes::<S>();
        }
        true
    }
}

/// See [`MergeLanesFn`](super::kernels::MergeLanesFn).
pub(super) unsafe fn merge_lanes<Op: Fold<X>, X: Value>(
    op: *const (),
    state: &mut State,
    lanes: usize,
) {
    let (s, mut half) = (Scalar::new(), lanes / 2);
    // SAFETY: the caller's promise.
    let op = unsafe { operation::<Op>(op) };
    while half > 0 {
        for i in 0..half {
            // SAFETY: the caller's promise.
            let merged = unsafe {
                let right = state.read::<Scalar, Op::Acc>(s, i + half);
                op.merge::<Scalar>(state.read::<Scalar, Op::Acc>(s, i), right)
            };
            state.write::<Scalar, Op::Acc>(i, merged);
        }
        half /= 2;
    }
}

/// See [`FinishFn`](super::kernels::FinishFn). Results are few: they are computed one by one, as
/// the scalar ISA does.
pub(super) unsafe fn finish<Op: Fold<X, Out: Streamed>, X: Value>(
    op: *const (),
    state: &State,
    count: usize,
    results: usize,
    output: *mut u8,
) {
    let s = Scalar::new();
    let output = output.cast::<<Op::Out as Streamed>::Memory>();
    for i in 0..results {
        // SAFETY: the caller's promise.
        unsafe {
            let acc = state.read::<Scalar, Op::Acc>(s, i);
            let result = operation::<Op>(op).finish::<Scalar>(acc, count);
            <Op::Out as Streamed>::Memory::store(s, output.add(i), result);
        }
    }
}
