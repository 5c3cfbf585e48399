//! Reductions: axes are checked, the walk is planned so that its order depends on the shape and on the contiguous axis alone, cut for
//! threads where that changes nothing, and handed to a fold.

use crate::level::{Compiled, Level, PerLevel};
use crate::parallel;
use core::marker::PhantomData;
use tightloop_array_core::{
    Axis, AxisSet, Buffer, Element, Error, Inner, Layout, Reduction, Result, Strided, StridedMut,
    UninitBuffer,
};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{
    self, ColumnKernels, ColumnsRun, FoldKernels, FoldRun, RADIX, SearchFn, Sequence, State, fold_columns,
    fold_rows, fold_sequence, merge_states,
};
use tightloop_kernels::op::Fold;
use tightloop_kernels::{Lane, Stored, Value};

/// The compiled parts of one reduction, for every level.
#[derive(Clone, Copy, Debug)]
struct FoldTable {
    lines: PerLevel<FoldKernels>,
    columns: PerLevel<ColumnKernels>,
    of_nothing: bool,
}

/// The reduction `Op` of elements of type `T` to results of type `U`.
pub struct FoldKernel<Op, T, U> {
    table: FoldTable,
    types: PhantomData<fn(&Op, T) -> U>,
}

impl<Op, T, U> FoldKernel<Op, T, U> {
    /// The kernel that folds elements as values `X`.
    pub const fn fold<X: Value>() -> Self
    where
        Op: Fold<X>,
        T: Stored<X>,
        U: Stored<Op::Out>,
    {
        Self {
            table: FoldTable {
                lines: PerLevel::of::<Parts<Op, X, T, U>>(),
                columns: PerLevel::of::<Parts<Op, X, T, U>>(),
                of_nothing: Op::OF_NOTHING,
            },
            types: PhantomData,
        }
    }
}

/// The parts of one reduction, to be compiled for each level.
struct Parts<Op, X, T, U>(PhantomData<fn(Op, X, T) -> U>);

impl<S: Isa, Op: Fold<X>, X: Value, T: Stored<X>, U: Stored<Op::Out>> Compiled<S, FoldKernels>
    for Parts<Op, X, T, U>
{
    const ENTRY: FoldKernels = FoldKernels::new::<S, Op, X, T, U>();
}

impl<S: Isa, Op: Fold<X>, X: Value, T: Stored<X>, U: Stored<Op::Out>> Compiled<S, ColumnKernels>
    for Parts<Op, X, T, U>
{
    const ENTRY: ColumnKernels =
        ColumnKernels::new::<S, Op, X, T, U>(<Self as Compiled<S, FoldKernels>>::ENTRY.merge);
}

/// A reduction of the catalogue on elements of type `T`.
pub trait FoldUfunc<T>: Sized + 'static {
    /// The type of the results.
    type Out;
    /// The name of the function.
    const NAME: &'static str;
    /// The compiled loops.
    fn fold_kernel() -> &'static FoldKernel<Self, T, Self::Out>;
}

/// The search for an extreme, in elements of type `T`.
pub struct SearchKernel<Op, T, U> {
    search: PerLevel<SearchFn>,
    types: PhantomData<fn(&Op, T) -> U>,
}

impl<Op, T> SearchKernel<Op, T, i64> {
    /// The kernel that compares elements as `X`.
    pub const fn search<X: Lane>() -> Self
    where
        Op: Fold<X, Acc = X, Out = X>,
        T: Stored<X>,
    {
        Self { search: PerLevel::of::<Search<Op, X, T>>(), types: PhantomData }
    }
}

/// The loop of one search, to be compiled for each level.
struct Search<Op, X, T>(PhantomData<fn(Op, X, T)>);

impl<S: Isa, Op: Fold<X, Acc = X, Out = X>, X: Lane, T: Stored<X>> Compiled<S, SearchFn>
    for Search<Op, X, T>
{
    const ENTRY: SearchFn = loops::search::<S, Op, X, T>;
}

/// A search of the catalogue in elements of type `T`.
pub trait SearchUfunc<T>: Sized + 'static {
    /// The type of the results: places.
    type Out;
    /// The name of the function.
    const NAME: &'static str;
    /// The compiled loops.
    fn search_kernel() -> &'static SearchKernel<Self, T, Self::Out>;
}

/// Writes the reduction of `x` over `axes` into `out`, whose axes are the others, in their order. `name` is for errors.
///
/// # Errors
/// [`Error::OutputShape`] where `out` has another shape; [`Error::EmptyReduction`] where no elements are to be reduced into results
/// that need one. Nothing is written then.
pub fn fold_into<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &FoldKernel<Op, T, U>,
    op: &Op,
    x: Strided<'_, T>,
    axes: AxisSet,
    out: &mut StridedMut<'_, U>,
) -> Result<()> {
    check_shape(name, x.layout(), axes, out.layout())?;
    check_nothing(name, x.layout(), axes, kernel.table.of_nothing)?;
    let raw = Raw { input: x.as_ptr().cast(), output: out.as_mut_ptr().cast(), op: (&raw const *op).cast() };
    let reduction = Reduction::new(x.layout(), size_of::<T>(), axes, out.layout(), size_of::<U>());
    // SAFETY: the operands have the kernel's types, are views that were checked when they were made, and borrowed; the
    // output exclusively, and its shape is right. The operation is the kernel's, and may be used from any thread.
    unsafe { execute_fold(&kernel.table, &raw, &reduction) }
}

/// The reduction of `x` over `axes`, in new memory in C order.
///
/// # Errors
/// As for [`fold_into`]; [`Error::Allocation`] where the results do not fit into memory.
pub fn fold_new<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &FoldKernel<Op, T, U>,
    op: &Op,
    x: Strided<'_, T>,
    axes: AxisSet,
) -> Result<(Layout, Buffer<U>)> {
    check_nothing(name, x.layout(), axes, kernel.table.of_nothing)?;
    let layout = Layout::contiguous(&axes.removed_from(x.shape()))?;
    let mut out = UninitBuffer::<U>::new(layout.len())?;
    let raw = Raw { input: x.as_ptr().cast(), output: out.as_mut_ptr().cast(), op: (&raw const *op).cast() };
    let reduction = Reduction::new(x.layout(), size_of::<T>(), axes, &layout, size_of::<U>());
    // SAFETY: as for `fold_into`; each result is written.
    unsafe {
        execute_fold(&kernel.table, &raw, &reduction)?;
        Ok((layout, out.assume_init()))
    }
}

/// Writes the places of the extremes of `x` along `axes`, counted in C order over them, into `out`, whose axes are the others, in their order.
///
/// # Errors
/// As for [`fold_into`].
pub fn search_into<Op: Send + Sync, T: Element>(
    name: &'static str,
    kernel: &SearchKernel<Op, T, i64>,
    op: &Op,
    x: Strided<'_, T>,
    axes: AxisSet,
    out: &mut StridedMut<'_, i64>,
) -> Result<()> {
    check_shape(name, x.layout(), axes, out.layout())?;
    check_nothing(name, x.layout(), axes, false)?;
    let raw = Raw { input: x.as_ptr().cast(), output: out.as_mut_ptr().cast(), op: (&raw const *op).cast() };
    // SAFETY: as for `fold_into`.
    unsafe {
        execute_search(
            kernel.search.at(Level::current()),
            &raw,
            x.layout(),
            size_of::<T>(),
            axes,
            out.layout(),
        )
    };
    Ok(())
}

/// The places of the extremes of `x` along `axes`, in new memory in C order.
///
/// # Errors
/// As for [`fold_new`].
pub fn search_new<Op: Send + Sync, T: Element>(
    name: &'static str,
    kernel: &SearchKernel<Op, T, i64>,
    op: &Op,
    x: Strided<'_, T>,
    axes: AxisSet,
) -> Result<(Layout, Buffer<i64>)> {
    check_nothing(name, x.layout(), axes, false)?;
    let layout = Layout::contiguous(&axes.removed_from(x.shape()))?;
    let mut out = UninitBuffer::<i64>::new(layout.len())?;
    let raw = Raw { input: x.as_ptr().cast(), output: out.as_mut_ptr().cast(), op: (&raw const *op).cast() };
    // SAFETY: as for `fold_into`; each result is written.
    unsafe {
        execute_search(kernel.search.at(Level::current()), &raw, x.layout(), size_of::<T>(), axes, &layout);
        Ok((layout, out.assume_init()))
    }
}

fn check_shape(name: &'static str, x: &Layout, axes: AxisSet, out: &Layout) -> Result<()> {
    let expected = axes.removed_from(x.shape());
    if *expected == *out.shape() { Ok(()) } else { Err(Error::output_shape(name, &expected, out.shape())) }
}

/// Whether there is something to reduce, or nothing has a meaning, or there are no results.
fn check_nothing(name: &'static str, x: &Layout, axes: AxisSet, of_nothing: bool) -> Result<()> {
    let reduced_to_nothing = axes.iter().any(|axis| x.shape()[axis] == 0);
    if reduced_to_nothing && !of_nothing && !axes.removed_from(x.shape()).contains(&0) {
        return Err(Error::empty_reduction(name, x.shape(), axes));
    }
    Ok(())
}

/// A call without its types.
#[derive(Clone, Copy)]
struct Raw {
    input: *const u8,
    output: *mut u8,
    op: *const (),
}

// SAFETY: whoever makes one has borrowed the operands for the time of the call, and the operation is `Sync`.
unsafe impl Sync for Raw {}

impl Raw {
    /// All of it: a closure that named the fields would capture the pointers by themselves.
    fn get(&self) -> Raw {
        *self
    }

    /// The addresses of result number `index` and of the sequence that is folded into it.
    fn at(&self, kept: &[Axis<2>], mut index: usize) -> (*const u8, *mut u8) {
        let (mut input, mut output) = (self.input, self.output);
        for axis in kept.iter().rev() {
            let step = (index % axis.len) as isize;
            input = input.wrapping_offset(axis.strides[0].wrapping_mul(step));
            output = output.wrapping_offset(axis.strides[1].wrapping_mul(step));
            index /= axis.len;
        }
        (input, output)
    }
}

/// The elements that a piece of a reduction should at least have to be worth a thread.
const GRAIN: usize = 1 << 16;

/// Calls `f` for each run of results along the innermost kept axis, cut into pieces for threads at multiples of `granule`: with the number of
/// the first result and how many there are.
fn for_each_kept_run(kept: &[Axis<2>], work: usize, granule: usize, f: impl Fn(usize, usize) + Sync) {
    let results: usize = kept.iter().map(|axis| axis.len).product();
    let inner = kept.last().map_or(1, |axis| axis.len);
    let units = results.div_ceil(granule);
    let pieces = parallel::pieces(work, GRAIN).min(units);
    parallel::for_each_piece(pieces, |piece| {
        let bound = |piece: usize| (units * piece / pieces * granule).min(results);
        let (mut first, end) = (bound(piece), bound(piece + 1));
        while first < end {
            let count = (inner - first % inner).min(end - first);
            f(first, count);
            first += count;
        }
    });
}

/// Runs a reduction.
///
/// # Errors
/// Where the memory for the results of threads cannot be had.
///
/// # Safety
/// The operands have the element types of the table, fit the reduction, and are valid for reads and writes; the output overlaps neither
/// itself nor the input. The operation is that of the table.
unsafe fn execute_fold(table: &FoldTable, raw: &Raw, reduction: &Reduction) -> Result<()> {
    let (kept, axes, level) = (reduction.kept(), reduction.reduced(), Level::current());
    let (results, reduced) = (reduction.kept_len(), reduction.reduced_len());
    let work = results.saturating_mul(reduced);
    if results == 0 {
        return Ok(());
    }
    let last = kept.last().copied().unwrap_or(Axis { len: 1, strides: [0; 2] });
    if reduction.inner() == Inner::Kept {
        let columns = table.columns.at(level);
        for_each_kept_run(kept, work, 64, |first, count| {
            let raw = raw.get();
            let (start, output) = raw.at(kept, first);
            let run = ColumnsRun {
                sequence: Sequence { start, axes },
                columns: count,
                column_stride: last.strides[0],
                output,
                output_stride: last.strides[1],
            };
            // SAFETY: the caller's promise; pieces have results of their own.
            unsafe { fold_columns(&columns, raw.op, &run) };
        });
        return Ok(());
    }

    let kernels = table.lines.at(level);
    let rows = |raw: Raw, first: usize, count: usize| {
        let (start, output) = raw.at(kept, first);
        FoldRun {
            sequence: Sequence { start, axes },
            first: 0,
            len: reduced,
            rows: count,
            row_stride: last.strides[0],
            output,
            output_stride: last.strides[1],
        }
    };
    let pieces = parallel::pieces(work, GRAIN);
    if pieces <= results {
        for_each_kept_run(kept, work, 1, |first, count| {
            let raw = raw.get();
            // SAFETY: the caller's promise; pieces have results of their own.
            unsafe { fold_rows(&kernels, raw.op, &rows(raw, first, count)) };
        });
        return Ok(());
    }

    // Few results of many elements each: the sequences are cut, into parts of a power of the radix of blocks.
    let mut part = kernels.block_len;
    while reduced.div_ceil(part) > MAX_PARTS {
        part *= RADIX;
    }
    let parts = reduced.div_ceil(part);
    let mut states = Vec::new();
    let bytes = parts * size_of::<State>();
    states.try_reserve_exact(parts).map_err(|_| Error::Allocation { bytes })?;
    states.resize(parts, State::uninit());
    for result in 0..results {
        let place = States(states.as_mut_ptr());
        let pieces = pieces.min(parts);
        parallel::for_each_piece(pieces, |piece| {
            let raw = raw.get();
            let (start, _) = raw.at(kept, result);
            for index in parts * piece / pieces..parts * (piece + 1) / pieces {
                let first = index * part;
                // SAFETY: the caller's promise; pieces have states of their own.
                unsafe {
                    let state = &mut *place.at(index);
                    let len = part.min(reduced - first);
                    fold_sequence(&kernels, raw.op, &Sequence { start, axes }, first, len, state);
                }
            }
        });
        let (_, output) = raw.at(kept, result);
        // SAFETY: all states have been written, by the same level.
        unsafe { merge_states(&kernels, raw.op, &states, reduced, output) };
    }
    Ok(())
}

/// The most parts that a sequence is cut into.
const MAX_PARTS: usize = 256;

/// Where threads write the states of their parts.
struct States(*mut State);

// SAFETY: each part has a state of its own.
unsafe impl Sync for States {}

impl States {
    fn at(&self, index: usize) -> *mut State {
        self.0.wrapping_add(index)
    }
}

/// Runs a search.
///
/// # Safety
/// As for [`execute_fold`], with results of `i64`. There are elements to search where there are results.
unsafe fn execute_search(
    search: SearchFn,
    raw: &Raw,
    x: &Layout,
    element_size: usize,
    axes: AxisSet,
    out: &Layout,
) {
    // Places are counted in C order, so the axes that are searched stay in it: none may be moved inwards.
    let reduction = Reduction::in_c_order(x, element_size, axes, out, size_of::<i64>());
    let (kept, axes) = (reduction.kept(), reduction.reduced());
    let len = reduction.reduced_len();
    let last = kept.last().copied().unwrap_or(Axis { len: 1, strides: [0; 2] });
    if reduction.kept_len() == 0 {
        return;
    }
    for_each_kept_run(kept, reduction.kept_len().saturating_mul(len), 1, |first, count| {
        let raw = raw.get();
        let (start, output) = raw.at(kept, first);
        let run = FoldRun {
            sequence: Sequence { start, axes },
            first: 0,
            len,
            rows: count,
            row_stride: last.strides[0],
            output,
            output_stride: last.strides[1],
        };
        // SAFETY: the caller's promise; pieces have results of their own.
        unsafe { search(raw.op, &run) };
    });
}
