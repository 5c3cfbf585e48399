//! Searches for the place of an extreme.

use super::{Operands, for_each_kept_run, result_at, run_strides};
use crate::level::{Compiled, Level, PerLevel};
use crate::parallel::Shared;
use core::marker::PhantomData;
use tightloop_array_core::Reduction;
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{self, FoldRun, SearchFn, Sequence};
use tightloop_kernels::op::Fold;
use tightloop_kernels::{Lane, Stored};

/// The search for what `Op` folds elements stored as `T` to, compared as `X`.
pub(super) const fn table<Op: Fold<X, Acc = X, Out = X>, X: Lane, T: Stored<X>>() -> PerLevel<SearchFn> {
    PerLevel::of::<Search<Op, X, T>>()
}

/// The loop of one search, to be compiled for each level.
struct Search<Op, X, T>(PhantomData<fn(Op, X, T)>);

impl<S: Isa, Op: Fold<X, Acc = X, Out = X>, X: Lane, T: Stored<X>> Compiled<S, SearchFn>
    for Search<Op, X, T>
{
    const ENTRY: SearchFn = loops::search::<S, Op, X, T>;
}

/// Runs a search.
///
/// # Safety
/// As for [`execute`](super::execute).
pub(super) unsafe fn execute(table: &PerLevel<SearchFn>, call: &Shared<2>, operands: Operands<'_>) {
    let Operands { x, axes, out } = operands;
    // Places are counted in C order, so the axes that are searched stay in it: none may be moved inwards.
    let reduction = Reduction::in_c_order(x.0, x.1, axes, out.0, out.1);
    let (kept, axes) = (reduction.kept(), reduction.reduced());
    let (results, len) = (reduction.kept_len(), reduction.reduced_len());
    if results == 0 {
        return;
    }
    let search = table.at(Level::current());
    let [row_stride, output_stride] = run_strides(kept);
    for_each_kept_run(kept, results.saturating_mul(len), 1, |first, count| {
        let [start, output] = result_at(call.base(), kept, first);
        let sequence = Sequence { start, axes };
        let run = FoldRun { sequence, first: 0, len, rows: count, row_stride, output, output_stride };
        // SAFETY: the caller's promise; pieces have results of their own.
        unsafe { search(call.op(), &run) };
    });
}
