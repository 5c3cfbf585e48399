//! Stacks of products, by NumPy's rules for the axes of `matmul`.

use super::{Multiplies, Packs};
use crate::level::Level;
use crate::profile::Facts;
use core::marker::PhantomData;
use core::ops::Range;
use tightloop_array_core::{
    DType, Element, Error, Layout, Result, Shape, Strided, broadcast_shapes,
};
use tightloop_kernels::gemm::{Epilogue, Gemm, Matrix, MatrixMut, Reading, Run};

/// Problems of the same shape, at regular distances in memory. Elements are `R` in A and B, and `C`
/// in C.
pub(super) struct Stack<'a, C, R> {
    /// The problem at index `[0, 0, ..]`. It is transposed if need be: a product with few rows
    /// has few columns instead, and no other is [by rows](Gemm::is_by_rows). If an operand is
    /// packed, it is the left one.
    pub(super) first: Gemm<C, R>,
    /// The length of each axis of the stack.
    shape: &'a [usize],
    /// The distance between neighbours along each of these axes, in A, B, C and what is added to C.
    strides: [&'a [isize]; 4],
}

impl<'a, C: Element, R: Multiplies<C>> Stack<'a, C, R> {
    /// The stack of a single problem.
    #[inline]
    pub(super) fn one(problem: Gemm<C, R>) -> Self {
        Self::new(problem, &[], [&[]; 4])
    }

    /// The stack that begins with `first`, with strides of A, B, C and what is added to C.
    fn new(first: Gemm<C, R>, shape: &'a [usize], [a, b, c, addend]: [&'a [isize]; 4]) -> Self {
        let transposed = if first.a.is_packed || first.b.is_packed {
            first.b.is_packed
        } else {
            match (first.has_few_columns(), first.t().has_few_columns()) {
                (false, false) => first.is_by_rows(),
                (has_few, _) => !has_few,
            }
        };
        let strides = if transposed { [b, a, c, addend] } else { [a, b, c, addend] };
        Stack { first: if transposed { first.t() } else { first }, shape, strides }
    }

    /// The number of problems.
    #[inline]
    pub(super) fn count(&self) -> usize {
        self.shape.iter().product()
    }

    /// Calls `f` with the problems of a range, counted in C order, in runs along the last axis.
    #[inline]
    pub(super) fn for_each_run(&self, places: Range<usize>, mut f: impl FnMut(&Run<'_, C, R>)) {
        let Some((&inner, outer)) = self.shape.split_last() else {
            return f(&Run::one(&self.first));
        };
        let (mut place, step) = (places.start, self.strides.map(|strides| strides[outer.len()]));
        while place < places.end {
            let (mut first, mut rest) = (self.first, place / inner);
            for (axis, &len) in outer.iter().enumerate().rev() {
                first.move_by(self.strides.map(|strides| strides[axis]), rest % len);
                rest /= len;
            }
            first.move_by(step, place % inner);
            let count = (inner - place % inner).min(places.end - place);
            f(&Run { first: &first, step, count });
            place += count;
        }
    }
}

/// An operand of a product, whose elements are read as `R`.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a, R> {
    /// The type of the elements.
    dtype: DType,
    ptr: *const R,
    layout: Layout,
    reading: Reading,
    /// The level whose tiles it is packed for, if it is.
    packed_for: Option<Level>,
    elements: PhantomData<&'a [R]>,
}

impl<'a, R: Packs> Side<'a, R> {
    /// The operand that a view shows.
    pub(super) fn new<T: Element>(x: Strided<'a, T>, reading: Reading) -> Self {
        let (dtype, ptr, layout) = (T::DTYPE, x.as_ptr().cast(), *x.layout());
        Side { dtype, ptr, layout, reading, packed_for: None, elements: PhantomData }
    }

    /// A matrix of elements of this type and this layout that is packed for a level.
    ///
    /// # Safety
    /// It is valid for reads as long as `'a`.
    pub(super) unsafe fn packed(
        dtype: DType,
        matrix: Matrix<R>,
        layout: Layout,
        level: Level,
    ) -> Self {
        let Matrix { ptr, reading, .. } = matrix;
        Side { dtype, ptr, layout, reading, packed_for: Some(level), elements: PhantomData }
    }

    /// The same operand, with the axes of a matrix: this one is inserted if there is only one.
    fn with_axis(self, axis: usize) -> Result<Self> {
        let layout = self.layout;
        let layout = if layout.ndim() > 1 { layout } else { layout.with_axis_inserted(axis)? };
        Ok(Side { layout, ..self })
    }

    fn broadcast_to(self, shape: &[usize]) -> Result<Self> {
        Ok(Side { layout: self.layout.broadcast_to(shape)?, ..self })
    }

    /// The first matrix.
    fn matrix(&self) -> Matrix<R> {
        let &Side { ptr, reading, packed_for, .. } = self;
        let (_, &strides) = split(self.layout.strides());
        Matrix { is_packed: packed_for.is_some(), ..Matrix::new(ptr, strides).read(reading) }
    }
}

/// A product whose operands fit each other.
pub(super) struct Product<'a, R> {
    /// The shape of the result.
    pub(super) shape: Shape,
    /// Whether the left operand is a matrix, so that the result has rows.
    has_rows: bool,
    /// Whether the right operand is a matrix, so that the result has columns.
    has_cols: bool,
    /// The left operand, broadcast to the stack's axes, then the two of a matrix.
    a: Side<'a, R>,
    /// The right operand, likewise.
    b: Side<'a, R>,
}

impl<'a, R: Packs> Product<'a, R> {
    /// # Errors
    /// Those of [`product_new`](super::product_new), except failed allocations.
    pub(super) fn new(op: &'static str, a: Side<'a, R>, b: Side<'a, R>) -> Result<Self> {
        let shapes = [a.layout.shape(), b.layout.shape()];
        if shapes[0].is_empty() || shapes[1].is_empty() {
            return Err(Error::InvalidParameter { op, what: "an operand has no axes" });
        }
        let (has_rows, has_cols) = (shapes[0].len() > 1, shapes[1].len() > 1);
        let (rows, cols) = (a.with_axis(0)?, b.with_axis(1)?);
        let (stack_of_a, &[m, k]) = split(rows.layout.shape());
        let (stack_of_b, &[inner, n]) = split(cols.layout.shape());
        if k != inner {
            return Err(Error::inner_sizes(op, shapes[0], shapes[1]));
        }
        let stack =
            broadcast_shapes(op, &[stack_of_a, stack_of_b]).map_err(|error| match error {
                Error::Broadcast { .. } => Error::broadcast(op, &shapes),
                other => other,
            })?;
        let with_matrix = |matrix: [usize; 2]| -> Result<Shape> {
            let mut shape = stack;
            shape.try_push(matrix[0])?;
            shape.try_push(matrix[1])?;
            Ok(shape)
        };
        let mut shape = stack;
        if has_rows {
            shape.try_push(m)?;
        }
        if has_cols {
            shape.try_push(n)?;
        }
        let a = rows.broadcast_to(&with_matrix([m, k])?)?;
        let b = cols.broadcast_to(&with_matrix([k, n])?)?;
        // Refuses a result whose elements cannot be counted.
        Layout::contiguous(&shape)?;
        Ok(Product { shape, has_rows, has_cols, a, b })
    }

    /// The level at which to compute the product.
    pub(super) fn level(&self) -> Level {
        self.a.packed_for.or(self.b.packed_for).unwrap_or_else(Level::current)
    }

    /// What the profiler is told, of a product to a result of this layout.
    pub(super) fn facts<C: Element>(&self, op: &'static str, out: &Layout) -> Facts {
        let Product { a, b, .. } = self;
        let (_, &[_, n]) = split(b.layout.shape());
        let inputs = [(a.dtype, &a.layout), (b.dtype, &b.layout)];
        Facts::product(op, inputs, (C::DTYPE, out), a.layout.len().saturating_mul(n))
    }

    /// The problems that write the result to `memory`, with strides `strides`. An epilogue comes
    /// with the strides of what it adds, those of matrices 0.
    pub(super) fn writing_to<'b, C: Element>(
        &'b self,
        memory: *mut C,
        strides: &'b [isize],
        epilogue: Option<(Epilogue<C>, &'b [isize])>,
    ) -> Stack<'b, C, R>
    where
        R: Multiplies<C>,
    {
        let (shape, &[m, k]) = split(self.a.layout.shape());
        let (_, &[_, n]) = split(self.b.layout.shape());
        let (stack_of_c, of_matrix) = self.split_result(strides, shape.len());
        let operands = [self.a.matrix(), self.b.matrix()];
        let c = MatrixMut::new(memory, of_matrix);
        let mut first = Gemm::new([m, n, k], [C::ONE, C::ZERO], operands, c);
        let mut stack_of_addend = stack_of_c;
        if let Some((mut epilogue, strides)) = epilogue {
            let (stack, [row, col]) = self.split_result(strides, shape.len());
            stack_of_addend = stack;
            if let Some(addend) = &mut epilogue.addend {
                (addend.row_stride, addend.col_stride) = (row, col);
            }
            first.epilogue = Some(epilogue);
        }
        let (stack_of_a, _) = split(self.a.layout.strides());
        let (stack_of_b, _) = split(self.b.layout.strides());
        Stack::new(first, shape, [stack_of_a, stack_of_b, stack_of_c, stack_of_addend])
    }

    /// Splits the strides of the result into those of the stack and those of matrices, which are 0
    /// along axes that the result lacks.
    fn split_result<'b>(&self, strides: &'b [isize], stack: usize) -> (&'b [isize], [isize; 2]) {
        let (stack, of_matrix) = strides.split_at(stack);
        let of_matrix = match *of_matrix {
            [row, col] => [row, col],
            [row] if self.has_rows => [row, 0],
            [col] if self.has_cols => [0, col],
            _ => [0, 0],
        };
        (stack, of_matrix)
    }
}

/// Splits axes into those of the stack and the last two, those of matrices, which must exist.
fn split<T>(axes: &[T]) -> (&[T], &[T; 2]) {
    match axes.split_last_chunk() {
        Some(parts) => parts,
        None => unreachable!("operands of products have the axes of matrices"),
    }
}
