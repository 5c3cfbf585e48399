//! The parts of a fold that touch registers.

use super::{Accumulators, State, Then, accumulators, registers};
use crate::isa::{Isa, Scalar, Vectorize};
use crate::lane::{Value, same_lanes};
use crate::loops::operation;
use crate::op::Fold;
use crate::stored::{Stored, Streamed};
use core::marker::PhantomData;
use tightloop_array_core::Element;

/// Elements to fold, in rounds: each element of a round goes to the accumulator of its place in it.
#[derive(Clone, Copy, Debug)]
pub struct Rounds {
    /// The first element of the first round; those of one round lie one after the other.
    pub start: *const u8,
    /// From one round's first element to the next one's, in bytes.
    pub stride: isize,
    /// The number of rounds of one element for each accumulator; they come first.
    pub full: usize,
    /// The number of rounds of [`width`](Self::width) elements.
    pub partial: usize,
    /// Fewer than there are accumulators.
    pub width: usize,
}

/// Folds rounds into a state; rounds that are merged are all full.
pub(in crate::loops) type BlockFn = unsafe fn(op: *const (), rounds: &Rounds, state: &mut State, then: Then);

/// Merges lane `i + shift` of `from` to the right of lane `i` of `into`, for each `i < lanes`, and returns `true`; or leaves it where they fill no registers. Both may be
/// the same state.
type MergeFn =
    unsafe fn(op: *const (), into: *mut State, from: *const State, shift: usize, lanes: usize) -> bool;

/// Merges the first `lanes` lanes, a power of two, halves onto halves, until one is left.
type MergeLanesFn = unsafe fn(op: *const (), state: &mut State, lanes: usize);

/// Writes the results of the first `results` accumulators, each of `count` elements, one after the other.
pub(in crate::loops) type FinishFn =
    unsafe fn(op: *const (), state: &State, count: usize, results: usize, output: *mut u8);

/// The compiled parts of a fold.
///
/// # Safety
/// For whoever calls them: the first argument points to the operation that they were compiled for (anything where that is zero-sized),
/// pointers are valid for elements of the types that they were compiled for, states that are read were written by kernels of the same operation, and the
/// CPU has the ISA.
#[derive(Clone, Copy, Debug)]
pub struct FoldKernels {
    pub(in crate::loops) block: BlockFn,
    merge: MergeFn,
    merge_lanes: MergeLanesFn,
    pub(in crate::loops) finish: FinishFn,
    /// The number of accumulators.
    pub(in crate::loops) accumulators: usize,
}

impl FoldKernels {
    /// The kernels of `Op` over values `X`.
    pub const fn new<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed>() -> Self {
        same_lanes::<X, (Op::Acc, Op::Out)>();
        Self {
            block: block::<S, Op, X>,
            merge: merge::<S, Op, X>,
            merge_lanes: merge_lanes::<Op, X>,
            finish: finish::<Op, X>,
            accumulators: accumulators::<X>(),
        }
    }

    /// Merges all of `from` to the right of `into`.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels).
    pub(in crate::loops) unsafe fn merge(&self, op: *const (), into: &mut State, from: &State) {
        // SAFETY: the caller's promise.
        unsafe { (self.merge)(op, into, from, 0, self.accumulators) };
    }

    /// Merges the accumulators that `count` elements have reached, halves onto halves, until one is left.
    ///
    /// Those that no element has reached are neutral, and are left out.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels).
    pub(in crate::loops) unsafe fn merge_halves(&self, op: *const (), state: &mut State, count: usize) {
        let mut lanes = count.clamp(1, self.accumulators).next_power_of_two();
        let whole: *mut State = state;
        // SAFETY: the caller's promise.
        unsafe {
            while lanes > 1 && (self.merge)(op, whole, whole, lanes / 2, lanes / 2) {
                lanes /= 2;
            }
            if lanes > 1 {
                (self.merge_lanes)(op, state, lanes);
            }
        }
    }
}

/// See [`BlockFn`].
unsafe fn block<S: Isa, Op: Fold<X>, X: Streamed>(
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
        for _ in 0..rounds.partial {
            let mut done = 0;
            while done < rounds.width {
                let left = lanes.min(rounds.width - done);
                // SAFETY: `left` elements are there, and the state has been written. The idle lanes keep what they had.
                unsafe {
                    let x = X::Memory::load_partial(
                        s,
                        at.wrapping_add(done),
                        left,
                        X::Memory::splat(s, X::Memory::ZERO),
                    );
                    let before = state.read::<S, Op::Acc>(s, done);
                    let stepped = op.step::<S>(before, x);
                    state.write::<S, Op::Acc>(done, <Op::Acc as Value>::first::<S>(left, stepped, before));
                }
                done += lanes;
            }
            at = at.wrapping_byte_offset(rounds.stride);
        }
    }
}

/// See [`MergeFn`].
unsafe fn merge<S: Isa, Op: Fold<X>, X: Value>(
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
            // SAFETY: the states are valid and have these lanes. No reference to either is held while the other is used.
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

/// See [`MergeLanesFn`].
unsafe fn merge_lanes<Op: Fold<X>, X: Value>(op: *const (), state: &mut State, lanes: usize) {
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

/// See [`FinishFn`]. Results are few: they are computed one by one, as the scalar ISA does.
unsafe fn finish<Op: Fold<X, Out: Streamed>, X: Value>(
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
