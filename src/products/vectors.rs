//! Products of matrices with vectors, by NumPy's rules for stacks of both.

use super::stack::stack_shape;
use crate::{Array, Element, Operand, Output, Result};
use tightloop_array_core::{Error, Layout, Shape, Strided};
use tightloop_dispatch::DotElement;
use tightloop_dispatch::gemm::{self, GemmElement, Side};

/// Multiplies matrices by vectors: `a @ x`, for stacks of both.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`matmul`](crate::matmul) |
/// | **Shapes** | `[.., m, n]` and `[.., n]` → `[.., m]` |
/// | **Accuracy** | that of [`matmul`](crate::matmul) |
/// | **Special values** | those of [`matmul`](crate::matmul) |
/// | **NumPy** | `np.matvec` |
///
/// The last axes are those of the matrices and the vectors; all others broadcast together. If `a`
/// is a single matrix, many vectors are multiplied as one matrix, each with the same bits as alone.
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if `a` has fewer than two axes, or
///   `x` none.
/// - [`Error::InnerSizes`](crate::Error::InnerSizes) if the vectors are not as long as the rows of
///   the matrices.
/// - [`Error::Broadcast`](crate::Error::Broadcast) if the other axes do not broadcast together.
/// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result has more than there can be.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, matvec};
///
/// let a = Array::from([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0]]);
/// assert_eq!(matvec(&a, &[1.0, 1.0, 2.0])?, Array::from([1.0, 3.0]));
/// let points = Array::from([[1.0, 1.0, 2.0], [0.0, 5.0, 0.0]]);
/// assert_eq!(matvec(&a, &points)?, Array::from([[1.0, 3.0], [5.0, 0.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn matvec<T: GemmElement>(a: impl Operand<T>, x: impl Operand<T>) -> Result<Array<T::Out>> {
    Product::of_matvec(a.operand().0, x.operand().0)?.new_array()
}

/// Multiplies matrices by vectors, `a @ x`, into existing memory, whose previous contents are
/// ignored.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`matmul`](crate::matmul) |
/// | **Shapes** | those of [`matvec`]; `out` has the shape of the result |
/// | **Accuracy** | that of [`matmul`](crate::matmul) |
/// | **Special values** | those of [`matmul`](crate::matmul) |
/// | **NumPy** | `np.matvec(a, x, out=out)` |
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter),
///   [`Error::InnerSizes`](crate::Error::InnerSizes),
///   [`Error::Broadcast`](crate::Error::Broadcast) or
///   [`Error::TooManyAxes`](crate::Error::TooManyAxes) as for [`matvec`].
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, matvec_into};
///
/// let (a, mut y) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), [0.0; 2]);
/// matvec_into(&a, &[1.0, 10.0], &mut y)?;
/// assert_eq!(y, [21.0, 43.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn matvec_into<T: GemmElement>(
    a: impl Operand<T>,
    x: impl Operand<T>,
    out: impl Output<T::Out>,
) -> Result<()> {
    Product::of_matvec(a.operand().0, x.operand().0)?.write(out)
}

/// Multiplies vectors by matrices: `conj(x) @ a`, for stacks of both.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`matmul`](crate::matmul) |
/// | **Shapes** | `[.., n]` and `[.., n, m]` → `[.., m]` |
/// | **Accuracy** | that of [`matmul`](crate::matmul) |
/// | **Special values** | those of [`matmul`](crate::matmul) |
/// | **NumPy** | `np.vecmat` |
///
/// As in NumPy, `x` is conjugated if it is complex.
///
/// The last axes are those of the vectors and the matrices; all others broadcast together. If `a`
/// is a single matrix, many vectors are multiplied as one matrix, each with the same bits as alone.
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if `a` has fewer than two axes, or
///   `x` none.
/// - [`Error::InnerSizes`](crate::Error::InnerSizes) if the vectors are not as long as the columns
///   of the matrices.
/// - [`Error::Broadcast`](crate::Error::Broadcast) if the other axes do not broadcast together.
/// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result has more than there can be.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, vecmat};
///
/// let x = Array::from([0.0, 4.0, 2.0]);
/// let a = Array::from([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]);
/// assert_eq!(vecmat(&x, &a)?, Array::from([0.0, 4.0, 0.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn vecmat<T: GemmElement + DotElement>(
    x: impl Operand<T>,
    a: impl Operand<T>,
) -> Result<Array<T::Out>> {
    Product::of_vecmat(x.operand().0, a.operand().0)?.new_array()
}

/// Multiplies vectors by matrices, `conj(x) @ a`, into existing memory, whose previous contents are
/// ignored.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`matmul`](crate::matmul) |
/// | **Shapes** | those of [`vecmat`]; `out` has the shape of the result |
/// | **Accuracy** | that of [`matmul`](crate::matmul) |
/// | **Special values** | those of [`matmul`](crate::matmul) |
/// | **NumPy** | `np.vecmat(x, a, out=out)` |
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter),
///   [`Error::InnerSizes`](crate::Error::InnerSizes),
///   [`Error::Broadcast`](crate::Error::Broadcast) or
///   [`Error::TooManyAxes`](crate::Error::TooManyAxes) as for [`vecmat`].
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, vecmat_into};
///
/// let (a, mut y) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), [0.0; 2]);
/// vecmat_into(&[1.0, 10.0], &a, &mut y)?;
/// assert_eq!(y, [31.0, 42.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn vecmat_into<T: GemmElement + DotElement>(
    x: impl Operand<T>,
    a: impl Operand<T>,
    out: impl Output<T::Out>,
) -> Result<()> {
    Product::of_vecmat(x.operand().0, a.operand().0)?.write(out)
}

/// The product of matrices that one with vectors is: each vector is a matrix of a single row, or
/// many vectors are the rows of one matrix.
struct Product<'a, T> {
    name: &'static str,
    x: Strided<'a, T>,
    a: Strided<'a, T>,
    /// Whether the conjugates of `x`, which differ, are multiplied.
    is_conjugated: bool,
    /// The shape of the result.
    shape: Shape,
    /// Whether the product of matrices has a single row, which the result lacks.
    has_row: bool,
}

impl<'a, T: Element> Product<'a, T> {
    /// `a @ x`: with its matrices transposed, `x @ a`.
    ///
    /// # Errors
    ///
    /// Those of [`matvec`], except failed allocations.
    fn of_matvec(a: Strided<'a, T>, x: Strided<'a, T>) -> Result<Self> {
        let mut axes: Vec<usize> = (0..a.ndim()).collect();
        if let [.., row, column] = &mut axes[..] {
            core::mem::swap(row, column);
        }
        Self::new("matvec", x, a.permuted(&axes)?, [a.shape(), x.shape()])
    }

    /// `conj(x) @ a`.
    ///
    /// # Errors
    ///
    /// Those of [`vecmat`], except failed allocations.
    fn of_vecmat(x: Strided<'a, T>, a: Strided<'a, T>) -> Result<Self>
    where
        T: DotElement,
    {
        let product = Self::new("vecmat", x, a, [x.shape(), a.shape()])?;
        Ok(Product { is_conjugated: T::IS_COMPLEX, ..product })
    }

    /// `x @ a`, for a function whose operands have these shapes.
    fn new(
        name: &'static str,
        x: Strided<'a, T>,
        a: Strided<'a, T>,
        shapes: [&[usize]; 2],
    ) -> Result<Self> {
        let ([stack_of_x @ .., n], [stack_of_a @ .., inner, m]) = (x.shape(), a.shape()) else {
            let what = "the matrix has fewer than two axes, or the vector none";
            return Err(Error::InvalidParameter { op: name, what });
        };
        if n != inner {
            return Err(Error::inner_sizes(name, shapes[0], shapes[1]));
        }
        let mut shape = stack_shape(name, [stack_of_x, stack_of_a], shapes)?;
        shape.try_push(*m)?;
        let has_row = !stack_of_a.is_empty() || stack_of_x.is_empty();
        let x = if has_row { x.insert_axis(x.ndim() - 1)? } else { x };
        Ok(Product { name, x, a, is_conjugated: false, shape, has_row })
    }
}

impl<'a, T: GemmElement> Product<'a, T> {
    /// The operands of the product of matrices.
    fn sides(&self) -> [Side<'a, T::Read>; 2] {
        let x = if self.is_conjugated {
            gemm::left_conjugated::<T, T>(self.x)
        } else {
            gemm::left::<T, T>(self.x)
        };
        [x, gemm::right::<T, T>(self.a)]
    }

    fn new_array(self) -> Result<Array<T::Out>> {
        let [x, a] = self.sides();
        let (_, buffer) = gemm::product_new(self.name, x, a, None)?;
        Ok(Array::from_parts(Layout::contiguous(&self.shape)?, buffer))
    }

    fn write(self, mut out: impl Output<T::Out>) -> Result<()> {
        let mut out = out.output().0;
        if out.shape() != &self.shape[..] {
            return Err(Error::output_shape(self.name, &self.shape, out.shape()));
        }
        if self.has_row {
            let axis = out.ndim() - 1;
            out = out.insert_axis(axis)?;
        }
        if self.is_conjugated {
            let [x, a] = self.sides();
            gemm::product_into(self.name, x, a, None, out.by_mut())
        } else {
            gemm::matmul_into(self.x.by_ref(), self.a.by_ref(), out.by_mut())
        }
    }
}
