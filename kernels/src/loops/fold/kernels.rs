//! The compiled parts of a fold, as function pointers.

use super::compiled::{block, finish, merge, merge_lanes};
use super::{FoldMode, State, accumulators};
use crate::isa::Isa;
use crate::op::Fold;
use crate::stored::Streamed;
use crate::value::same_lanes;

/// Elements to fold, in rounds: element `i` of a round goes to accumulator `i`.
#[derive(Clone, Copy, Debug)]
pub struct Rounds {
    /// The first element of the first round. Each round is contiguous.
    pub start: *const u8,
    /// From one round's first element to the next round's, in bytes.
    pub stride: isize,
    /// The number of rounds with one element per accumulator. They come first.
    pub full: usize,
    /// The number of rounds with [`width`](Self::width) elements.
    pub partial: usize,
    /// The number of elements of a partial round, fewer than there are accumulators.
    pub width: usize,
}

/// Folds rounds into a state. To be merged, all rounds must be full.
pub(in crate::loops) type BlockFn =
    unsafe fn(op: *const (), rounds: &Rounds, state: &mut State, mode: FoldMode);

/// Merges lane `i + shift` of `from` into lane `i` of `into`, as its right operand, for each
/// `i < lanes`, and returns `true`. If the lanes do not fill whole registers, does nothing and
/// returns `false`. Both may be the same state.
pub(super) type MergeFn = unsafe fn(
    op: *const (),
    into: *mut State,
    from: *const State,
    shift: usize,
    lanes: usize,
) -> bool;

/// Merges the first `lanes` lanes, a power of two, upper half onto lower half, until one is left.
pub(super) type MergeLanesFn = unsafe fn(op: *const (), state: &mut State, lanes: usize);

/// Writes the results of the first `results` accumulators, each of `count` elements, to contiguous
/// memory.
pub(in crate::loops) type FinishFn =
    unsafe fn(op: *const (), state: &State, count: usize, results: usize, output: *mut u8);

/// The compiled parts of a fold.
///
/// # Safety
/// For callers:
/// - `op` points to the operation that the kernels were compiled for; if that is zero-sized, it may
///   be anything.
/// - Pointers are valid for elements of the types that the kernels were compiled for.
/// - States that are read have been written by kernels of the same operation.
/// - The CPU has the ISA.
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

    /// Merges all lanes of `from` into those of `into`, as their right operands.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); both states have been written.
    pub(in crate::loops) unsafe fn merge(&self, op: *const (), into: &mut State, from: &State) {
        // SAFETY: both states have been written, with this number of accumulators.
        unsafe { (self.merge)(op, into, from, 0, self.accumulators) };
    }

    /// Merges the accumulators of `count` elements, upper half onto lower half, until one is left.
    ///
    /// Accumulators without an element are neutral and left out.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); the state has been written.
    pub(in crate::loops) unsafe fn merge_halves(
        &self,
        op: *const (),
        state: &mut State,
        count: usize,
    ) {
        let mut lanes = count.clamp(1, self.accumulators).next_power_of_two();
        let whole: *mut State = state;
        // SAFETY: the state has been written, and has at least `lanes` lanes.
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
