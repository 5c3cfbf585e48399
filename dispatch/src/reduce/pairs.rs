//! Reductions with two results each.

use super::{Operands, ReduceKernel, check_not_empty, execute};
use crate::parallel::RawCall;
use crate::profile::{self, Facts};
use tightloop_array_core::{
    AxisSet, Buffer, Element, Error, Layout, Result, StridedRef, UninitBuffer,
};

/// Checks an output for one of the results of the reduction of `x` over `axes`. `name` is for
/// errors.
///
/// # Errors
/// Those of [`reduce_into`](super::reduce_into).
pub fn check_pairs<Op, T, U>(
    name: &'static str,
    kernel: &ReduceKernel<Op, T, [U; 2]>,
    x: StridedRef<'_, T>,
    axes: AxisSet,
    shape: &[usize],
) -> Result<()> {
    if !axes.leave(x.shape(), shape) {
        return Err(Error::output_shape(name, &axes.removed_from(x.shape()), shape));
    }
    check_not_empty(name, x.layout(), axes, kernel.allows_empty)
}

/// Returns both results of the reduction of `x` over `axes`, in new memory: a row of two for each
/// pair, in C order. `name` is for errors.
///
/// # Errors
/// Those of [`reduce_new`](super::reduce_new).
pub fn reduce_pairs_new<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &ReduceKernel<Op, T, [U; 2]>,
    op: &Op,
    x: StridedRef<'_, T>,
    axes: AxisSet,
) -> Result<(Layout, Buffer<U>)> {
    check_not_empty(name, x.layout(), axes, kernel.allows_empty)?;
    let results = Layout::contiguous(&axes.removed_from(x.shape()))?;
    let all = Layout::contiguous(&[results.len(), 2])?;
    let _call =
        profile::call(|| Facts::reduction::<T, U>(name, x.layout(), &all).into_new_memory());
    let mut out = UninitBuffer::<U>::new(all.len())?;
    let base = [x.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    let operands =
        Operands { x: (x.layout(), size_of::<T>()), axes, out: (&results, size_of::<[U; 2]>()) };
    // SAFETY: as for `reduce_new`; a result is a pair of the kernel's output type.
    unsafe {
        execute(&kernel.way, RawCall::new(base, (&raw const *op).cast()), operands)?;
        Ok((all, out.assume_init()))
    }
}
