//! Matrix products.

use crate::{Array, Element, Operand, Output, Result};
use tightloop_array_core::Layout;
use tightloop_dispatch::gemm::{self, GemmElement};

/// The matrix product of `a` and `b`, by NumPy's rules: the last two axes are those of matrices,
/// the others broadcast together. An operand with one axis is a row on the left and a column on the
/// right, and that axis is not in the result.
///
/// Dtypes: `f32`, `f64`. Operands of any strides. Each element is a chain of fused multiply-adds in
/// ascending order, broken into fixed blocks: the same bits on every CPU and for any number of
/// threads.
///
/// # Errors
///
/// [`Error::InnerSizes`](crate::Error::InnerSizes) where the last axis of `a` is not as long as the
/// last but one of `b`; [`Error::InvalidParameter`](crate::Error::InvalidParameter) where an
/// operand has no axes; [`Error::Broadcast`](crate::Error::Broadcast);
/// [`Error::Allocation`](crate::Error::Allocation).
///
/// ```
/// use tightloop::{Array, matmul};
///
/// let a = Array::from([[1.0, 2.0], [3.0, 4.0]]);
/// assert_eq!(matmul(&a, a.t())?, Array::from([[5.0, 11.0], [11.0, 25.0]]));
/// assert_eq!(matmul(&a, &[10.0, 1.0])?.to_vec(), [12.0, 34.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn matmul<T: Element + GemmElement>(
    a: impl Operand<T>,
    b: impl Operand<T>,
) -> Result<Array<T>> {
    let (shape, buffer) = gemm::matmul_new(a.operand().0, b.operand().0)?;
    Ok(Array::from_parts(Layout::contiguous(&shape)?, buffer))
}

/// As [`matmul`], written into `out`, which has the shape of the result. What it holds does not
/// count.
///
/// # Errors
///
/// Those of [`matmul`], and [`Error::OutputShape`](crate::Error::OutputShape). Nothing is written
/// then.
///
/// ```
/// use tightloop::{Array, matmul_into};
///
/// let (a, mut out) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), Array::zeros(&[2, 2])?);
/// matmul_into(&a, &a, &mut out)?;
/// assert_eq!(out, Array::from([[7.0, 10.0], [15.0, 22.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn matmul_into<T: Element + GemmElement>(
    a: impl Operand<T>,
    b: impl Operand<T>,
    mut out: impl Output<T>,
) -> Result<()> {
    a.lend(|a| b.lend(|b| out.lend_mut(|out| gemm::matmul_into(a, b, out))))
}

/// `c = alpha * a @ b + beta * c`, for matrices. Where `beta` is 0, what `c` holds does not count,
/// be it NaN.
///
/// # Errors
///
/// [`Error::InvalidParameter`](crate::Error::InvalidParameter) where an operand does not have two
/// axes; [`Error::InnerSizes`](crate::Error::InnerSizes),
/// [`Error::OutputShape`](crate::Error::OutputShape),
/// [`Error::Allocation`](crate::Error::Allocation). Nothing is written then.
///
/// ```
/// use tightloop::{Array, gemm};
///
/// let (a, mut c) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), Array::ones(&[2, 2])?);
/// gemm(2.0, &a, &a, -1.0, &mut c)?;
/// assert_eq!(c, Array::from([[13.0, 19.0], [29.0, 43.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn gemm<T: Element + GemmElement>(
    alpha: T,
    a: impl Operand<T>,
    b: impl Operand<T>,
    beta: T,
    mut c: impl Output<T>,
) -> Result<()> {
    a.lend(|a| b.lend(|b| c.lend_mut(|c| gemm::gemm_into(alpha, a, b, beta, c))))
}
