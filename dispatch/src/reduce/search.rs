//! Searches for the place of an extreme.

use super::{GRAIN, Operands, for_each_kept_run, for_each_run, run_strides};
use crate::kernel::OperandType;
use crate::level::{Compiled, Level, PerLevel};
use crate::parallel::{self, RawCall};
use crate::profile::{self, Path};
use core::marker::PhantomData;
use tightloop_array_core::{DType, Error, Inner, Layout, LoopAxis, Reduction, Result};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{
    ColumnsRun, FewFn, FoldRun, SearchKernels, Sequence, Storage, StoredSearch, best_of, fits_tile,
    search_columns, search_each, search_few, search_rows,
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

    /// Returns the search in elements of a layout, at a level.
    pub(super) fn at(&self, level: Level, layout: &Layout) -> AtLevel<'_> {
        let input = self.input.input_of(level, layout);
        AtLevel { kernels: self.kernels.get(level), input, truth: self.truth }
    }
}

/// A search at one level, without the address of its operation, since addresses are not `Sync`.
#[derive(Clone, Copy)]
pub(super) struct AtLevel<'a> {
    kernels: &'a SearchKernels,
    input: Storage,
    truth: Option<bool>,
}

impl<'a> AtLevel<'a> {
    pub(super) fn with(&self, op: *const ()) -> StoredSearch<'a> {
        let Self { kernels, input, truth } = *self;
        StoredSearch { kernels, op, input, truth }
    }
}

/// The parts of one search, compiled per level.
struct SearchLoops<Op, X>(PhantomData<fn(Op, X)>);

impl<S: Isa, Op: Search<X>, X: Lane> Compiled<S, SearchKernels> for SearchLoops<Op, X> {
    const ENTRY: SearchKernels = SearchKernels::new::<S, Op, X>();
}

/// Runs a search.
///
/// # Errors
/// [`Error::Allocation`] if there is no memory for the intermediate results of threads.
///
/// # Safety
/// Those of [`execute`](super::execute).
pub(super) unsafe fn execute(
    table: &SearchTable,
    call: &RawCall<2>,
    operands: Operands<'_>,
) -> Result<()> {
    let Operands { x, axes, out } = operands;
    // Places are counted in C order, so the reduced axes keep their order.
    let reduction = Reduction::in_c_order(x.0, x.1, axes, out.0, out.1);
    let (kept, axes) = (reduction.kept(), reduction.reduced());
    let (results, len) = (reduction.kept_len(), reduction.reduced_len());
    if results == 0 {
        return Ok(());
    }
    let [row_stride, output_stride] = run_strides(kept);
    let call = call.moved_by(reduction.start());
    let call_at = |result: usize| call.moved_by(LoopAxis::offsets(kept, result));
    let search = table.at(Level::current(), x.0);
    let pieces = parallel::pieces(results.saturating_mul(len), GRAIN);
    let is_kept = reduction.inner() == Inner::Kept;
    profile::path(|| if is_kept { Path::Columns } else { Path::Lines });
    let granule = if is_kept { parallel::GRANULE } else { 1 };
    let run_at = |first: usize, columns: usize| {
        let [start, output] = call_at(first).base();
        let (sequence, column_stride) = (Sequence { start, axes }, row_stride);
        ColumnsRun { sequence, columns, column_stride, output, output_stride }
    };
    // Fewer results than pieces: sequences are cut.
    if pieces > results.div_ceil(granule) {
        let mut places = Places::new(pieces.min(len), results)?;
        for_each_run(kept, 0, results, usize::MAX, |first, count| {
            places.for_each(len, count, |first_row, rows, places| {
                let run = run_at(first, count);
                let run = ColumnsRun { output: places.cast(), output_stride: 8, ..run };
                let search = search.with(call.op());
                // SAFETY: by this function's contract; the sequences have these elements, and there
                // is a place for each.
                unsafe {
                    if is_kept {
                        search_columns(&search, &run, first_row, rows);
                    } else {
                        search_each(&search, &run, first_row, rows);
                    }
                }
            });
            // SAFETY: by this function's contract; all places have been written.
            unsafe { places.write_best(&search.with(call.op()), &run_at(first, count)) };
        });
        return Ok(());
    }
    for_each_kept_run(kept, pieces, granule, |first, count| {
        let run = run_at(first, count);
        // SAFETY: by this function's contract; each run has results of its own, and the CPU has the
        // level.
        unsafe {
            if is_kept {
                search_columns(&search.with(call.op()), &run, 0, len);
            } else {
                let ColumnsRun { sequence, column_stride: row_stride, output, .. } = run;
                let run = FoldRun { sequence, len, rows: count, row_stride, output, output_stride };
                search_rows(&search.with(call.op()), &run);
            }
        }
    });
    Ok(())
}

/// The places of the extremes of the parts of some sequences, which threads search.
struct Places {
    parts: usize,
    /// One per sequence, for each part.
    places: Vec<i64>,
}

impl Places {
    /// Room for the places of some parts of at most so many sequences.
    ///
    /// # Errors
    /// [`Error::Allocation`] if there is no memory for them.
    fn new(parts: usize, sequences: usize) -> Result<Self> {
        let (mut places, len) = (Vec::new(), parts * sequences);
        let bytes = len * size_of::<i64>();
        places.try_reserve_exact(len).map_err(|_| Error::Allocation { bytes })?;
        places.resize(len, 0);
        Ok(Places { parts, places })
    }

    /// Calls `f(first, count, places)` for each part, which writes the places among `count`
    /// elements from number `first` on, one per sequence. Parts run in parallel.
    fn for_each(
        &mut self,
        len: usize,
        sequences: usize,
        f: impl Fn(usize, usize, *mut i64) + Sync,
    ) {
        let parts = self.parts;
        // SAFETY: each part has places of its own. There is no operation.
        let places = unsafe { RawCall::new([self.places.as_mut_ptr().cast()], core::ptr::null()) };
        parallel::for_each_piece(parts, |part| {
            let [places] = places.base();
            let (first, end) = (len * part / parts, len * (part + 1) / parts);
            f(first, end - first, places.cast::<i64>().wrapping_add(part * sequences));
        });
    }

    /// Writes the best places of each sequence.
    ///
    /// # Safety
    /// As for [`best_of`]; the run is [valid](ColumnsRun#validity), and all parts have run.
    unsafe fn write_best(&self, search: &StoredSearch<'_>, run: &ColumnsRun<'_>) {
        let ColumnsRun { sequence, columns, column_stride, output, output_stride } = *run;
        for column in 0..columns {
            let at = |stride: isize| stride.wrapping_mul(column as isize);
            let start = sequence.start.wrapping_offset(at(column_stride));
            let sequence = Sequence { start, ..sequence };
            let parts = (0..self.parts).map(|part| self.places[part * columns + column] as usize);
            // SAFETY: by this method's contract; places are those of elements.
            unsafe {
                let place = best_of(search, &sequence, parts);
                output.wrapping_offset(at(output_stride)).cast::<i64>().write(place as i64);
            }
        }
    }
}
