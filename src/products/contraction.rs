//! Products of arrays of any number of axes, which become products of matrices.

use crate::call::Call;
use crate::operand::Read;
use crate::{Array, ArrayView, ArrayViewMut, Element, Result, ops};
use tightloop_array_core::{AxisSet, Error, Layout, Strided, StridedMut};
use tightloop_dispatch::gemm::{self, GemmElement};
use tightloop_dispatch::{DotElement, MappedFold, copy_into, copy_new};

/// A product whose axes are in order, and fit each other. There are four kinds of axes: those of
/// the stack, which both operands and the result have; rows, of the left operand and the result;
/// contracted ones, of both operands; and columns, of the right operand and the result.
pub(super) struct Contraction<'a, T> {
    /// The name of the function, for errors.
    pub(super) name: &'static str,
    /// The left operand: the stack, rows, contracted axes.
    pub(super) a: Strided<'a, T>,
    /// The right operand: the stack, contracted axes, columns. Axes of the stack may have length 1
    /// in either operand.
    pub(super) b: Strided<'a, T>,
    /// The number of axes of the stack.
    pub(super) stack: usize,
    /// The number of contracted axes.
    pub(super) contracted: usize,
}

impl<T: GemmElement<Out = T> + DotElement> Contraction<'_, T> {
    /// Writes the result into `out`: the stack, rows, columns.
    ///
    /// Without rows and columns, it is sums of products, and without contracted axes, products of
    /// elements. The way depends on the kinds of axes alone, not on their strides, and so do bits.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`] if there is no memory to work with.
    pub(super) fn write(&self, out: StridedMut<'_, T>) -> Result<()> {
        let rows = self.a.ndim() - self.stack - self.contracted;
        let columns = self.b.ndim() - self.stack - self.contracted;
        if out.is_empty() {
            Ok(())
        } else if self.contracted == 0 {
            self.write_elementwise(rows, columns, out)
        } else if rows == 0 && columns == 0 {
            self.write_sums(out)
        } else {
            self.write_matrices(rows, out)
        }
    }

    fn write_elementwise(&self, rows: usize, columns: usize, out: StridedMut<'_, T>) -> Result<()> {
        let a = (0..columns).try_fold(self.a, |a, _| a.insert_axis(a.ndim()))?;
        let b = (0..rows).try_fold(self.b, |b, _| b.insert_axis(self.stack))?;
        Call::step(self.name, &ops::Multiply, T::product())
            .write((Read(&ArrayView(a)), Read(&ArrayView(b))), ArrayViewMut(out))
    }

    fn write_sums(&self, mut out: StridedMut<'_, T>) -> Result<()> {
        let axes = AxisSet::from_iter(self.stack..self.stack + self.contracted);
        Call::step(self.name, &ops::Multiply, T::multiply_wide()).write_reduced(
            MappedFold::new(T::sum_wide(), &ops::Sum),
            (Read(&ArrayView(self.a)), Read(&ArrayView(self.b))),
            axes,
            out.by_mut(),
        )
    }

    fn write_matrices(&self, rows: usize, mut out: StridedMut<'_, T>) -> Result<()> {
        let (mut copy_of_a, mut copy_of_b) = (None, None);
        let a = matrices(self.a, self.stack, rows, &mut copy_of_a)?;
        let b = matrices(self.b, self.stack, self.contracted, &mut copy_of_b)?;
        let shape = matrix_shape(out.shape(), self.stack, rows);
        if out.layout().reshaped(&shape).is_ok() {
            return gemm::matmul_into(a.by_ref(), b.by_ref(), out.reshape(&shape)?.by_mut());
        }
        // The rows, or the columns, are not neighbours in the output.
        let (shape, buffer) = gemm::matmul_new(a, b)?;
        let result = Array::from_parts(Layout::contiguous(&shape)?, buffer);
        let result = result.into_shape(out.shape())?;
        copy_into(self.name, result.by_ref(), out.by_mut())
    }
}

/// The shape in which all axes behind the stack become two: the first few of them, and the rest.
fn matrix_shape(shape: &[usize], stack: usize, first: usize) -> Vec<usize> {
    let (stack, axes) = shape.split_at(stack);
    let (first, rest) = axes.split_at(first);
    // Other axes may have length 0, and then the lengths of these are not checked.
    let len = |axes: &[usize]| axes.iter().fold(1, |len: usize, &axis| len.saturating_mul(axis));
    [stack, &[len(first), len(rest)]].concat()
}

/// Returns the operand as a stack of matrices. If no strides can do it, the copy is kept in `copy`.
fn matrices<'a, T: Element>(
    x: Strided<'a, T>,
    stack: usize,
    rows: usize,
    copy: &'a mut Option<Array<T>>,
) -> Result<Strided<'a, T>> {
    let shape = matrix_shape(x.shape(), stack, rows);
    match x.reshape(&shape) {
        Err(Error::ReshapeNeedsCopy { .. }) => {
            let (layout, buffer) = copy_new(x.by_ref())?;
            copy.insert(Array::from_parts(layout, buffer)).view().0.reshape(&shape)
        }
        matrices => matrices,
    }
}
