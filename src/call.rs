//! How every elementwise function runs: a kernel, the parameters of its operation, and operands of
//! the types of the kernel.

use crate::bounds::Promote;
use crate::operand::Written;
use crate::reductions::{Axes, with_dims};
use crate::{Array, ArrayView, ArrayViewMut, Element, Output, Result};
use tightloop_array_core::{AxisSet, Buffer, Layout, StridedRefMut};
use tightloop_dispatch::{
    Append, Arguments, Destinations, Kernel, Lend, LendMut, MappedFold, Results, Ufunc, map_assign,
    map_at, map_at_with, map_into, map_masked_assign, map_masked_into, map_new, mapped_shape,
    reduce_mapped_all, reduce_mapped_into,
};

/// A call of an operation, with its kernel from elements of types `In` to elements of types `Out`.
pub(crate) struct Call<'a, Op, In, Out> {
    /// The name of the operation, for errors.
    name: &'static str,
    kernel: &'a Kernel<Op, In, Out>,
    op: &'a Op,
}

impl<'a, In: 'static, Op: Ufunc<In, Out: 'static>> Call<'a, Op, In, Op::Out> {
    /// A call of an operation of the catalogue.
    #[inline(always)]
    pub(crate) fn ufunc(op: &'a Op) -> Self {
        Call { name: Op::NAME, kernel: Op::kernel(), op }
    }
}

/// Calls `f` with a call of an operation of the catalogue on two operands, with elements of `T` and
/// `U`, and of the typing `A` and `B`.
#[inline(always)]
pub(crate) fn promoted<T: Promote<U, A, B>, U: Element, A, B, Op: Ufunc<(T::To, T::To)>, R>(
    op: &Op,
    f: impl FnOnce(Call<'_, Op, (T, U), Op::Out>) -> R,
) -> R {
    T::with_kernel(Op::kernel(), |kernel| f(Call { name: Op::NAME, kernel, op }))
}

impl<'a, Op, In, Out> Call<'a, Op, In, Out> {
    /// A call of one of the steps of a function, which has this name.
    pub(crate) fn step(name: &'static str, op: &'a Op, kernel: &'a Kernel<Op, In, Out>) -> Self {
        Call { name, kernel, op }
    }

    /// A call of an expression.
    #[inline(always)]
    pub(crate) fn expression(op: &'a Op, kernel: &'a Kernel<Op, In, Out>) -> Self {
        Call { name: "lazy", ..Self::user(op, kernel) }
    }

    /// A call of a user's operation.
    #[inline(always)]
    pub(crate) fn user(op: &'a Op, kernel: &'a Kernel<Op, In, Out>) -> Self {
        kernel.check_inlining(op);
        Call { name: core::any::type_name::<Op>(), kernel, op }
    }
}

impl<Op: Send + Sync, In, Y: Element> Call<'_, Op, In, (Y,)> {
    /// Returns the result, in a new array.
    #[inline]
    pub(crate) fn new_array(self, inputs: impl Arguments<In>) -> Result<Array<Y>>
    where
        (Y,): Results<Buffers = Buffer<Y>>,
    {
        let mut layout = Layout::scalar();
        let buffer = map_new(self.name, self.kernel, self.op, &inputs, &mut layout)?;
        Ok(Array::from_parts(layout, buffer))
    }

    /// Writes the result into `output`.
    #[inline(always)]
    pub(crate) fn write(
        self,
        inputs: impl Arguments<In>,
        mut output: impl Output<Y>,
    ) -> Result<()> {
        map_into(self.name, self.kernel, self.op, &inputs, &mut (Written(&mut output),))
    }

    /// Writes the result for `x` and `others` over `x`.
    #[inline(always)]
    pub(crate) fn assign<Rest>(
        self,
        mut x: impl Output<Y>,
        others: impl Arguments<Rest>,
    ) -> Result<()>
    where
        (Y,): Append<Rest, All = In>,
    {
        map_assign(self.name, self.kernel, self.op, &mut Written(&mut x), &others)
    }

    /// Writes the result for `x` and `others` over `x` where `mask` is true.
    pub(crate) fn assign_masked<Rest>(
        self,
        x: &mut impl LendMut<Y>,
        others: &impl Arguments<Rest>,
        mask: &impl Lend<bool>,
    ) -> Result<()>
    where
        (Y,): Append<Rest, All = In>,
    {
        map_masked_assign(self.name, self.kernel, self.op, x, others, mask)
    }
}

impl<Op: Send + Sync, In, Y: Element> Call<'_, Op, In, (Y,)> {
    /// Returns the reduction of the results along axes.
    pub(crate) fn reduced<F: Send + Sync, U: Element, A: Axes>(
        self,
        fold: MappedFold<'_, Op, In, F, Y, U>,
        inputs: impl Arguments<In>,
        axes: A,
    ) -> Result<Array<U>> {
        let shape = mapped_shape(self.name, &inputs)?;
        let axes = axes.axes(self.name, shape.len())?;
        let mut out = Array::zeros(&axes.removed_from(&shape))?;
        let map = (self.kernel, self.op);
        reduce_mapped_into(self.name, map, fold, &inputs, axes, out.by_mut())?;
        with_dims::<A, U>(out, &shape, axes)
    }

    /// Writes the reduction of the results along axes, which `out` does not have.
    pub(crate) fn write_reduced<F: Send + Sync, U: Element>(
        self,
        fold: MappedFold<'_, Op, In, F, Y, U>,
        inputs: impl Arguments<In>,
        axes: AxisSet,
        out: StridedRefMut<'_, U>,
    ) -> Result<()> {
        reduce_mapped_into(self.name, (self.kernel, self.op), fold, &inputs, axes, out)
    }

    /// Returns the reduction of all results.
    pub(crate) fn reduced_to_one<F: Send + Sync, U: Element>(
        self,
        fold: MappedFold<'_, Op, In, F, Y, U>,
        inputs: impl Arguments<In>,
    ) -> Result<U> {
        reduce_mapped_all(self.name, (self.kernel, self.op), fold, &inputs)
    }
}

impl<Op: Send + Sync, In, Out> Call<'_, Op, In, Out> {
    /// Writes the results into `outputs` where `mask` is true.
    pub(crate) fn write_masked(
        self,
        inputs: &impl Arguments<In>,
        mask: &impl Lend<bool>,
        outputs: &mut impl Destinations<Out>,
    ) -> Result<()> {
        map_masked_into(self.name, self.kernel, self.op, inputs, mask, outputs)
    }
}

impl<Op: Send + Sync, T: Element> Call<'_, Op, (T,), (T,)> {
    /// Writes the results for elements of `x` at lists of indices over them.
    pub(crate) fn at(self, x: &mut ArrayViewMut<'_, T>, lists: &[&[i64]]) -> Result<()> {
        map_at(self.name, self.kernel, self.op, &mut x.0, lists)
    }
}

impl<Op: Send + Sync, T: Element, U: Element> Call<'_, Op, (T, U), (T,)> {
    /// Writes the results for elements of `x` at lists of indices, and those of `y`, over those of
    /// `x`.
    pub(crate) fn at_with(
        self,
        x: &mut ArrayViewMut<'_, T>,
        lists: &[&[i64]],
        y: ArrayView<'_, U>,
    ) -> Result<()> {
        map_at_with(self.name, self.kernel, self.op, &mut x.0, lists, &y.0)
    }
}

impl<Op: Send + Sync, In, Y: Element, Z: Element> Call<'_, Op, In, (Y, Z)> {
    /// Returns both results, in new arrays.
    #[inline]
    pub(crate) fn new_arrays(self, inputs: impl Arguments<In>) -> Result<(Array<Y>, Array<Z>)> {
        let mut layout = Layout::scalar();
        let (y, z) = map_new(self.name, self.kernel, self.op, &inputs, &mut layout)?;
        Ok((Array::from_parts(layout, y), Array::from_parts(layout, z)))
    }

    /// Writes each result into its output.
    #[inline(always)]
    pub(crate) fn write_both(
        self,
        inputs: impl Arguments<In>,
        mut first: impl Output<Y>,
        mut second: impl Output<Z>,
    ) -> Result<()> {
        map_into(
            self.name,
            self.kernel,
            self.op,
            &inputs,
            &mut (Written(&mut first), Written(&mut second)),
        )
    }
}
