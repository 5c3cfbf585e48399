//! Weighted averages.

use super::pieces::{for_each_piece, most, others};
use crate::call::Call;
use crate::operand::Read;
use crate::reductions::{Known, kept_dims, reduce_axes, with_all_axes};
use crate::{Array, ArrayView, ArrayViewMut, Axes, Element, Operand, Output, Result, ops};
use tightloop_array_core::{AxisSet, Error, Strided, StridedMut};
use tightloop_dispatch::{AverageElement, MappedFold};

/// Computes the average of all elements, weighted: the sum of the products with the weights,
/// divided by the sum of the weights.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `f16` `bf16` `f32` `f64` `C32` `C64` → the same, `bool` and integers → `f64` |
/// | **Shapes** | any; `weights` has that of `x`; the result is one element |
/// | **Accuracy** | that of `sum`, twice, a product and a quotient; 16-bit floats are computed in `f32`, integers in `f64` |
/// | **Special values** | a weight of 0 times an infinity is NaN |
/// | **NumPy** | `np.average(x, weights=weights)` |
///
/// Products are added up as they are computed, in one pass over `x`. Without weights, an average is
/// a [`mean`](crate::mean).
///
/// # Errors
///
/// - [`Error::UnequalShapes`](crate::Error::UnequalShapes) if the shapes differ.
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if the sum of the weights is 0.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, average};
///
/// let (x, weights) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), [[1.0, 1.0], [2.0, 4.0]]);
/// let mean: f64 = average(&x, &weights)?;
/// assert_eq!(mean, 3.125);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn average<T: AverageElement>(x: impl Operand<T>, weights: impl Operand<T>) -> Result<T::Out> {
    let (x, weights) = (x.operand().0, weights.operand().0);
    if x.shape() != weights.shape() {
        return Err(Error::unequal_shapes("average", &[x.shape(), weights.shape()]));
    }
    let (mut result, axes) = ([T::Out::ZERO], AxisSet::all(x.ndim()));
    let out = StridedMut::new(&mut result, &vec![1; x.ndim()])?;
    write_averages(x, axes, weights, out)?;
    Ok(result[0])
}

/// Computes the average of the elements along one or more axes, weighted.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`average`] |
/// | **Shapes** | `weights` has the shape of `x` or, for one axis, its length; the named axes are removed, or get length 1: see [`Axes`] |
/// | **Accuracy** | that of [`average`] |
/// | **Special values** | those of [`average`] |
/// | **NumPy** | `np.average(x, axis=axes, weights=weights)` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::UnequalShapes`](crate::Error::UnequalShapes) if the weights have another shape.
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if the sum of the weights of a
///   result is 0.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, KeepDims, average_axis};
///
/// let x = Array::from([[1.0, 2.0, 6.0], [3.0, 4.0, 8.0]]);
/// assert_eq!(average_axis(&x, 0, &[1.0, 3.0])?, Array::from([2.5, 3.5, 7.5]));
/// assert_eq!(average_axis(&x, KeepDims(0), &[1.0, 3.0])?.shape(), [1, 3]);
///
/// let weights = Array::from([[1.0, 0.0, 1.0], [1.0, 1.0, 2.0]]);
/// assert_eq!(average_axis(&x, 1, &weights)?, Array::from([3.5, 5.75]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn average_axis<T: AverageElement, A: Axes>(
    x: impl Operand<T>,
    axes: A,
    weights: impl Operand<T>,
) -> Result<Array<T::Out>> {
    let (x, weights) = (x.operand().0, weights.operand().0);
    let axes = axes.axes("average", x.ndim())?;
    let weights = along_x(weights, x.shape(), axes)?;
    let mut out = Array::zeros(&kept_dims(x.shape(), axes))?;
    write_averages(x, axes, weights, out.view_mut().0)?;
    if A::KEEP { Ok(out) } else { out.into_shape(&axes.removed_from(x.shape())) }
}

/// Computes the average of the elements along one or more axes, weighted, into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`average`] |
/// | **Shapes** | those of [`average_axis`]; `out` has the shape of the result |
/// | **Accuracy** | that of [`average`] |
/// | **Special values** | those of [`average`] |
/// | **NumPy** | `np.average(x, axis=axes, weights=weights)` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::UnequalShapes`](crate::Error::UnequalShapes) if the weights have another shape.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if the sum of the weights of a
///   result is 0.
///
/// In these cases, nothing has been written.
///
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, average_axis_into};
///
/// let x = Array::from([[1.0, 2.0, 6.0], [3.0, 4.0, 8.0]]);
/// let mut out = [0.0; 3];
/// average_axis_into(&x, 0, &[1.0, 3.0], &mut out)?;
/// assert_eq!(out, [2.5, 3.5, 7.5]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn average_axis_into<T: AverageElement, A: Axes>(
    x: impl Operand<T>,
    axes: A,
    weights: impl Operand<T>,
    mut out: impl Output<T::Out>,
) -> Result<()> {
    let (x, weights) = (x.operand().0, weights.operand().0);
    let axes = axes.axes("average", x.ndim())?;
    let weights = along_x(weights, x.shape(), axes)?;
    let out = with_all_axes("average", out.output().0, x.shape(), axes, A::KEEP)?;
    write_averages(x, axes, weights, out)
}

/// Returns weights with as many axes as `x`: all of its shape, or one that is reduced, and others
/// of length 1.
fn along_x<'a, T: Element>(
    mut weights: Strided<'a, T>,
    shape: &[usize],
    axes: AxisSet,
) -> Result<Strided<'a, T>> {
    if weights.shape() == shape {
        return Ok(weights);
    }
    let mut reduced = axes.iter();
    match (reduced.next(), reduced.next()) {
        (Some(axis), None) if weights.shape() == [shape[axis]] => {
            for other in (0..shape.len()).filter(|&other| other != axis) {
                weights = weights.insert_axis(other)?;
            }
            Ok(weights)
        }
        _ => Err(Error::unequal_shapes("average", &[shape, weights.shape()])),
    }
}

/// Writes the averages into `out`, which has all axes, as `weights` do.
fn write_averages<T: AverageElement>(
    x: Strided<'_, T>,
    axes: AxisSet,
    weights: Strided<'_, T>,
    out: StridedMut<'_, T::Out>,
) -> Result<()> {
    if out.is_empty() {
        return Ok(());
    }
    let (kept, most) = (others(axes, x.ndim()), most::<T::Wide>());
    // Several pieces are written only after all sums have been checked.
    if out.len() > most {
        for_each_piece(weights, kept, most, &|weights| sums_of(weights, axes).map(|_| ()))?;
    }
    for_each_piece((out, (x, weights)), kept, most, &|(out, (x, weights))| {
        let sums = sums_of(weights, axes)?;
        let (x, weights) = (ArrayView(x), ArrayView(weights));
        let totals = Call::step("average", &ops::Multiply, T::multiply()).reduced(
            MappedFold::new(T::sum_wide(), &ops::Sum),
            (Read(&x), Read(&weights)),
            Known::<true>(axes),
        )?;
        Call::step("average", &ops::Divide, T::divide())
            .write((Read(&totals), Read(&sums)), ArrayViewMut(out))
    })
}

/// The sums of weights along axes, which are kept.
fn sums_of<T: AverageElement>(weights: Strided<'_, T>, axes: AxisSet) -> Result<Array<T::Wide>> {
    let sums =
        reduce_axes("average", T::sum(), &ops::Sum, ArrayView(weights), Known::<true>(axes))?;
    if sums.iter().any(|&sum| sum == T::Wide::ZERO) {
        let what = "the sum of the weights of a result is 0";
        return Err(Error::InvalidParameter { op: "average", what });
    }
    Ok(sums)
}
