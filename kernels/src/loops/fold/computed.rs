//! Folds of what an operation computes from contiguous elements, by the loop for lines. All
//! functions rely on the contract of [`ComputedFn`].

use super::State;
use super::lines::fold_source;
use super::source::Computed;
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::loops::operand::Inputs;
use crate::loops::operation;
use crate::op::{BlockFold, Unary};
use crate::stored::Streamed;
use tightloop_array_core::Run;

/// A compiled loop that folds the results of an operation on each row of a run into an accumulator,
/// as [`FoldKernels`](super::FoldKernels) fold lines of such results.
///
/// # Safety
/// For callers:
/// - The first argument points to the operation and the fold that the loop was compiled for; if one
///   is zero-sized, it may be anything.
/// - The streams of the run are the inputs of a [valid](Run#validity) run of the operation. Their
///   strides are the sizes of their elements.
/// - There are no more rows than a state has accumulators, and no more elements in a row than a
///   [part](super::part_len) of the fold has.
/// - The CPU has the ISA.
pub type ComputedFn = unsafe fn(ops: [*const (); 2], run: &Run<'_>, state: &mut State);

entry_points! {
    /// The loop of the operation `M`, whose results `Y` are folded by `Op` as the elements `X` that
    /// have the same bytes: a [`ComputedFn`].
    ///
    /// # Safety
    /// As for every [`ComputedFn`]; every element in the [memory](Streamed::Memory) of `Y` is one
    /// in that of `X`.
    pub unsafe fn fold_computed<
        S, M: Unary<In, Y>, In: Inputs, Y: Streamed, Op: BlockFold<X>, X: Streamed
    >(
        ops: [*const (); 2],
        run: &Run<'_>,
        state: &mut State,
    ) = fold_rows;
}

/// Folds each row.
#[inline(always)]
unsafe fn fold_rows<S, M, In, Y, Op, X>(
    s: S,
    [map, fold]: [*const (); 2],
    run: &Run<'_>,
    state: &mut State,
) where
    S: Isa,
    M: Unary<In, Y>,
    In: Inputs,
    Y: Streamed,
    Op: BlockFold<X>,
    X: Streamed,
{
    // SAFETY: these are the operations that this is compiled for.
    let (map, fold) = unsafe { (operation::<M>(map), operation::<Op>(fold)) };
    for row in 0..run.rows {
        // SAFETY: the run has this row, whose elements are contiguous and at most a part.
        let acc = unsafe {
            let results = Computed::<M, In, Y>::new(map, In::line(run.streams, row));
            fold_source::<S, Op, X, _>(s, fold, results, run.len)
        };
        state.write_one::<S, Op::Acc>(row, acc);
    }
}
