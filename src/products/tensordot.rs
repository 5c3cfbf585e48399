//! Products of arrays over any of their axes.

use super::contraction::Contraction;
use crate::{Array, Axis, AxisIndex, Operand, Output, Result};
use tightloop_array_core::{Error, Strided};
use tightloop_dispatch::DotElement;
use tightloop_dispatch::gemm::GemmElement;

/// The name of the function, for errors.
const NAME: &str = "tensordot";

/// Multiplies arrays, and adds up over pairs of their axes.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `i32` `i64` `u32` `u64` `f16` `bf16` `f32` `f64` `C32` `C64` → the same |
/// | **Shapes** | both have the same lengths along the axes of each pair; the result has the other axes of `a`, then those of `b` |
/// | **Accuracy** | that of [`matmul`](crate::matmul); if no axes are left, that of [`vecdot`](crate::vecdot) |
/// | **Special values** | those of [`matmul`](crate::matmul) |
/// | **NumPy** | `np.tensordot` |
///
/// `axes` is the number of last axes of `a` that go with as many first axes of `b`; or two lists,
/// as in `([1, 0], [0, 1])`, of which the first has axes of `a`, and the second those of `b` that
/// go with them. A list of one axis may be a number: `(-1, 0)`.
///
/// The product is one of two matrices, which are views of the operands. If no strides can show an
/// operand as such a matrix, it is copied. Integers of 8 and 16 bits must be converted before, as
/// in `cast::<i32, _>(&x)`.
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if an operand has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if the lists differ in length, or
///   the number of axes is negative or larger than that of an operand.
/// - [`Error::InnerSizes`](crate::Error::InnerSizes) if the axes of a pair differ in length.
/// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result has more than there can be.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, tensordot};
///
/// let a = Array::arange(0.0, 60.0, 1.0)?.into_shape(&[3, 4, 5])?;
/// let b = Array::arange(0.0, 24.0, 1.0)?.into_shape(&[4, 3, 2])?;
/// let c = tensordot(&a, &b, ([1, 0], [0, 1]))?;
/// assert_eq!(c.shape(), [5, 2]);
/// assert_eq!(c.slice(0)?, Array::from([4400.0, 4730.0]));
///
/// assert_eq!(tensordot(&b, &[1.0, -1.0], 1)?, Array::full(&[4, 3], -1.0)?);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn tensordot<T: GemmElement<Out = T> + DotElement>(
    a: impl Operand<T>,
    b: impl Operand<T>,
    axes: impl PairedAxes,
) -> Result<Array<T>> {
    let (product, shape) = product(a.operand().0, b.operand().0, axes)?;
    let mut out = Array::zeros(&shape)?;
    product.write(out.view_mut().0)?;
    Ok(out)
}

/// Multiplies arrays, and adds up over pairs of their axes, into existing memory, whose previous
/// contents are ignored.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `i32` `i64` `u32` `u64` `f16` `bf16` `f32` `f64` `C32` `C64` → the same |
/// | **Shapes** | those of [`tensordot`]; `out` has the shape of the result |
/// | **Accuracy** | that of [`tensordot`] |
/// | **Special values** | those of [`tensordot`] |
/// | **NumPy** | none; `np.tensordot` returns a new array |
///
/// Operands are copied as by [`tensordot`], and so is the result if no strides can show `out` as a
/// matrix.
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange),
///   [`Error::RepeatedAxis`](crate::Error::RepeatedAxis),
///   [`Error::InvalidParameter`](crate::Error::InvalidParameter) or
///   [`Error::InnerSizes`](crate::Error::InnerSizes) as for [`tensordot`].
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, tensordot_into};
///
/// let (a, mut out) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), [0.0; 2]);
/// tensordot_into(&a, &[1.0, 10.0], (0, 0), &mut out)?;
/// assert_eq!(out, [31.0, 42.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn tensordot_into<T: GemmElement<Out = T> + DotElement>(
    a: impl Operand<T>,
    b: impl Operand<T>,
    axes: impl PairedAxes,
    mut out: impl Output<T>,
) -> Result<()> {
    let (product, shape) = product(a.operand().0, b.operand().0, axes)?;
    let out = out.output().0;
    if out.shape() != shape {
        return Err(Error::output_shape(NAME, &shape, out.shape()));
    }
    product.write(out)
}

/// Returns the product with its axes in order, and the shape of its result.
fn product<'a, T: DotElement>(
    a: Strided<'a, T>,
    b: Strided<'a, T>,
    axes: impl PairedAxes,
) -> Result<(Contraction<'a, T>, Vec<usize>)> {
    let [of_a, of_b] = axes.pairs(NAME, [a.ndim(), b.ndim()])?;
    if of_a.len() != of_b.len() {
        let what = "there is not one axis of the second operand for each one of the first";
        return Err(Error::InvalidParameter { op: NAME, what });
    }
    let mut pairs = of_a.iter().zip(&of_b);
    if pairs.any(|(&of_a, &of_b)| a.shape()[of_a] != b.shape()[of_b]) {
        return Err(Error::inner_sizes(NAME, a.shape(), b.shape()));
    }
    let others = |ndim: usize, axes: &[usize]| -> Vec<usize> {
        (0..ndim).filter(|axis| !axes.contains(axis)).collect()
    };
    let (rows, columns) = (others(a.ndim(), &of_a), others(b.ndim(), &of_b));
    let lengths_of_a = rows.iter().map(|&axis| a.shape()[axis]);
    let shape = lengths_of_a.chain(columns.iter().map(|&axis| b.shape()[axis])).collect();
    let contracted = of_a.len();
    let a = a.permuted(&[rows, of_a].concat())?;
    let b = b.permuted(&[of_b, columns].concat())?;
    Ok((Contraction { name: NAME, a, b, stack: 0, contracted }, shape))
}

/// The axes over which [`tensordot`](crate::tensordot) adds up: a number of them, or two lists.
///
/// ```
/// use tightloop::{Array, matmul, tensordot};
///
/// let (a, b) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), Array::from([[0.0, 1.0], [1.0, 1.0]]));
/// assert_eq!(tensordot(&a, &b, 1)?, matmul(&a, &b)?);
/// assert_eq!(tensordot(&a, &b, (1, 0))?, matmul(&a, &b)?);
/// assert_eq!(tensordot(&a, &b, ([0], [-1]))?, matmul(a.t(), b.t())?);
/// assert_eq!(tensordot(&a, &b, 2)?, Array::from(0.0 + 2.0 + 3.0 + 4.0));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name pairs of axes",
    label = "not pairs of axes",
    note = "these are a number of axes, or two lists of them, as in `([1, 0], [0, 1])`"
)]
pub trait PairedAxes {
    /// Returns the axes of both operands, which have so many of them. `op` is the name of the
    /// function, for errors.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if an operand has no such axis.
    /// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
    /// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if a number of axes is
    ///   negative, or larger than that of an operand.
    fn pairs(&self, op: &'static str, ndims: [usize; 2]) -> Result<[Vec<usize>; 2]>;
}

/// One axis, or a list of them in the given order.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of axes",
    label = "not a list of axes",
    note = "lists are integers (`usize`, `isize`, `i32`, `i64`), and arrays, slices or `Vec`s of \
            them"
)]
pub trait AxisList {
    /// Returns the axes of an array of `ndim` axes, counted from the first. `op` is the name of the
    /// function, for errors.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if the array has no such axis.
    /// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
    fn list(&self, op: &'static str, ndim: usize) -> Result<Vec<usize>>;
}

/// Lists the integers.
macro_rules! integers {
    ($($t:ty)*) => {$(
        impl PairedAxes for $t {
            fn pairs(&self, op: &'static str, [of_a, of_b]: [usize; 2]) -> Result<[Vec<usize>; 2]> {
                match usize::try_from(self.to_isize()) {
                    Ok(count) if count <= of_a.min(of_b) => {
                        Ok([(of_a - count..of_a).collect(), (0..count).collect()])
                    }
                    _ => {
                        let what = "the number of axes is negative, or larger than that of an \
                                    operand";
                        Err(Error::InvalidParameter { op, what })
                    }
                }
            }
        }

        impl AxisList for $t {
            fn list(&self, op: &'static str, ndim: usize) -> Result<Vec<usize>> {
                [*self][..].list(op, ndim)
            }
        }
    )*};
}
integers! { usize isize i32 i64 }

impl<A: AxisList, B: AxisList> PairedAxes for (A, B) {
    fn pairs(&self, op: &'static str, [of_a, of_b]: [usize; 2]) -> Result<[Vec<usize>; 2]> {
        Ok([self.0.list(op, of_a)?, self.1.list(op, of_b)?])
    }
}

impl<A: Axis> AxisList for [A] {
    fn list(&self, op: &'static str, ndim: usize) -> Result<Vec<usize>> {
        let mut list = Vec::new();
        for axis in self {
            let axis = axis.index(op, ndim)?;
            if list.contains(&axis) {
                return Err(Error::RepeatedAxis { op, axis });
            }
            list.push(axis);
        }
        Ok(list)
    }
}

impl<A: Axis, const N: usize> AxisList for [A; N] {
    fn list(&self, op: &'static str, ndim: usize) -> Result<Vec<usize>> {
        self[..].list(op, ndim)
    }
}

impl<A: Axis> AxisList for Vec<A> {
    fn list(&self, op: &'static str, ndim: usize) -> Result<Vec<usize>> {
        self[..].list(op, ndim)
    }
}

impl<L: AxisList + ?Sized> AxisList for &L {
    fn list(&self, op: &'static str, ndim: usize) -> Result<Vec<usize>> {
        (**self).list(op, ndim)
    }
}
