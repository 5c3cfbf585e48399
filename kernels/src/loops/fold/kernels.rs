//! The compiled parts of a fold, as values.

use super::compiled::{block, finish, merge, merge_lanes};
use super::{State, Then, accumulators};
use crate::isa::Isa;
use crate::op::Fold;
use crate::stored::Streamed;
use crate::value::same_lanes;

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
pub(in crate::loops) type BlockFn =
    unsafe fn(op: *const (), rounds: &Rounds, state: &mut State, then: Then);

/// Merges lane `i + shift` of `from` to the right of lane `i` of `into`, for each `i < lanes`, and
/// returns `true`; or leaves it where they fill no registers. Both may be the same state.
type MergeFn = unsafe fn(
    op: *const (),
    into: *mut State,
    from: *const State,
    shift: usize,
    lanes: usize,
) -> bool;

/// Merges the first `lanes` lanes, a power of two, halves onto halves, until one is left.
type MergeLanesFn = unsafe fn(op: *const (), state: &mut State, lanes: usize);

/// Writes the results of the first `results` accumulators, each of `count` elements, one after the
/// other.
pub(in crate::loops) type FinishFn =
    unsafe fn(op: *const (), state: &State, count: usize, results: usize, output: *mut u8);

/// The compiled parts of a fold.
///
/// # Safety
/// For whoever calls them: the first argument points to the operation that they were compiled for
/// (anything where that is zero-sized), pointers are valid for elements of the types that they were
/// compiled for, states that are read were written by kernels of the same operation, and the
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

    /// Merges the accumulators that `count` elements have reached, halves onto halves, until one is
    /// left.
    ///
    /// Those that no element has reached are neutral, and are left out.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels).
    pub(in crate::loops) unsafe fn merge_halves(
        &self,
        op: *const (),
        state: &mut State,
        count: usize,
    ) {
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
