//! The parts of a fold that touch registers. All of them rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::kernels::Rounds;
use super::{Accumulators, FoldMode, State, registers};
use crate::entry::entry_points;
use crate::isa::{Isa, Scalar};
use crate::loops::operation;
use crate::op::Fold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use tightloop_array_core::Element;

entry_points! {
    /// A [`BlockFn`](super::kernels::BlockFn).
    pub(super) unsafe fn block<S, Op: Fold<X>, X: Streamed>(
        op: *const (),
        rounds: &Rounds,
        state: &mut State,
        mode: FoldMode,
    ) = fold_rounds;

    /// A [`MergeFn`](super::kernels::MergeFn).
    pub(super) unsafe fn merge<S, Op: Fold<X>, X: Value>(
        op: *const (),
        into: *mut State,
        from: *const State,
        shift: usize,
        lanes: usize,
    ) -> bool = merge_registers;
}

/// See [`BlockFn`](super::kernels::BlockFn).
#[inline(always)]
unsafe fn fold_rounds<S: Isa, Op: Fold<X>, X: Streamed>(
    s: S,
    op: *const (),
    rounds: &Rounds,
    state: &mut State,
    mode: FoldMode,
) {
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    let lanes = X::lanes::<S>();
    let mut at = rounds.start.cast::<X::Memory>();
    // SAFETY: a state that is continued has been written.
    let mut acc = unsafe { Accumulators::<S, Op::Acc>::begin(s, op, state, mode) };
    for _ in 0..rounds.full {
        for r in 0..registers::<S, X>() {
            // SAFETY: a full round has an element per accumulator, so all of these registers.
            let x = unsafe { X::Memory::load(s, at.wrapping_add(r * lanes)) };
            acc.set(r, op.step::<S>(acc.get(r), x));
        }
        at = at.wrapping_byte_offset(rounds.stride);
    }
    // SAFETY: a state that is merged has been written.
    unsafe { acc.end(s, op, state, mode) };
    let mut done = 0;
    while rounds.partial > 0 && done < rounds.width {
        let left = lanes.min(rounds.width - done);
        // SAFETY: `acc.end` has written the state.
        let before = unsafe { state.read::<S, Op::Acc>(s, done) };
        let (mut acc, mut at) = (before, at.wrapping_add(done));
        for _ in 0..rounds.partial {
            // SAFETY: the round has `width` elements, so `left` more than the `done` ones.
            let x = unsafe {
                X::Memory::load_partial(s, at, left, X::Memory::splat(s, X::Memory::ZERO))
            };
            acc = op.step::<S>(acc, x);
            at = at.wrapping_byte_offset(rounds.stride);
        }
        // The idle lanes keep their accumulators.
        state.write::<S, Op::Acc>(done, <Op::Acc as Value>::first::<S>(left, acc, before));
        done += lanes;
    }
}

/// See [`MergeFn`](super::kernels::MergeFn).
#[inline(always)]
unsafe fn merge_registers<S: Isa, Op: Fold<X>, X: Value>(
    s: S,
    op: *const (),
    into: *mut State,
    from: *const State,
    shift: usize,
    lanes: usize,
) -> bool {
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    if !lanes.is_multiple_of(X::lanes::<S>()) {
        return false;
    }
    let mut i = 0;
    while i < lanes {
        // SAFETY: kernels of the same operation have written these lanes of both states. No
        // reference to one state is held while the other is used, as both may be the same.
        unsafe {
            let right = (*from).read::<S, Op::Acc>(s, i + shift);
            let merged = op.merge::<S>((*into).read::<S, Op::Acc>(s, i), right);
            (*into).write::<S, Op::Acc>(i, merged);
        }
        i += X::lanes::<S>();
    }
    true
}

/// A [`MergeLanesFn`](super::kernels::MergeLanesFn).
pub(super) unsafe fn merge_lanes<Op: Fold<X>, X: Value>(
    op: *const (),
    state: &mut State,
    lanes: usize,
) {
    let (s, mut half) = (Scalar::new(), lanes / 2);
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    while half > 0 {
        for i in 0..half {
            // SAFETY: kernels of the same operation have written the first `lanes` lanes.
            let merged = unsafe {
                let right = state.read::<Scalar, Op::Acc>(s, i + half);
                op.merge::<Scalar>(state.read::<Scalar, Op::Acc>(s, i), right)
            };
            state.write::<Scalar, Op::Acc>(i, merged);
        }
        half /= 2;
    }
}

/// A [`FinishFn`](super::kernels::FinishFn). There are few results, so they are computed one by
/// one, on the scalar ISA.
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
        // SAFETY: kernels of the operation behind `op` have written `results` accumulators, and
        // `output` has room for as many results.
        unsafe {
            let acc = state.read::<Scalar, Op::Acc>(s, i);
            let result = operation::<Op>(op).finish::<Scalar>(acc, count);
            <Op::Out as Streamed>::Memory::store(s, output.add(i), result);
        }
    }
}
