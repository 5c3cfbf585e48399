//! Folds along sequences or down columns. Long sequences are cut for threads.

use super::loops::Folds;
use super::{GRAIN, Operands, for_each_kept_run, for_each_run, run_strides};
use crate::cast::one_step;
use crate::kernel::{Conversion, OperandType};
use crate::level::{CompiledForAll, Level, PerLevel};
use crate::parallel::{self, RawCall};
use crate::profile::{self, Path};
use tightloop_array_core::{DType, Error, Inner, Layout, LoopAxis, Reduction, Result};
use tightloop_kernels::loops::{
    ColumnsRun, FewFn, FoldKernels, FoldRun, MapFn, Sequence, SmallSum, State, Storage, StoredFold,
    fits_tile, fold_columns, fold_few, fold_rows, fold_sequence, fold_strip, merge_states,
    part_len, rows_per_part, strip_width,
};
use tightloop_kernels::op::BlockFold;
use tightloop_kernels::ops::Sum;
use tightloop_kernels::{ComputedAs, Int, Streamed, Value};

/// The compiled parts of one fold, per level, and the types of its elements and results.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoldTable {
    kernels: PerLevel<FoldKernels>,
    /// For lines of few elements, unless setting up accumulators in memory is little of the work.
    pub(super) few: Option<FewFn>,
    pub(super) input: OperandType,
    pub(super) output: OperandType,
    small_sum: Option<SmallSumTable>,
}

/// The compiled parts of sums of small integers: see [`SmallSum`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct SmallSumTable {
    kernels: PerLevel<FoldKernels>,
    input: OperandType,
    widen: &'static PerLevel<MapFn>,
    most: usize,
}

impl FoldTable {
    /// The fold `Op` of elements stored as `T` and computed as `X`, to results stored as `U`, with
    /// the kernels of `K`.
    pub(super) const fn of<
        K: CompiledForAll<FoldKernels>,
        Op: BlockFold<X, Out: Streamed>,
        X: Streamed,
        T: ComputedAs<X>,
        U: ComputedAs<Op::Out>,
    >() -> Self {
        let few: Option<FewFn> = if Op::Part::BYTES == X::BYTES && Op::Acc::BYTES <= 2 * X::BYTES {
            Some(fold_few::<Op, X>)
        } else {
            None
        };
        Self { few, ..Self::of_pairs::<K, Op, X, T, U, Op::Out>() }
    }

    /// The same without a way to few elements; a result is a pair of numbers `Y`, stored as `U`.
    pub(super) const fn of_pairs<
        K: CompiledForAll<FoldKernels>,
        Op: BlockFold<X>,
        X: Streamed,
        T: ComputedAs<X>,
        U: ComputedAs<Y>,
        Y: Streamed,
    >() -> Self {
        const { assert!(fits_tile::<Op, X>(size_of::<T>())) };
        const { assert!(fits_tile::<Op, X>(size_of::<X::Memory>())) };
        Self {
            kernels: PerLevel::of::<K>(),
            few: None,
            input: OperandType::of::<T, X>(),
            output: OperandType::of::<U, Y>(),
            small_sum: None,
        }
    }

    /// The same fold of elements that are converted in one step.
    ///
    /// # Panics
    /// If elements are converted already, or a block of them does not fit into a tile.
    pub(super) fn with_elements(self, stored: DType) -> Self {
        let input = self.input.reached_from(stored);
        assert!(self.kernels.get(Level::Scalar).fit_elements_of(input.size()), "large elements");
        Self { input, small_sum: None, ..self }
    }

    /// The same sum, with another way to many elements.
    pub(super) const fn or_small_sum(self, small_sum: Option<SmallSumTable>) -> Self {
        Self { small_sum, ..self }
    }
}

impl SmallSumTable {
    /// The sum of elements `stored` as one type in `narrow` integers, held as `M`, and then in
    /// `wide` ones.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const fn of<M: Int>([stored, narrow, wide]: [DType; 3]) -> Self
    where
        Sum: BlockFold<M, Out: Streamed>,
    {
        let conversion =
            if stored.size() == narrow.size() { Conversion::None } else { Conversion::As };
        // The most that elements of 8 or 16 bits add up to is 2^8 or 2^16 times their range.
        let most = if stored.size() == narrow.size() { 255 } else { 1 << (8 * stored.size()) };
        Self {
            kernels: PerLevel::of::<Folds<Sum, M>>(),
            input: OperandType::new(stored, narrow, conversion),
            widen: one_step(narrow, wide),
            most,
        }
    }
}

impl FoldTable {
    /// The kernels at a level, if they read elements and write results as these are stored.
    #[inline]
    pub(super) fn direct(&self, level: Level) -> Option<&FoldKernels> {
        (self.input.is_direct() && self.output.is_direct()).then(|| self.kernels.get(level))
    }

    /// Returns the fold of elements of a layout, at a level.
    pub(super) fn at(&self, level: Level, layout: &Layout) -> AtLevel<'_> {
        AtLevel {
            kernels: self.kernels.get(level),
            input: self.input.input_of(level, layout),
            output: self.output.output(level),
            small_sum: self.small_sum.as_ref().map(|table| SmallSum {
                kernels: table.kernels.get(level),
                input: table.input.input_of(level, layout),
                widen: table.widen.at(level),
                most: table.most,
            }),
        }
    }
}

/// A fold at one level, without the address of its operation, since addresses are not `Sync`.
#[derive(Clone, Copy)]
pub(super) struct AtLevel<'a> {
    kernels: &'a FoldKernels,
    input: Storage,
    output: Storage,
    small_sum: Option<SmallSum<'a>>,
}

impl<'a> AtLevel<'a> {
    pub(super) fn with(&self, op: *const ()) -> StoredFold<'a> {
        let Self { kernels, input, output, small_sum } = *self;
        StoredFold { kernels, op, input, output, small_sum }
    }
}

/// Runs a fold.
///
/// # Errors
/// [`Error::Allocation`] if there is no memory for the intermediate results of threads.
///
/// # Safety
/// Those of [`execute`](super::execute).
pub(super) unsafe fn execute(
    table: &FoldTable,
    call: &RawCall<2>,
    operands: Operands<'_>,
) -> Result<()> {
    let Operands { x, axes, out } = operands;
    let reduction = Reduction::new(x.0, x.1, axes, out.0, out.1);
    let (kept, axes) = (reduction.kept(), reduction.reduced());
    let (results, reduced) = (reduction.kept_len(), reduction.reduced_len());
    if results == 0 {
        return Ok(());
    }
    let work = results.saturating_mul(reduced);
    let [row_stride, output_stride] = run_strides(kept);
    let call = call.moved_by(reduction.start());
    let call_at = |result: usize| call.moved_by(LoopAxis::offsets(kept, result));
    let fold = table.at(Level::current(), x.0);
    let is_kept = reduction.inner() == Inner::Kept;
    profile::path(|| if is_kept { Path::Columns } else { Path::Lines });
    let granule = if is_kept { parallel::GRANULE } else { 1 };
    // Fewer results than pieces: sequences are cut.
    if parallel::pieces(work, GRAIN) > results.div_ceil(granule) {
        let all = ColumnsRun {
            sequence: Sequence { start: core::ptr::null(), axes },
            columns: results,
            column_stride: row_stride,
            output: core::ptr::null_mut(),
            output_stride,
        };
        let each = if is_kept { strip_width(&fold.with(call.op()), &all) } else { 1 };
        let unit = if is_kept { rows_per_part(fold.kernels) } else { part_len(fold.kernels) };
        let mut parts = Parts::new(reduced, unit)?;
        for_each_run(kept, 0, results, each, |first, columns| {
            let call = call_at(first);
            // Made where it is used: addresses are not `Sync`, but the call is.
            let run = || {
                let [start, output] = call.base();
                let (sequence, column_stride) = (Sequence { start, axes }, row_stride);
                ColumnsRun { sequence, columns, column_stride, output, output_stride }
            };
            parts.for_each(columns, |_, first, count, state| {
                let (run, fold) = (run(), fold.with(call.op()));
                // SAFETY: by this function's contract; the sequences have these elements.
                unsafe {
                    if is_kept {
                        fold_strip(&fold, &run, first, count, state);
                    } else {
                        fold_sequence(&fold, &run.sequence, first, count, state);
                    }
                }
            });
            // SAFETY: by this function's contract; all states have been written.
            unsafe { parts.merge(&fold.with(call.op()), &run()) };
        });
        return Ok(());
    }
    for_each_kept_run(kept, parallel::pieces(work, GRAIN), granule, |first, count| {
        let [start, output] = call_at(first).base();
        let sequence = Sequence { start, axes };
        // SAFETY: by this function's contract; each run has results of its own, and the CPU has the
        // level.
        unsafe {
            if is_kept {
                let (columns, column_stride) = (count, row_stride);
                let run = ColumnsRun { sequence, columns, column_stride, output, output_stride };
                fold_columns(&fold.with(call.op()), &run);
            } else {
                let (len, rows) = (reduced, count);
                let run = FoldRun { sequence, len, rows, row_stride, output, output_stride };
                fold_rows(&fold.with(call.op()), &run);
            }
        }
    });
    Ok(())
}

/// The most parts that sequences are cut into; each has a state in memory.
const MAX_PARTS: usize = 256;

/// Long sequences side by side, or one, cut for threads into parts that one thread, too, would fold
/// by themselves.
pub(super) struct Parts {
    /// The length of a sequence, and of each part except the last.
    len: usize,
    part: usize,
    /// The accumulators of each part.
    states: Vec<State>,
}

impl Parts {
    /// Parts of `2^n` times `unit` elements.
    ///
    /// # Errors
    /// [`Error::Allocation`] if there is no memory for the states.
    pub(super) fn new(len: usize, unit: usize) -> Result<Self> {
        let mut part = unit;
        while len.div_ceil(part) > MAX_PARTS {
            part *= 2;
        }
        let (parts, mut states) = (len.div_ceil(part), Vec::new());
        let bytes = parts * size_of::<State>();
        states.try_reserve_exact(parts).map_err(|_| Error::Allocation { bytes })?;
        states.resize(parts, State::uninit());
        Ok(Parts { len, part, states })
    }

    /// Calls `f(piece, first, count, state)` for each part of so many columns, which writes the
    /// state of `count` elements from number `first` on. Pieces run in parallel.
    pub(super) fn for_each(
        &mut self,
        columns: usize,
        f: impl Fn(usize, usize, usize, &mut State) + Sync,
    ) {
        let (len, part, parts) = (self.len, self.part, self.states.len());
        // SAFETY: each part has a state of its own. There is no operation.
        let states = unsafe { RawCall::new([self.states.as_mut_ptr().cast()], core::ptr::null()) };
        let pieces = parallel::pieces(len.saturating_mul(columns), GRAIN).min(parts);
        parallel::for_each_piece(pieces, |piece| {
            let [states] = states.base();
            for index in parts * piece / pieces..parts * (piece + 1) / pieces {
                let first = index * part;
                // SAFETY: there is this state, and no other piece uses it.
                let state = unsafe { &mut *states.cast::<State>().add(index) };
                f(piece, first, part.min(len - first), state);
            }
        });
    }

    /// Merges the states, and writes the results of a run.
    ///
    /// # Safety
    /// As for [`merge_states`].
    pub(super) unsafe fn merge(&self, fold: &StoredFold<'_>, run: &ColumnsRun<'_>) {
        // SAFETY: by this method's contract.
        unsafe { merge_states(fold, &self.states, self.part, self.len, run) };
    }
}
