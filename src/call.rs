//! How every elementwise function runs: a kernel, the parameters of its operation, and operands of
//! the types of the kernel.

use crate::operand::Written;
use crate::{Array, Element, Output, Result};
use tightloop_array_core::{Buffer, Layout};
use tightloop_dispatch::{
    Append, Arguments, Kernel, Results, Ufunc, map_assign, map_into, map_new,
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

impl<'a, Op, In, Out> Call<'a, Op, In, Out> {
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
