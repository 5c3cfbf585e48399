//! Reductions: axes are checked, the walk is planned so that its order depends on nothing but the
//! shape and the contiguous axis, and a fold or a search does the work, cut for threads where that
//! does not change the order.

mod fold;
mod fused;
mod grouped;
mod in_sequence;
mod loops;
mod mapped;
mod pairs;
mod search;
mod small;
mod strips;
mod ufunc;

use crate::accumulators::BecomesAccumulator;
use crate::kernel::Kernel;
use crate::parallel::{self, RawCall};
use crate::profile::{self, Facts};
use core::marker::PhantomData;
pub use fused::{FusedKernel, FusibleFold, MappedFold};
pub use mapped::{mapped_shape, reduce_mapped_all, reduce_mapped_into};
pub use ufunc::{
    AccumulateUfunc, MaskedUfunc, ReduceUfunc, UfuncAccumulation, UfuncReduction,
    accumulate_ufunc_into, reduce_segment_into, reduce_ufunc_into,
};

use fold::FoldTable;
pub(crate) use fold::SmallSumTable;
use loops::{Folds, OfBoth, OfBothForPairs, Sharing, SharingForPairs};
use mapped::MappedTable;
pub use pairs::{check_pairs, reduce_pairs_new};
use search::SearchTable;
use tightloop_array_core::{
    AxisSet, Buffer, Element, Error, Layout, LoopAxis, Result, StridedRef, StridedRefMut,
    UninitBuffer,
};
use tightloop_kernels::op::{BlockFold, Search};
use tightloop_kernels::{ComputedAs, Lane, Streamed, Value};

/// The reduction `Op`, from elements of type `T` to results of type `U`.
// The layout does not depend on the types.
#[repr(C)]
pub struct ReduceKernel<Op, T, U> {
    way: Way,
    /// Whether the reduction of no elements is defined.
    allows_empty: bool,
    types: PhantomData<fn(&Op, T) -> U>,
}

/// What is reduced.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// The elements.
    Direct(Loops),
    /// What an operation makes of them.
    Mapped(MappedTable),
}

/// The compiled loops of one reduction, per level.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::large_enum_variant, reason = "they are statics")]
enum Loops {
    /// Results are the folds of the elements.
    Fold(FoldTable),
    /// Results are the places of the elements that folds return.
    Search(SearchTable),
}

impl<Op, T, U> ReduceKernel<Op, T, U> {
    /// The kernel that folds elements as values `X`.
    pub const fn fold<X: Streamed>() -> Self
    where
        Op: BlockFold<X, Out: Streamed>,
        T: ComputedAs<X>,
        U: ComputedAs<Op::Out>,
    {
        Self::of::<X, Op>(FoldTable::of::<Folds<Op, X>, Op, X, T, U>())
    }

    /// The same with the loops of `Blocks`, which has no fields, and accumulators of which only the
    /// results of `Op` differ.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const fn sharing<Blocks, X: Streamed>() -> Self
    where
        Op: BlockFold<X, Acc = Blocks::Acc, Out: Streamed>,
        Blocks: BlockFold<X>,
        T: ComputedAs<X>,
        U: ComputedAs<Op::Out>,
    {
        Self::of::<X, Op>(FoldTable::of::<Sharing<Op, Blocks, X>, Op, X, T, U>())
    }

    /// The same with the loops of two exact folds without fields, one after the other.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const fn of_both<A, B, X: Lane>() -> Self
    where
        Op: BlockFold<X, Acc = [X; 2], Out: Streamed>,
        A: BlockFold<X, Acc = X>,
        B: BlockFold<X, Acc = X>,
        T: ComputedAs<X>,
        U: ComputedAs<Op::Out>,
    {
        Self::of::<X, Op>(FoldTable::of::<OfBoth<Op, A, B, X>, Op, X, T, U>())
    }

    /// The kernel that folds what an operation without fields makes of elements: numbers `Y`. The
    /// loops are those of `Blocks`.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const fn mapped<M, Blocks, Y>(map: &'static Kernel<M, (T,), (Y,)>) -> Self
    where
        Op: BlockFold<Y, Acc = Blocks::Acc, Out: Streamed>,
        Blocks: BlockFold<Y>,
        Y: Lane + ComputedAs<Y>,
        U: ComputedAs<Op::Out>,
    {
        const { assert!(size_of::<M>() == 0) };
        let fold = FoldTable::of::<Sharing<Op, Blocks, Y>, Op, Y, Y, U>();
        let way = Way::Mapped(MappedTable { map: &map.table, fold });
        Self { way, allows_empty: Op::ALLOWS_EMPTY, types: PhantomData }
    }

    const fn of<X: Value, Op2: BlockFold<X>>(table: FoldTable) -> Self {
        let (way, allows_empty) = (Way::Direct(Loops::Fold(table)), Op2::ALLOWS_EMPTY);
        Self { way, allows_empty, types: PhantomData }
    }

    /// The same kernel, for `Same`.
    ///
    /// # Safety
    /// Neither `Op` nor `Same` has fields.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const unsafe fn for_same<Same>(&self) -> &ReduceKernel<Same, T, U> {
        // SAFETY: the layout is the same, and a pointer to a value without fields is one to any.
        unsafe { &*(&raw const *self).cast() }
    }

    /// The same kernel of a sum, with another way to many elements.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const fn or_small_sum(mut self, small_sum: Option<SmallSumTable>) -> Self {
        if let Way::Direct(Loops::Fold(table)) = self.way {
            self.way = Way::Direct(Loops::Fold(table.or_small_sum(small_sum)));
        }
        self
    }
}

#[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
impl<Op, T, U> ReduceKernel<Op, T, [U; 2]> {
    /// The kernel of pairs of results, with the loops of `Blocks`: see [`sharing`](Self::sharing).
    pub(crate) const fn sharing_for_pairs<Blocks, X: Lane>() -> Self
    where
        Op: BlockFold<X, Acc = Blocks::Acc, Out = [X; 2]>,
        Blocks: BlockFold<X>,
        T: ComputedAs<X>,
        U: ComputedAs<X>,
    {
        let table = FoldTable::of_pairs::<SharingForPairs<Op, Blocks, X>, Op, X, T, U, X>();
        Self::of::<X, Op>(table)
    }

    /// The kernel of pairs of results, with the loops of two folds: see [`of_both`](Self::of_both).
    pub(crate) const fn of_both_for_pairs<A, B, X: Lane>() -> Self
    where
        Op: BlockFold<X, Acc = [X; 2], Out = [X; 2]>,
        A: BlockFold<X, Acc = X>,
        B: BlockFold<X, Acc = X>,
        T: ComputedAs<X>,
        U: ComputedAs<X>,
    {
        let table = FoldTable::of_pairs::<OfBothForPairs<Op, A, B, X>, Op, X, T, U, X>();
        Self::of::<X, Op>(table)
    }
}

impl<Op, A: Element, U> ReduceKernel<Op, A, U> {
    /// Calls `f` with the kernel for elements that become `A` on the way: the same loops, which get
    /// converted elements.
    ///
    /// # Panics
    /// If this is no fold of elements as they are stored.
    pub fn with_elements<T: BecomesAccumulator<A>, R>(
        &self,
        f: impl FnOnce(&ReduceKernel<Op, T, U>) -> R,
    ) -> R {
        if T::DTYPE == A::DTYPE {
            // SAFETY: a dtype is one type, so `T` is `A`.
            return f(unsafe { &*(&raw const *self).cast() });
        }
        let Way::Direct(Loops::Fold(table)) = self.way else {
            panic!("a search in converted elements")
        };
        let way = Way::Direct(Loops::Fold(table.with_elements(T::DTYPE)));
        f(&ReduceKernel { way, allows_empty: self.allows_empty, types: PhantomData })
    }
}

impl<Op, T> ReduceKernel<Op, T, i64> {
    /// The kernel that finds the extreme of elements, compared as `X`. Results are places, counted
    /// in C order over the reduced axes.
    pub const fn search<X: Lane>() -> Self
    where
        Op: Search<X>,
        T: ComputedAs<X>,
    {
        Self {
            way: Way::Direct(Loops::Search(SearchTable::of::<Op, X, T>())),
            allows_empty: false,
            types: PhantomData,
        }
    }
}

/// A reduction of the catalogue on elements of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not reduce elements of type `{T}`",
    label = "no version for `{T}`",
    note = "its page lists the dtypes it has: convert with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait FoldUfunc<T>: Sized + 'static {
    /// The type of the results.
    type Out;
    /// The function's name.
    const NAME: &'static str;
    /// Returns the compiled loops.
    fn fold_kernel() -> &'static ReduceKernel<Self, T, Self::Out>;
}

/// A search of the catalogue for an extreme among elements of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not reduce elements of type `{T}`",
    label = "no version for `{T}`",
    note = "its page lists the dtypes it has: convert with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait SearchUfunc<T>: Sized + 'static {
    /// The type of the results, which are places.
    type Out;
    /// The function's name.
    const NAME: &'static str;
    /// Returns the compiled loops.
    fn search_kernel() -> &'static ReduceKernel<Self, T, Self::Out>;
}

/// Writes the reduction of `x` over `axes` into `out`, which has the other axes, in their order.
/// `name` is for errors.
///
/// # Errors
/// [`Error::OutputShape`] if `out` has another shape; [`Error::EmptyReduction`] if results would be
/// reductions of no elements, which the operation does not define. Nothing is written then.
pub fn reduce_into<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &ReduceKernel<Op, T, U>,
    op: &Op,
    x: StridedRef<'_, T>,
    axes: AxisSet,
    mut out: StridedRefMut<'_, U>,
) -> Result<()> {
    if !axes.leave(x.shape(), out.shape()) {
        return Err(Error::output_shape(name, &axes.removed_from(x.shape()), out.shape()));
    }
    check_not_empty(name, x.layout(), axes, kernel.allows_empty)?;
    let _call = profile::call(|| Facts::reduction::<T, U>(name, x.layout(), out.layout()));
    let base = [x.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    let operands =
        Operands { x: (x.layout(), size_of::<T>()), axes, out: (out.layout(), size_of::<U>()) };
    // SAFETY: the operands have the kernel's types, and `out` the right shape. They are views, so
    // that their elements exist, and borrowed, the output exclusively. `Op` is the kernel's,
    // and `Sync`.
    unsafe { execute(&kernel.way, RawCall::new(base, (&raw const *op).cast()), operands) }
}

/// Returns the reduction of `x` over all axes.
///
/// # Errors
/// [`Error::EmptyReduction`] if `x` is empty, and the operation does not define the reduction of no
/// elements.
#[inline]
pub fn reduce_all<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &ReduceKernel<Op, T, U>,
    op: &Op,
    x: StridedRef<'_, T>,
) -> Result<U> {
    let (mut result, len, layout) = (U::ZERO, x.len(), x.layout());
    let stride = match layout.strides() {
        _ if layout.is_contiguous() => Some(1),
        &[stride] => Some(stride),
        _ => None,
    };
    if let Some(stride) = stride
        && len > 0
        && let Way::Direct(loops) = &kernel.way
    {
        let _call = profile::call(|| Facts::reduction::<T, U>(name, layout, &Layout::scalar()));
        let base = [x.as_ptr().cast_mut().cast(), (&raw mut result).cast()];
        let op = (&raw const *op).cast();
        // The byte strides of elements that exist fit.
        let stride = stride.wrapping_mul(size_of::<T>() as isize);
        // SAFETY: as for `reduce_into`; the elements are a line, at least one.
        if unsafe { small::execute_line(loops, op, base, len, stride, layout) } {
            return Ok(result);
        }
    }
    let out = StridedRefMut::new(core::slice::from_mut(&mut result), const { &Layout::scalar() });
    reduce_into(name, kernel, op, x, AxisSet::all(x.ndim()), out)?;
    Ok(result)
}

/// Returns the reduction of `x` over `axes`, in new memory in C order.
///
/// # Errors
/// Those of [`reduce_into`]; [`Error::Allocation`] if the results do not fit into memory.
pub fn reduce_new<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &ReduceKernel<Op, T, U>,
    op: &Op,
    x: StridedRef<'_, T>,
    axes: AxisSet,
) -> Result<(Layout, Buffer<U>)> {
    check_not_empty(name, x.layout(), axes, kernel.allows_empty)?;
    let layout = Layout::contiguous(&axes.removed_from(x.shape()))?;
    let _call =
        profile::call(|| Facts::reduction::<T, U>(name, x.layout(), &layout).into_new_memory());
    let mut out = UninitBuffer::<U>::new(layout.len())?;
    let base = [x.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    let operands =
        Operands { x: (x.layout(), size_of::<T>()), axes, out: (&layout, size_of::<U>()) };
    // SAFETY: as for `reduce_into`; a reduction writes every result.
    unsafe {
        execute(&kernel.way, RawCall::new(base, (&raw const *op).cast()), operands)?;
        Ok((layout, out.assume_init()))
    }
}

/// Returns an error if results would be reductions of no elements, which `allows_empty` permits.
fn check_not_empty(
    name: &'static str,
    x: &Layout,
    axes: AxisSet,
    allows_empty: bool,
) -> Result<()> {
    if allows_empty || !x.is_empty() {
        return Ok(());
    }
    let reduced_to_nothing = axes.iter().any(|axis| x.shape()[axis] == 0);
    if reduced_to_nothing && !axes.removed_from(x.shape()).contains(&0) {
        return Err(Error::empty_reduction(name, x.shape(), axes));
    }
    Ok(())
}

/// The operands without their types: layouts and element sizes, and the axes of `x` that are
/// reduced.
#[derive(Clone, Copy)]
struct Operands<'a> {
    x: (&'a Layout, usize),
    axes: AxisSet,
    out: (&'a Layout, usize),
}

/// Runs a reduction from the first address of `call` to the second.
///
/// # Errors
/// [`Error::Allocation`] if there is no memory for the intermediate results of threads.
///
/// # Safety
/// 1. The operands have the element types of the loops, and are valid for reads (input) and writes
///    (output).
/// 2. The output has the axes that are not reduced, and overlaps neither itself nor the input.
/// 3. The operation is that of the loops.
/// 4. A search that has results has elements.
unsafe fn execute(way: &Way, call: RawCall<2>, operands: Operands<'_>) -> Result<()> {
    // SAFETY: each callee requires what this function requires.
    unsafe {
        let loops = match way {
            Way::Direct(loops) => loops,
            Way::Mapped(table) => return mapped::execute(table, &call, operands),
        };
        if small::execute_matrix(loops, call.op(), call.base(), &operands) {
            return Ok(());
        }
        match loops {
            Loops::Fold(table) => fold::execute(table, &call, operands),
            Loops::Search(table) => search::execute(table, &call, operands),
        }
    }
}

/// The fewest elements of a reduction that are worth a thread.
const GRAIN: usize = 1 << 16;

/// Calls `f(first, count)` for each run of results along the innermost kept axis. The pieces for
/// threads, of which there are at most `pieces`, are cut at multiples of `granule` results.
fn for_each_kept_run(
    kept: &[LoopAxis<2>],
    pieces: usize,
    granule: usize,
    f: impl Fn(usize, usize) + Sync,
) {
    let results: usize = kept.iter().map(|axis| axis.len).product();
    let units = results.div_ceil(granule);
    let pieces = pieces.min(units);
    parallel::for_each_piece(pieces, |piece| {
        let bound = |piece: usize| (units * piece / pieces * granule).min(results);
        for_each_run(kept, bound(piece), bound(piece + 1), usize::MAX, &f);
    });
}

/// Calls `f(first, count)` for each run of results from `first` to `end - 1` along the innermost
/// kept axis, of at most `longest` results.
fn for_each_run<const N: usize>(
    kept: &[LoopAxis<N>],
    mut first: usize,
    end: usize,
    longest: usize,
    mut f: impl FnMut(usize, usize),
) {
    let inner = kept.last().map_or(1, |axis| axis.len);
    while first < end {
        let count = (inner - first % inner).min(end - first).min(longest);
        f(first, count);
        first += count;
    }
}

/// The strides of input and output between neighbouring results of a run.
fn run_strides(kept: &[LoopAxis<2>]) -> [isize; 2] {
    kept.last().map_or([0; 2], |axis| axis.strides)
}
