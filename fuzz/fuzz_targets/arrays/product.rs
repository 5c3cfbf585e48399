//! Matrix products of whole numbers near zero, which any order of summation computes exactly.

use crate::odometer::{broadcast, indices, source};
use crate::operand::{BaseShape, Operand, Spec};
use crate::sample::Sample;
use arbitrary::Arbitrary;
use tightloop::*;

#[derive(Arbitrary, Debug)]
pub struct Input {
    is_double: bool,
    /// Rows, inner size, columns.
    sizes: [u8; 3],
    /// Makes the sizes so large that work is cut over threads. Rarely, since it takes time.
    large: u8,
    kind: Kind,
    operands: [Spec; 3],
}

#[derive(Arbitrary, Debug)]
enum Kind {
    /// `c = alpha * a @ b + beta * c`.
    Gemm { alpha: i8, beta: i8 },
    /// Stacks of matrices. An operand may have a single axis, and is then a line.
    Matmul { stack: BaseShape, left_is_line: bool, right_is_line: bool },
}

/// Takes `alpha`, `a`, `b`, `beta` and `c`.
type Gemm<T> = fn(T, ArrayView<'_, T>, ArrayView<'_, T>, T, ArrayViewMut<'_, T>) -> Result<()>;

type Matmul<T> = fn(ArrayView<'_, T>, ArrayView<'_, T>, ArrayViewMut<'_, T>) -> Result<()>;

/// A dtype of matrices, with its functions.
trait MatrixElement:
    Sample + std::ops::Add<Output = Self> + std::ops::Mul<Output = Self> + From<i8>
{
    const GEMM: Gemm<Self>;
    const MATMUL: Matmul<Self>;
}

macro_rules! matrix_elements {
    ($($t:ident)*) => {$(
        impl MatrixElement for $t {
            const GEMM: Gemm<$t> = |alpha, a, b, beta, c| gemm(alpha, a, b, beta, c);
            const MATMUL: Matmul<$t> = |a, b, c| matmul_into(a, b, c);
        }
    )*};
}
matrix_elements! { f32 f64 }

impl Input {
    pub fn check(&self) {
        if self.is_double { self.check_with::<f64>() } else { self.check_with::<f32>() }
    }

    fn check_with<T: MatrixElement>(&self) {
        let scale = if self.large == 255 { 160 } else { 0 };
        let [m, k, n] = self.sizes.map(|size| usize::from(size) % 40 + scale);
        match &self.kind {
            &Kind::Gemm { alpha, beta } => {
                let shapes = [vec![m, k], vec![k, n], vec![m, n]];
                self.check_gemm::<T>(shapes, (alpha % 4).into(), (beta % 4).into());
            }
            Kind::Matmul { stack, left_is_line, right_is_line } => {
                let stack: Vec<usize> = stack.shape().iter().take(2).map(|&len| len % 4).collect();
                let side = |spec: &Spec, is_line: bool, line: usize, matrix: [usize; 2]| {
                    if is_line {
                        vec![line]
                    } else {
                        [&spec.varied(&stack)[..], &matrix[..]].concat()
                    }
                };
                let left = side(&self.operands[0], *left_is_line, k, [m, k]);
                let right = side(&self.operands[1], *right_is_line, k, [k, n]);
                self.check_matmul::<T>(left, right);
            }
        }
    }

    fn check_gemm<T: MatrixElement>(&self, [a, b, c]: [Vec<usize>; 3], alpha: T, beta: T) {
        let (a, b) =
            (self.operands[0].of_small_numbers::<T>(a), self.operands[1].of_small_numbers::<T>(b));
        let mut c = self.operands[2].of_small_numbers::<T>(c);
        let (Some(a_view), Some(b_view), Some(_)) = (a.view(), b.view(), c.view_mut()) else {
            return;
        };
        let mut expected = c.data.clone();
        for index in indices(&c.shape) {
            let place = c.place(&index);
            let sum = sum_of_products(&a, &b, &[], &index);
            expected[place] = alpha * sum + beta * c.data[place];
        }
        c.check(Some(&expected), is_equal, |c| T::GEMM(alpha, a_view, b_view, beta, c));
    }

    fn check_matmul<T: MatrixElement>(&self, left: Vec<usize>, right: Vec<usize>) {
        let (a, b) = (
            self.operands[0].of_small_numbers::<T>(left),
            self.operands[1].of_small_numbers::<T>(right),
        );
        let (Some(a_view), Some(b_view)) = (a.view(), b.view()) else { return };
        // A line is a row on the left and a column on the right. The result lacks its axis.
        let (rows, cols) = (as_matrices(&a, 0), as_matrices(&b, 1));
        let (stack_of_a, matrix_of_a) = rows.shape.split_at(rows.shape.len() - 2);
        let (stack_of_b, matrix_of_b) = cols.shape.split_at(cols.shape.len() - 2);
        let stack =
            broadcast([stack_of_a, stack_of_b]).filter(|_| matrix_of_a[1] == matrix_of_b[0]);
        let lines = [a.shape.len() > 1, b.shape.len() > 1];
        let matrix: Vec<usize> = [matrix_of_a[0], matrix_of_b[1]]
            .into_iter()
            .zip(lines)
            .filter_map(|(len, is_kept)| is_kept.then_some(len))
            .collect();
        let shape = stack.as_ref().map(|stack| [&stack[..], &matrix[..]].concat());

        let mut c = self.operands[2].output::<T>(shape.clone().unwrap_or_default());
        if c.view_mut().is_none() {
            return;
        }
        let expected = shape.filter(|shape| *shape == c.shape).and(stack).map(|stack| {
            let mut data = c.data.clone();
            for index in indices(&c.shape) {
                let (of_stack, of_matrix) = index.split_at(stack.len());
                let mut of_matrix = of_matrix.iter().copied();
                let [row, col] =
                    lines.map(|is_kept| if is_kept { of_matrix.next().unwrap_or(0) } else { 0 });
                data[c.place(&index)] = sum_of_products(&rows, &cols, of_stack, &[row, col]);
            }
            data
        });
        c.check(expected.as_deref(), is_equal, |c| T::MATMUL(a_view, b_view, c));
    }
}

/// Returns whether values are equal. Ignores the signs of zeros, which depend on the order of
/// summation.
fn is_equal<T: MatrixElement>(x: T, y: T) -> bool {
    x == y || x.same(y)
}

/// Returns an operand with both axes of a matrix: a line gets one of length 1 at `axis`.
fn as_matrices<T: MatrixElement>(operand: &Operand<T>, axis: usize) -> Operand<T> {
    let mut operand = operand.clone();
    if operand.shape.len() == 1 {
        operand.shape.insert(axis, 1);
        operand.strides.insert(axis, 0);
    }
    operand
}

/// Returns an element of the product of two stacks of matrices.
fn sum_of_products<T: MatrixElement>(
    a: &Operand<T>,
    b: &Operand<T>,
    of_stack: &[usize],
    of_matrix: &[usize],
) -> T {
    let at = |operand: &Operand<T>, row: usize, col: usize| {
        let stack = &operand.shape[..operand.shape.len() - 2];
        let mut index = source(of_stack, stack);
        index.extend([row, col]);
        operand.at(&index)
    };
    let inner = a.shape[a.shape.len() - 1];
    (0..inner).fold(T::from(0), |sum, i| sum + at(a, of_matrix[0], i) * at(b, i, of_matrix[1]))
}
