//! Scans along an axis.

use crate::level::{Compiled, Level, PerLevel};
use crate::parallel::{self, Shared};
use core::marker::PhantomData;
use tightloop_array_core::{
    Buffer, Element, Error, Layout, Plan, Result, Run, Stream, Strided, StridedMut, UninitBuffer,
};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{self, ScanFn};
use tightloop_kernels::op::Fold;
use tightloop_kernels::{Stored, Value};

/// The loops of one scan, for every level.
#[derive(Clone, Copy, Debug)]
struct ScanTable {
    lines: PerLevel<ScanFn>,
    columns: PerLevel<ScanFn>,
}

/// The scan by `Op` of elements of type `T` to elements of type `U`.
pub struct ScanKernel<Op, T, U> {
    table: ScanTable,
    types: PhantomData<fn(&Op, T) -> U>,
}

impl<Op, T, U> ScanKernel<Op, T, U> {
    /// The kernel that folds elements as values `X`.
    pub const fn scan<X: Value>() -> Self
    where
        Op: Fold<X>,
        T: Stored<X>,
        U: Stored<Op::Out>,
    {
        Self {
            table: ScanTable {
                lines: PerLevel::of::<Lines<Op, X, T, U>>(),
                columns: PerLevel::of::<Columns<Op, X, T, U>>(),
            },
            types: PhantomData,
        }
    }
}

/// The loop of one scan along lines, to be compiled for each level.
struct Lines<Op, X, T, U>(PhantomData<fn(Op, X, T) -> U>);

impl<S: Isa, Op: Fold<X>, X: Value, T: Stored<X>, U: Stored<Op::Out>> Compiled<S, ScanFn>
    for Lines<Op, X, T, U>
{
    const ENTRY: ScanFn = loops::scan_lines::<Op, X, T, U>;
}

/// The loop of one scan down columns, to be compiled for each level.
struct Columns<Op, X, T, U>(PhantomData<fn(Op, X, T) -> U>);

impl<S: Isa, Op: Fold<X>, X: Value, T: Stored<X>, U: Stored<Op::Out>> Compiled<S, ScanFn>
    for Columns<Op, X, T, U>
{
    const ENTRY: ScanFn = loops::scan_columns::<S, Op, X, T, U>;
}

/// A scan of the catalogue on elements of type `T`.
pub trait ScanUfunc<T>: Sized + 'static {
    /// The type of the results.
    type Out;
    /// The name of the function.
    const NAME: &'static str;
    /// The compiled loops.
    fn scan_kernel() -> &'static ScanKernel<Self, T, Self::Out>;
}

/// Writes the scan of `x` along `axis`, which it has, into `out`. `name` is for errors.
///
/// # Errors
/// [`Error::OutputShape`] where `out` has another shape than `x`. Nothing is written then.
pub fn scan_into<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &ScanKernel<Op, T, U>,
    op: &Op,
    x: Strided<'_, T>,
    axis: usize,
    out: &mut StridedMut<'_, U>,
) -> Result<()> {
    if x.shape() != out.shape() {
        return Err(Error::output_shape(name, x.shape(), out.shape()));
    }
    let base = [x.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    // SAFETY: the operands have the kernel's types, are views that were checked when they were made, and borrowed; the
    // output exclusively. The operation is the kernel's, and may be used from any thread.
    unsafe {
        let call = Shared::new(base, (&raw const *op).cast());
        execute(&kernel.table, &call, axis, (x.layout(), size_of::<T>()), (out.layout(), size_of::<U>()))
    }
}

/// The scan of `x` along `axis`, which it has, in new memory in C order.
///
/// # Errors
/// [`Error::Allocation`] where the results do not fit into memory.
pub fn scan_new<Op: Send + Sync, T: Element, U: Element>(
    kernel: &ScanKernel<Op, T, U>,
    op: &Op,
    x: Strided<'_, T>,
    axis: usize,
) -> Result<(Layout, Buffer<U>)> {
    let layout = Layout::contiguous(x.shape())?;
    let mut out = UninitBuffer::<U>::new(layout.len())?;
    let base = [x.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    // SAFETY: as for `scan_into`; each element is written.
    unsafe {
        let call = Shared::new(base, (&raw const *op).cast());
        execute(&kernel.table, &call, axis, (x.layout(), size_of::<T>()), (&layout, size_of::<U>()))?;
        Ok((layout, out.assume_init()))
    }
}

/// The elements that a piece of a scan should at least have to be worth a thread.
const GRAIN: usize = 1 << 15;

/// Runs a scan over layouts and element sizes of the input and the output.
///
/// # Safety
/// The operands have the element types of the table and are valid for reads and writes; the output overlaps neither itself nor the input,
/// or is the input. The operation is that of the table.
unsafe fn execute(
    table: &ScanTable,
    call: &Shared<2>,
    axis: usize,
    (x, x_size): (&Layout, usize),
    (out, out_size): (&Layout, usize),
) -> Result<()> {
    if x.is_empty() {
        return Ok(());
    }
    let len = x.shape()[axis];
    // Wraps only where there is one step, which is not taken.
    let along = [(x, x_size), (out, out_size)]
        .map(|(layout, size)| layout.strides()[axis].wrapping_mul(size as isize));
    let (x_kept, out_kept) = (x.subview(axis, 0)?, out.subview(axis, 0)?);
    let plan = Plan::new(x_kept.shape(), [(&x_kept, x_size), (&out_kept, out_size)]);
    let (lines, columns) = (table.lines.at(Level::current()), table.columns.at(Level::current()));
    let split = plan.split(parallel::pieces(x.len(), GRAIN), GRAIN.div_ceil(len), 64);
    parallel::for_each_piece(split.count(), |piece| {
        split.piece(piece).for_each_run(call.base(), |run| {
            let [x, out] = [run.streams[0], run.streams[1]];
            let side_by_side = x.stride == x_size as isize && out.stride == out_size as isize && run.len > 1;
            for row in 0..run.rows {
                let start =
                    |stream: Stream| stream.ptr.wrapping_offset(stream.row_stride.wrapping_mul(row as isize));
                let stream = |k: usize, stream: Stream| {
                    let (stride, row_stride) =
                        if side_by_side { (stream.stride, along[k]) } else { (along[k], stream.stride) };
                    Stream { ptr: start(stream), stride, row_stride }
                };
                let streams = [stream(0, x), stream(1, out)];
                // SAFETY: the caller's promise, for the sequences that the plan walks; pieces are disjoint.
                unsafe {
                    if side_by_side {
                        columns(call.op(), &Run { len: run.len, rows: len, streams: &streams });
                    } else {
                        lines(call.op(), &Run { len, rows: run.len, streams: &streams });
                    }
                }
            }
        });
    });
    Ok(())
}
