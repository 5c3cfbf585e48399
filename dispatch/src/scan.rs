//! Scans along an axis, such as cumulative sums.

use crate::accumulators::BecomesAccumulator;
use crate::kernel::OperandType;
use crate::level::{Compiled, Level, PerLevel};
use crate::parallel::{self, RawCall};
use crate::profile::{self, Facts, Path};
use core::marker::PhantomData;
use tightloop_array_core::{
    Buffer, Element, Error, Layout, Plan, Result, Run, Stream, StridedRef, StridedRefMut,
    UninitBuffer,
};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{ScanKernels, StoredScan, scan_columns, scan_lines};
use tightloop_kernels::op::Fold;
use tightloop_kernels::{ComputedAs, Streamed};

/// The compiled parts of one scan, per level, and the types of its elements and results.
#[derive(Clone, Copy, Debug)]
struct ScanTable {
    kernels: PerLevel<ScanKernels>,
    input: OperandType,
    output: OperandType,
}

/// The scan by `Op` of elements of type `T` to elements of type `U`.
#[repr(transparent)]
pub struct ScanKernel<Op, T, U> {
    table: ScanTable,
    types: PhantomData<fn(&Op, T) -> U>,
}

impl<Op, T, U> ScanKernel<Op, T, U> {
    /// The kernel that folds elements as values `X`.
    pub const fn scan<X: Streamed>() -> Self
    where
        Op: Fold<X, Out: Streamed>,
        T: ComputedAs<X>,
        U: ComputedAs<Op::Out>,
    {
        Self {
            table: ScanTable {
                kernels: PerLevel::of::<Scan<Op, X>>(),
                input: OperandType::of::<T, X>(),
                output: OperandType::of::<U, Op::Out>(),
            },
            types: PhantomData,
        }
    }
}

impl<Op, A: Element, U> ScanKernel<Op, A, U> {
    /// Calls `f` with the kernel for elements that become `A` on the way: the same loops, which get
    /// converted elements.
    ///
    /// # Panics
    /// If this is no scan of elements as they are stored.
    pub fn with_elements<T: BecomesAccumulator<A>, R>(
        &self,
        f: impl FnOnce(&ScanKernel<Op, T, U>) -> R,
    ) -> R {
        let input = if T::DTYPE == A::DTYPE {
            self.table.input
        } else {
            self.table.input.reached_from(T::DTYPE)
        };
        f(&ScanKernel { table: ScanTable { input, ..self.table }, types: PhantomData })
    }
}

impl<Op, T, U> ScanKernel<Op, T, U> {
    /// The same kernel, for `Same`.
    ///
    /// # Safety
    /// Neither `Op` nor `Same` has fields.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const unsafe fn for_same<Same>(&self) -> &ScanKernel<Same, T, U> {
        // SAFETY: the layout is the same, and a pointer to a value without fields is one to any.
        unsafe { &*(&raw const *self).cast() }
    }
}

/// The parts of one scan, compiled per level.
struct Scan<Op, X>(PhantomData<fn(Op, X)>);

impl<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed> Compiled<S, ScanKernels> for Scan<Op, X> {
    const ENTRY: ScanKernels = ScanKernels::new::<S, Op, X>();
}

/// A scan of the catalogue on elements of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not reduce elements of type `{T}`",
    label = "no version for `{T}`",
    note = "its page lists the dtypes it has: convert with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait ScanUfunc<T>: Sized + 'static {
    /// The type of the results.
    type Out;
    /// The function's name.
    const NAME: &'static str;
    /// Returns the compiled loops.
    fn scan_kernel() -> &'static ScanKernel<Self, T, Self::Out>;
}

/// Writes the scan of `x` along `axis`, one of its axes, into `out`. `name` is for errors.
///
/// # Errors
/// [`Error::OutputShape`] if `out` has another shape than `x`. Nothing is written then.
pub fn scan_into<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &ScanKernel<Op, T, U>,
    op: &Op,
    x: StridedRef<'_, T>,
    axis: usize,
    mut out: StridedRefMut<'_, U>,
) -> Result<()> {
    if x.shape() != out.shape() {
        return Err(Error::output_shape(name, x.shape(), out.shape()));
    }
    let _call = profile::call(|| Facts::reduction::<T, U>(name, x.layout(), out.layout()));
    let base = [x.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    // SAFETY: the operands have the kernel's types and one shape. They are views, so that their
    // elements exist, and borrowed, the output exclusively. `Op` is the kernel's, and `Sync`.
    unsafe {
        let call = RawCall::new(base, (&raw const *op).cast());
        execute(
            &kernel.table,
            &call,
            axis,
            (x.layout(), size_of::<T>()),
            (out.layout(), size_of::<U>()),
        )
    }
}

/// Returns the scan of `x` along `axis`, one of its axes, in new memory in C order. `name` is for
/// the profiler.
///
/// # Errors
/// [`Error::Allocation`] if the results do not fit into memory.
pub fn scan_new<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &ScanKernel<Op, T, U>,
    op: &Op,
    x: StridedRef<'_, T>,
    axis: usize,
) -> Result<(Layout, Buffer<U>)> {
    let layout = Layout::contiguous(x.shape())?;
    let _call =
        profile::call(|| Facts::reduction::<T, U>(name, x.layout(), &layout).into_new_memory());
    let mut out = UninitBuffer::<U>::new(layout.len())?;
    let base = [x.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    // SAFETY: as for `scan_into`; a scan writes every element of its output.
    unsafe {
        let call = RawCall::new(base, (&raw const *op).cast());
        execute(
            &kernel.table,
            &call,
            axis,
            (x.layout(), size_of::<T>()),
            (&layout, size_of::<U>()),
        )?;
        Ok((layout, out.assume_init()))
    }
}

/// The fewest elements of a scan that are worth a thread.
const GRAIN: usize = 1 << 15;

/// Runs a scan over layouts and element sizes of the input and the output.
///
/// # Safety
/// The operands have the element types of the table and are valid for reads and writes; the output
/// overlaps neither itself nor the input, or is the input. The operation is that of the table.
unsafe fn execute(
    table: &ScanTable,
    call: &RawCall<2>,
    axis: usize,
    (x, x_size): (&Layout, usize),
    (out, out_size): (&Layout, usize),
) -> Result<()> {
    if x.is_empty() {
        return Ok(());
    }
    let len = x.shape()[axis];
    // Wraps only on an axis of length 1, along which nothing moves.
    let along = [(x, x_size), (out, out_size)]
        .map(|(layout, size)| layout.strides()[axis].wrapping_mul(size as isize));
    let (x_kept, out_kept) = (x.subview(axis, 0)?, out.subview(axis, 0)?);
    let plan = Plan::new(x_kept.shape(), [(&x_kept, x_size), (&out_kept, out_size)]);
    let level = Level::current();
    let (kernels, input, output) =
        (table.kernels.at(level), table.input.input_of(level, x), table.output.output(level));
    profile::path(|| if along[0] == x_size as isize { Path::Lines } else { Path::Columns });
    let split =
        plan.split(parallel::pieces(x.len(), GRAIN), GRAIN.div_ceil(len), parallel::GRANULE);
    parallel::for_each_piece(split.count(), |piece| {
        let scan = StoredScan { kernels: &kernels, op: call.op(), input, output };
        split.piece(piece).for_each_run(call.base(), |run| {
            let [x, out] = [run.streams[0], run.streams[1]];
            let side_by_side =
                x.stride == x_size as isize && out.stride == out_size as isize && run.len > 1;
            for row in 0..run.rows {
                let start = |stream: Stream| {
                    stream.ptr.wrapping_offset(stream.row_stride.wrapping_mul(row as isize))
                };
                let stream = |k: usize, stream: Stream| {
                    let (stride, row_stride) = if side_by_side {
                        (stream.stride, along[k])
                    } else {
                        (along[k], stream.stride)
                    };
                    Stream { ptr: start(stream), stride, row_stride }
                };
                let streams = [stream(0, x), stream(1, out)];
                // SAFETY: by this function's contract; the plan walks each sequence once, and
                // pieces have sequences of their own. The CPU has the level.
                unsafe {
                    if side_by_side {
                        scan_columns(&scan, &Run::new(run.len, len, &streams));
                    } else {
                        scan_lines(&scan, &Run::new(len, run.len, &streams));
                    }
                }
            }
        });
    });
    Ok(())
}
