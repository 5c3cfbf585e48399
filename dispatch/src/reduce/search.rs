//! Searches for the place of an extreme.

use super::{GRAIN, Operands, for_each_kept_run, run_strides};
use crate::kernel::OperandType;
use crate::level::{Compiled, Level, PerLevel};
use crate::parallel::{self, RawCall};
use core::marker::PhantomData;
use tightloop_array_core::{DType, Inner, Layout, LoopAxis, Reduction};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{
    ColumnsRun, FewFn, FoldRun, SearchKernels, Sequence, fits_tile, search_columns, search_few,
    search_rows,
};
use tightloop_kernels::op::Search;
use tightloop_kernels::{ComputedAs, Lane};

/// The compiled parts of one search, per level, and the type of its elements.
#[derive(Clone, Copy, Debug)]
pub(super) struct SearchTable {
    kernels: PerLevel<SearchKernels>,
    pub(super) few: FewFn,
    pub(super) input: OperandType,
    /// The better truth value, if elements are truth values.
    truth: Option<bool>,
}

impl SearchTable {
    /// The search for the element that `Op` returns, of elements stored as `T` and compared as `X`.
    pub(super) const fn of<Op: Search<X>, X: Lane, T: ComputedAs<X>>() -> Self {
        const { assert!(fits_tile::<Op, X>(size_of::<T>()) && fits_tile::<Op, X>(size_of::<X>())) };
        Self {
            kernels: PerLevel::of::<SearchLoops<Op, X>>(),
            few: search_few::<Op, X>,
            input: OperandType::of::<T, X>(),
            truth: if matches!(T::DTYPE, DType::Bool) { Some(Op::IS_LARGEST) } else { None },
        }
    }

    /// Runs the search on rows of elements of a layout.
    ///
    /// # Safety
    /// Those of [`search_rows`]; the operation and the elements are those of the table.
    pub(super) unsafe fn run(
        &self,
        level: Level,
        op: *const (),
        layout: &Layout,
        run: &FoldRun<'_>,
    ) {
        let input = self.input.input_of(level, layout);
        // SAFETY: by this function's contract; the storage is the table's.
        unsafe { search_rows(self.kernels.get(level), op, &input, self.truth, run) };
    }

    /// Runs the search on columns of elements of a layout.
    ///
    /// # Safety
    /// Those of [`search_columns`]; the operation and the elements are those of the table.
    pub(super) unsafe fn run_columns(
        &self,
        level: Level,
        op: *const (),
        layout: &Layout,
        run: &ColumnsRun<'_>,
    ) {
        let input = self.input.input_of(level, layout);
        // SAFETY: by this function's contract; the storage is the table's.
        unsafe { search_columns(self.kernels.get(level), op, &input, run) };
    }
}

/// The parts of one search, compiled per level.
struct SearchLoops<Op, X>(PhantomData<fn(Op, X)>);

impl<S: Isa, Op: Search<X>, X: Lane> Compiled<S, SearchKernels> for SearchLoops<Op, X> {
    const ENTRY: SearchKernels = SearchKernels::new::<S, Op, X>();
}

/// Runs a search.
///
/// # Safety
/// Those of [`execute`](super::execute).
pub(super) unsafe fn execute(table: &SearchTable, call: &RawCall<2>, operands: Operands<'_>) {
    let Operands { x, axes, out } = operands;
    // Places are counted in C order, so the reduced axes keep their order.
    let reduction = Reduction::in_c_order(x.0, x.1, axes, out.0, out.1);
    let (kept, axes) = (reduction.kept(), reduction.reduced());
    let (results, len) = (reduction.kept_len(), reduction.reduced_len());
    if results == 0 {
        return;
    }
    let (level, [row_stride, output_stride]) = (Level::current(), run_strides(kept));
    let call = call.moved_by(reduction.start());
    let pieces = parallel::pieces(results.saturating_mul(len), GRAIN);
    if reduction.inner() == Inner::Kept {
        for_each_kept_run(kept, pieces, parallel::GRANULE, |first, count| {
            let [start, output] = call.moved_by(LoopAxis::offsets(kept, first)).base();
            let run = ColumnsRun {
                sequence: Sequence { start, axes },
                columns: count,
                column_stride: row_stride,
                output,
                output_stride,
            };
            // SAFETY: by this function's contract; each run has results of its own, and the CPU has
            // the level.
            unsafe { table.run_columns(level, call.op(), x.0, &run) };
        });
        return;
    }
    for_each_kept_run(kept, pieces, 1, |first, count| {
        let [start, output] = call.moved_by(LoopAxis::offsets(kept, first)).base();
        let sequence = Sequence { start, axes };
        let run = FoldRun { sequence, len, rows: count, row_stride, output, output_stride };
        // SAFETY: by this function's contract; each run has results of its own, and the CPU has the
        // level.
        unsafe { table.run(level, call.op(), x.0, &run) };
    });
}
