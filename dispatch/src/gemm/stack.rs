//! Stacks of products, by NumPy's rules for the axes of `matmul`.

use super::GemmElement;
use core::ops::Range;
use tightloop_array_core::{Element, Error, Layout, Result, Shape, Strided, broadcast_shapes};
use tightloop_kernels::gemm::{Gemm, Matrix, MatrixMut};

/// Problems of the same shape, at regular distances in memory.
pub(super) struct Stack<'a, T: GemmElement> {
    /// The problem at index `[0, 0, ..]`. It is transposed if need be: a product with a single row
    /// has a single column instead, and no other is [by rows](Gemm::is_by_rows).
    pub(super) first: Gemm<T::Out, T>,
    /// The length of each axis of the stack.
    shape: &'a [usize],
    /// The distance between neighbours along each of these axes, in A, B and C.
    strides: [&'a [isize]; 3],
}

impl<'a, T: GemmElement> Stack<'a, T> {
    /// The stack of a single problem.
    #[inline]
    pub(super) fn one(problem: Gemm<T::Out, T>) -> Self {
        Self::new(problem, &[], [&[]; 3])
    }

    /// The stack that begins with `first`, with strides of A, B and C.
    fn new(first: Gemm<T::Out, T>, shape: &'a [usize], [a, b, c]: [&'a [isize]; 3]) -> Self {
        let transposed = if first.is_matvec() { first.n != 1 } else { first.is_by_rows() };
        let strides = if transposed { [b, a, c] } else { [a, b, c] };
        Stack { first: if transposed { first.t() } else { first }, shape, strides }
    }

    /// The number of problems.
    #[inline]
    pub(super) fn count(&self) -> usize {
        self.shape.iter().product()
    }

    /// Calls `f` with each problem of a range, counted in C order.
    #[inline]
    pub(super) fn for_each(&self, places: Range<usize>, mut f: impl FnMut(&Gemm<T::Out, T>)) {
        let Some((&inner, outer)) = self.shape.split_last() else {
            return f(&self.first);
        };
        let (mut place, step) = (places.start, self.strides.map(|strides| strides[outer.len()]));
        while place < places.end {
            let (mut problem, mut rest) = (self.first, place / inner);
            for (axis, &len) in outer.iter().enumerate().rev() {
                problem.move_by(self.strides.map(|strides| strides[axis]), rest % len);
                rest /= len;
            }
            problem.move_by(step, place % inner);
            let run = (inner - place % inner).min(places.end - place);
            for _ in 0..run {
                f(&problem);
                problem.move_by(step, 1);
            }
            place += run;
        }
    }
}

/// A product whose operands fit each other.
pub(super) struct Product<'a, T> {
    /// The shape of the result.
    pub(super) shape: Shape,
    /// Whether the left operand is a matrix, so that the result has rows.
    has_rows: bool,
    /// Whether the right operand is a matrix, so that the result has columns.
    has_cols: bool,
    /// The left operand, broadcast to the stack's axes, then the two of a matrix.
    a: Strided<'a, T>,
    /// The right operand, likewise.
    b: Strided<'a, T>,
}

impl<'a, T: Element> Product<'a, T> {
    /// # Errors
    /// Those of [`matmul_new`](super::matmul_new), except failed allocations.
    pub(super) fn new(op: &'static str, a: Strided<'a, T>, b: Strided<'a, T>) -> Result<Self> {
        if a.ndim() == 0 || b.ndim() == 0 {
            return Err(Error::InvalidParameter { op, what: "an operand has no axes" });
        }
        let (has_rows, has_cols) = (a.ndim() > 1, b.ndim() > 1);
        let rows = if has_rows { a } else { a.insert_axis(0)? };
        let cols = if has_cols { b } else { b.insert_axis(1)? };
        let (stack_of_a, &[m, k]) = split(rows.shape());
        let (stack_of_b, &[inner, n]) = split(cols.shape());
        if k != inner {
            return Err(Error::inner_sizes(op, a.shape(), b.shape()));
        }
        let stack =
            broadcast_shapes(op, &[stack_of_a, stack_of_b]).map_err(|error| match error {
                Error::Broadcast { .. } => Error::broadcast(op, &[a.shape(), b.shape()]),
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
}

impl<T: GemmElement> Product<'_, T> {
    /// The problems that write the result to `memory`, with strides `strides`.
    pub(super) fn writing_to<'a>(
        &'a self,
        memory: *mut T::Out,
        strides: &'a [isize],
    ) -> Stack<'a, T> {
        let (stack_of_a, &[a_row, a_col]) = split(self.a.strides());
        let (stack_of_b, &[b_row, b_col]) = split(self.b.strides());
        let (shape, &[m, k]) = split(self.a.shape());
        let (_, &[_, n]) = split(self.b.shape());
        let (stack_of_c, of_matrix) = strides.split_at(shape.len());
        let (c_row, c_col) = match *of_matrix {
            [row, col] => (row, col),
            [row] if self.has_rows => (row, 0),
            [col] if self.has_cols => (0, col),
            _ => (0, 0),
        };
        let first = Gemm {
            m,
            n,
            k,
            alpha: T::Out::ONE,
            a: Matrix { ptr: self.a.as_ptr(), row_stride: a_row, col_stride: a_col },
            b: Matrix { ptr: self.b.as_ptr(), row_stride: b_row, col_stride: b_col },
            beta: T::Out::ZERO,
            c: MatrixMut { ptr: memory, row_stride: c_row, col_stride: c_col },
        };
        Stack::new(first, shape, [stack_of_a, stack_of_b, stack_of_c])
    }
}

/// Splits axes into those of the stack and the last two, those of matrices, which must exist.
fn split<T>(axes: &[T]) -> (&[T], &[T; 2]) {
    match axes.split_last_chunk() {
        Some(parts) => parts,
        None => unreachable!("operands of products have the axes of matrices"),
    }
}
