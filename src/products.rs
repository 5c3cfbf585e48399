//! Products of matrices, vectors and arrays of more axes.
//!
//! | NumPy | here |
//! |:--|:--|
//! | `a @ b`, `np.matmul(a, b)` | [`matmul(&a, &b)?`](matmul) |
//! | `np.dot(x, y)` of vectors | [`dot(&x, &y)?`](dot); see there for other shapes |
//! | `np.vecdot(x, y)` | [`vecdot(&x, &y, -1)?`](vecdot) |
//! | `np.matvec(a, x)`, `np.vecmat(x, a)` | [`matvec(&a, &x)?`](matvec), [`vecmat(&x, &a)?`](vecmat) |
//! | `np.outer(x, y)` of vectors | [`outer(&x, &y)?`](outer) |
//! | `np.inner(a, b)` | [`tensordot(&a, &b, (-1, -1))?`](tensordot) |
//! | `np.tensordot(a, b, 2)` | [`tensordot(&a, &b, 2)?`](tensordot) |
//! | `np.tensordot(a, b, ([0, 1], [2, 0]))` | [`tensordot(&a, &b, ([0, 1], [2, 0]))?`](tensordot) |
//! | `np.trace(a)` of a matrix | [`einsum("ii", &a)?`](einsum) |
//! | `np.einsum("ij,kj->ik", a, b)` | [`einsum("ij,kj->ik", (&a, &b))?`](einsum) |
//! | `np.maximum(x @ w + b, 0)` | [`product(&x, &w).plus(&b).map(Relu).eval()?`](product()), in one pass |
//! | `scipy.linalg.blas.dgemm` | [`gemm(alpha, &a, &b, beta, &mut c)?`](gemm()) |
//!
//! Products are added up in one of two ways, each the same on every machine. [`dot`] and [`vecdot`]
//! round each product, and add them up in the order of [`sum`](crate::sum), in the dtype of the
//! operands. Products of matrices are fused with the additions, in ascending order within fixed
//! blocks: see [`matmul`].

mod contraction;
mod dot;
mod einsum;
pub mod fused;
mod outer;
mod packed;
mod stack;
mod tensordot;
mod vectors;

pub use dot::{dot, vecdot, vecdot_into};
pub use einsum::{EinsumOperands, einsum, einsum_into};
pub use fused::{Product, product};
pub use outer::{outer, outer_into};
pub use packed::Packed;
pub use tensordot::{AxisList, PairedAxes, tensordot, tensordot_into};
pub use vectors::{matvec, matvec_into, vecmat, vecmat_into};

use crate::{Array, Element, Operand, Output, Result};
use tightloop_array_core::Layout;
use tightloop_dispatch::gemm::{self, GemmElement, Multiplies};

/// Multiplies matrices: `a @ b`, by NumPy's rules.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `i8` `u8`, in any pair, and `i16` `u16` → `i32`; other numbers → the same |
/// | **Shapes** | `[.., m, k]` and `[.., k, n]` → `[.., m, n]` |
/// | **Accuracy** | fused multiply-adds in ascending order, in fixed blocks; 16-bit floats in `f32` |
/// | **Special values** | IEEE 754: `0 * inf` and `inf - inf` are NaN |
/// | **NumPy** | `np.matmul` |
///
/// The axes before the last two broadcast together. An operand with one axis is a row on the left
/// and a column on the right; that axis is not in the result. Strides may be any.
///
/// An element depends on its row of `a` and its column of `b` alone: a row has the same bits by
/// itself as among others, whatever the shapes, strides, threads and CPU. A block of a complex
/// product is four real ones, of the parts, which are then added up. Products of `f16` and `bf16`
/// are rounded once; [`matmul_into`] also writes them as `f32`, without rounding.
///
/// # Errors
///
/// - [`Error::InnerSizes`](crate::Error::InnerSizes) if the rows of `a` are not as long as the
///   columns of `b`.
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if an operand has no axes.
/// - [`Error::Broadcast`](crate::Error::Broadcast) if the other axes do not broadcast together.
/// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result has more than there can be.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, matmul};
///
/// let a = Array::from([[1.0, 2.0], [3.0, 4.0]]);
/// assert_eq!(matmul(&a, a.t())?, Array::from([[5.0, 11.0], [11.0, 25.0]]));
/// assert_eq!(matmul(&a, &[10.0, 1.0])?.to_vec(), [12.0, 34.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn matmul<A: GemmElement<B>, B: Element>(
    a: impl Operand<A>,
    b: impl Operand<B>,
) -> Result<Array<A::Out>> {
    let (shape, buffer) = gemm::matmul_new(a.operand().0, b.operand().0)?;
    Ok(Array::from_parts(Layout::contiguous(&shape)?, buffer))
}

/// Multiplies matrices, `a @ b`, into existing memory, whose previous contents are ignored.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `i8` `u8`, in any pair, and `i16` `u16` → `i32`; other numbers → the same, `f16` `bf16` → `f32`, too |
/// | **Shapes** | those of [`matmul`]; `out` has the shape of the result |
/// | **Accuracy** | that of [`matmul`] |
/// | **Special values** | those of [`matmul`] |
/// | **NumPy** | `np.matmul(a, b, out=out)` |
///
/// # Errors
///
/// - [`Error::InnerSizes`](crate::Error::InnerSizes),
///   [`Error::InvalidParameter`](crate::Error::InvalidParameter) or
///   [`Error::Broadcast`](crate::Error::Broadcast) as for [`matmul`].
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, matmul_into};
///
/// let (a, mut out) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), Array::zeros(&[2, 2])?);
/// matmul_into(&a, &a, &mut out)?;
/// assert_eq!(out, Array::from([[7.0, 10.0], [15.0, 22.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn matmul_into<A: GemmElement<B, Read: Multiplies<C>>, B: Element, C: Element>(
    a: impl Operand<A>,
    b: impl Operand<B>,
    mut out: impl Output<C>,
) -> Result<()> {
    a.lend(|a| b.lend(|b| out.lend_mut(|out| gemm::matmul_into(a, b, out))))
}

/// Computes `c = alpha * a @ b + beta * c` for matrices, as the BLAS routine of this name does.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `i8` `u8`, in any pair, and `i16` `u16` → `i32`; other numbers → the same, `f16` `bf16` → `f32`, too |
/// | **Shapes** | `[m, k]` and `[k, n]`; `c` is `[m, n]` |
/// | **Accuracy** | that of [`matmul`], then scaled and added |
/// | **Special values** | if `beta` is 0, `c` is not read, and if `alpha` is 0, neither are `a` and `b` |
/// | **NumPy** | none; `scipy.linalg.blas.dgemm` |
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if an operand does not have two
///   axes.
/// - [`Error::InnerSizes`](crate::Error::InnerSizes) if the rows of `a` are not as long as the
///   columns of `b`.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `c` does not have the shape of the
///   result.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, gemm};
///
/// let (a, mut c) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), Array::ones(&[2, 2])?);
/// gemm(2.0, &a, &a, -1.0, &mut c)?;
/// assert_eq!(c, Array::from([[13.0, 19.0], [29.0, 43.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn gemm<A: GemmElement<B, Read: Multiplies<C>>, B: Element, C: Element>(
    alpha: C,
    a: impl Operand<A>,
    b: impl Operand<B>,
    beta: C,
    mut c: impl Output<C>,
) -> Result<()> {
    a.lend(|a| b.lend(|b| c.lend_mut(|c| gemm::gemm_into(alpha, a, b, beta, c))))
}
