//! `logsumexp`.

use super::pieces::{for_each_piece, most, others};
use super::terms::{finite, largest, log_of_sum};
use crate::call::Call;
use crate::infallible::infallible;
use crate::operand::Read;
use crate::reductions::{kept_dims, with_all_axes};
use crate::{Array, ArrayViewMut, Axes, Element, Operand, Output, Result, ops};
use tightloop_array_core::{AxisSet, Strided, StridedMut};
use tightloop_dispatch::SoftmaxElement;

/// Computes the logarithm of the sum of `e^x` for all elements `x`.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `f16` `bf16` `f32` `f64` → the same, `bool` and integers → `f64` |
/// | **Shapes** | any; the result is one element |
/// | **Accuracy** | in units in the last place of the result, of the largest element, or of 1, whichever is largest: within 2 in `f32` (seen: 1.2), and 9 in `f64` (seen: 7.6, if nearly all terms are equal); 16-bit floats are computed in `f32`, then rounded |
/// | **Special values** | `-inf` if there are no elements, or all are `-inf`; `inf` if one is, unless another is NaN; NaN if one is NaN |
/// | **NumPy** | `scipy.special.logsumexp` |
///
/// # Panics
///
/// If allocation fails, as `Vec` does.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, logsumexp};
///
/// assert_eq!(logsumexp(&[0.0, 0.0]), std::f64::consts::LN_2);
/// assert_eq!(logsumexp(&Array::from([[1000.0, 0.0], [-1000.0, 900.0]])), 1000.0);
/// ```
#[track_caller]
pub fn logsumexp<T: SoftmaxElement>(x: impl Operand<T>) -> T::Out {
    let x = x.operand().0;
    let (mut result, axes) = ([T::Out::ZERO], AxisSet::all(x.ndim()));
    let out = StridedMut::new(&mut result, &vec![1; x.ndim()]);
    infallible(out.and_then(|out| write_logsumexp(x, axes, out)));
    result[0]
}

/// Computes the logarithm of the sum of `e^x` for the elements `x` along one or more axes.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`logsumexp`] |
/// | **Shapes** | any; the named axes are removed, or get length 1: see [`Axes`] |
/// | **Accuracy** | that of [`logsumexp`] |
/// | **Special values** | those of [`logsumexp`] |
/// | **NumPy** | `scipy.special.logsumexp` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, KeepDims, logsumexp_axis};
///
/// let x = Array::from([[0.0, 0.0], [-1000.0, 1000.0]]);
/// let expected = [std::f64::consts::LN_2, 1000.0];
/// assert_eq!(logsumexp_axis(&x, 1)?, Array::from(expected));
/// assert_eq!(logsumexp_axis(&x, KeepDims(1))?.shape(), [2, 1]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn logsumexp_axis<T: SoftmaxElement, A: Axes>(
    x: impl Operand<T>,
    axes: A,
) -> Result<Array<T::Out>> {
    let x = x.operand().0;
    let axes = axes.axes("logsumexp", x.ndim())?;
    let mut out = Array::zeros(&kept_dims(x.shape(), axes))?;
    write_logsumexp(x, axes, out.view_mut().0)?;
    if A::KEEP { Ok(out) } else { out.into_shape(&axes.removed_from(x.shape())) }
}

/// Computes the logarithm of the sum of `e^x` for the elements `x` along one or more axes, into
/// existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`logsumexp`] |
/// | **Shapes** | `out` has the shape of the result |
/// | **Accuracy** | that of [`logsumexp`] |
/// | **Special values** | those of [`logsumexp`] |
/// | **NumPy** | `scipy.special.logsumexp` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
///
/// In these cases, nothing has been written.
///
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, logsumexp_axis_into};
///
/// let x = Array::from([[0.0, 0.0], [-1000.0, 1000.0]]);
/// let mut out = [0.0; 2];
/// logsumexp_axis_into(&x, 1, &mut out)?;
/// assert_eq!(out, [std::f64::consts::LN_2, 1000.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn logsumexp_axis_into<T: SoftmaxElement, A: Axes>(
    x: impl Operand<T>,
    axes: A,
    mut out: impl Output<T::Out>,
) -> Result<()> {
    let x = x.operand().0;
    let axes = axes.axes("logsumexp", x.ndim())?;
    let out = with_all_axes("logsumexp", out.output().0, x.shape(), axes, A::KEEP)?;
    write_logsumexp(x, axes, out)
}

/// Writes the logarithms of sums into `out`, which has all axes.
fn write_logsumexp<T: SoftmaxElement>(
    x: Strided<'_, T>,
    axes: AxisSet,
    out: StridedMut<'_, T::Out>,
) -> Result<()> {
    const NAME: &str = "logsumexp";
    if x.is_empty() {
        ArrayViewMut(out).fill(T::LOG_OF_ZERO);
        return Ok(());
    }
    for_each_piece((x, out), others(axes, x.ndim()), most::<T::Wide>(), &|(x, out)| {
        let largest = finite(largest(NAME, x, axes)?);
        let logs = log_of_sum(NAME, x, &largest, axes)?;
        Call::step(NAME, &ops::Add, T::add())
            .write((Read(&largest), Read(&logs)), ArrayViewMut(out))
    })
}
