//! Folds along sequences or down columns. Long sequences are cut for threads.

use super::{GRAIN, Operands, Start, for_each_kept_run, result_at, run_strides};
use crate::kernel::OperandType;
use crate::level::{Compiled, Level, PerLevel};
use crate::parallel::{self, RawCall};
use core::marker::PhantomData;
use tightloop_array_core::{Error, Inner, Layout, Reduction, Result};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{
    ColumnsRun, FewFn, FoldKernels, FoldRun, Sequence, State, Storage, StoredFold, fold_columns,
    fold_few, fold_rows, fold_sequence, merge_states, part_len,
};
use tightloop_kernels::op::BlockFold;
use tightloop_kernels::{ComputedAs, Streamed};

/// The compiled parts of one fold, per level, and the types of its elements and results.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoldTable {
    kernels: PerLevel<FoldKernels>,
    pub(super) few: FewFn,
    pub(super) input: OperandType,
    pub(super) output: OperandType,
}

impl FoldTable {
    /// The fold `Op` of elements stored as `T` and computed as `X`, to results stored as `U`.
    pub(super) const fn of<
        Op: BlockFold<X, Out: Streamed>,
        X: Streamed,
        T: ComputedAs<X>,
        U: ComputedAs<Op::Out>,
    >() -> Self {
        Self {
            kernels: PerLevel::of::<FoldLoops<Op, X>>(),
            few: fold_few::<Op, X>,
            input: OperandType::of::<T, X>(),
            output: OperandType::of::<U, Op::Out>(),
        }
    }
}

/// The loops of one fold, compiled per level.
struct FoldLoops<Op, X>(PhantomData<fn(Op, X)>);

impl<S: Isa, Op: BlockFold<X, Out: Streamed>, X: Streamed> Compiled<S, FoldKernels>
    for FoldLoops<Op, X>
{
    const ENTRY: FoldKernels = FoldKernels::new::<S, Op, X>();
}

impl FoldTable {
    /// Returns the fold of elements of a layout, at a level.
    pub(super) fn at(&self, level: Level, layout: &Layout) -> AtLevel<'_> {
        AtLevel {
            kernels: self.kernels.get(level),
            input: self.input.input_of(level, layout),
            output: self.output.output(level),
        }
    }
}

/// A fold at one level, without the address of its operation, since addresses are not `Sync`.
#[derive(Clone, Copy)]
pub(super) struct AtLevel<'a> {
    kernels: &'a FoldKernels,
    input: Storage,
    output: Storage,
}

impl<'a> AtLevel<'a> {
    pub(super) fn with(&self, op: *const ()) -> StoredFold<'a> {
        StoredFold { kernels: self.kernels, op, input: self.input, output: self.output }
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
    let base = Start::of(call, &reduction);
    let fold = table.at(Level::current(), x.0);
    if reduction.inner() == Inner::Kept {
        for_each_kept_run(kept, work, parallel::GRANULE, |first, count| {
            let [start, output] = result_at(base, kept, first);
            let run = ColumnsRun {
                sequence: Sequence { start, axes },
                columns: count,
                column_stride: row_stride,
                output,
                output_stride,
            };
            // SAFETY: by this function's contract; each run has results of its own, and the CPU has
            // the level.
            unsafe { fold_columns(&fold.with(call.op()), &run) };
        });
        return Ok(());
    }

    if parallel::pieces(work, GRAIN) <= results {
        for_each_kept_run(kept, work, 1, |first, count| {
            let [start, output] = result_at(base, kept, first);
            let run = FoldRun {
                sequence: Sequence { start, axes },
                len: reduced,
                rows: count,
                row_stride,
                output,
                output_stride,
            };
            // SAFETY: by this function's contract; each run has results of its own, and the CPU has
            // the level.
            unsafe { fold_rows(&fold.with(call.op()), &run) };
        });
        return Ok(());
    }
    let mut states = SplitFold::new(reduced, fold.kernels)?;
    for result in 0..results {
        let [start, output] = result_at(base, kept, result);
        // SAFETY: by this function's contract; the sequence has `reduced` elements.
        unsafe { states.fold(&fold, call.op(), &Sequence { start, axes }, output) };
    }
    Ok(())
}

/// The most parts that a sequence is cut into; each has a state in memory.
const MAX_PARTS: usize = 256;

/// A long sequence, cut for threads into parts that one thread, too, would fold separately: each is
/// `2^n` times [`part_len`] elements.
struct SplitFold {
    /// The length of the sequence, and of each part except the last.
    len: usize,
    part: usize,
    /// The accumulators of each part.
    states: Vec<State>,
}

impl SplitFold {
    /// # Errors
    /// [`Error::Allocation`] if there is no memory for the states.
    fn new(len: usize, kernels: &FoldKernels) -> Result<Self> {
        let mut part = part_len(kernels);
        while len.div_ceil(part) > MAX_PARTS {
            part *= 2;
        }
        let (parts, mut states) = (len.div_ceil(part), Vec::new());
        let bytes = parts * size_of::<State>();
        states.try_reserve_exact(parts).map_err(|_| Error::Allocation { bytes })?;
        states.resize(parts, State::uninit());
        Ok(SplitFold { len, part, states })
    }

    /// Folds the sequence into one result.
    ///
    /// # Safety
    /// Those of [`FoldKernels`]; the sequence is [valid](Sequence#validity) and has `self.len`
    /// elements.
    unsafe fn fold(
        &mut self,
        fold: &AtLevel<'_>,
        op: *const (),
        sequence: &Sequence<'_>,
        output: *mut u8,
    ) {
        let (len, part, parts) = (self.len, self.part, self.states.len());
        let base = [sequence.start.cast_mut(), self.states.as_mut_ptr().cast()];
        // SAFETY: the sequence is only read, each part has a state of its own, and the operation is
        // `Sync`, as all folds are.
        let call = unsafe { RawCall::new(base, op) };
        let axes = sequence.axes;
        let pieces = parallel::pieces(len, GRAIN).min(parts);
        parallel::for_each_piece(pieces, |piece| {
            let [start, states] = call.base();
            for index in parts * piece / pieces..parts * (piece + 1) / pieces {
                let first = index * part;
                let sequence = Sequence { start, axes };
                // SAFETY: the sequence has these elements, by this function's contract, and no
                // other piece uses this state.
                unsafe {
                    let state = &mut *states.cast::<State>().add(index);
                    fold_sequence(
                        &fold.with(call.op()),
                        &sequence,
                        first,
                        part.min(len - first),
                        state,
                    );
                }
            }
        });
        // SAFETY: all states have been written, by kernels of the same level.
        unsafe { merge_states(&fold.with(op), &self.states, part, len, output) };
    }
}
