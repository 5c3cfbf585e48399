//! Reductions with two results, found in one pass.

use super::{Axes, kept_dims, without_dims};
use crate::infallible::infallible;
use crate::{Array, ArrayView, ArrayViewMut, Element, Operand, Output, Result, ops};
use tightloop_array_core::{AxisSet, StridedRef};
use tightloop_dispatch::{FoldUfunc, ReduceKernel, check_pairs, reduce_pairs_new};

/// A reduction to pairs: its name, its loops and its parameters.
pub(crate) type Reduction<'a, Op, T, U> =
    (&'static str, &'static ReduceKernel<Op, T, [U; 2]>, &'a Op);

/// Returns both results of each group of elements along the axes, in a row.
fn rows<Op: Send + Sync, T: Element, U: Element>(
    (name, kernel, op): Reduction<'_, Op, T, U>,
    x: StridedRef<'_, T>,
    axes: AxisSet,
) -> Result<Array<U>> {
    let (layout, buffer) = reduce_pairs_new(name, kernel, op, x, axes)?;
    Ok(Array::from_parts(layout, buffer))
}

/// Returns both results, for each group of elements along the axes.
fn new_arrays<Op: Send + Sync, T: Element, U: Element, A: Axes>(
    reduction: Reduction<'_, Op, T, U>,
    x: impl Operand<T>,
    axes: A,
) -> Result<(Array<U>, Array<U>)> {
    x.lend(|x| {
        let axes = axes.axes(reduction.0, x.ndim())?;
        let pairs = rows(reduction, x, axes)?;
        let shape = if A::KEEP {
            kept_dims(x.shape(), axes)
        } else {
            axes.removed_from(x.shape()).to_vec()
        };
        let result = |k: usize| pairs.subview(1, k)?.to_array().into_shape(&shape);
        Ok((result(0)?, result(1)?))
    })
}

/// Writes both results into existing memory.
fn write<Op: Send + Sync, T: Element, U: Element, A: Axes>(
    (name, kernel, op): Reduction<'_, Op, T, U>,
    x: impl Operand<T>,
    axes: A,
    mut first: impl Output<U>,
    mut second: impl Output<U>,
) -> Result<()> {
    let x = x.operand();
    let axes = axes.axes(name, x.ndim())?;
    let mut outputs = [first.output(), second.output()];
    if A::KEEP {
        outputs = {
            let [first, second] = outputs;
            let without = |out| without_dims(name, out, x.shape(), axes).map(ArrayViewMut);
            [without(first)?, without(second)?]
        };
    }
    for out in &outputs {
        check_pairs(name, kernel, x.0.by_ref(), axes, out.shape())?;
    }
    write_parts((name, kernel, op), x, axes, outputs)
}

/// The most results that are computed at once, into memory of their own.
const PART: usize = 4096;

/// Writes both results, some at a time. The outputs have their shape.
fn write_parts<Op: Send + Sync, T: Element, U: Element>(
    reduction: Reduction<'_, Op, T, U>,
    x: ArrayView<'_, T>,
    axes: AxisSet,
    [first, second]: [ArrayViewMut<'_, U>; 2],
) -> Result<()> {
    if first.len() > PART {
        let mut kept = (0..x.ndim()).filter(|&axis| !axes.contains(axis)).enumerate();
        if let Some((place, axis)) = kept.find(|&(_, axis)| x.shape()[axis] > 1) {
            let half = x.shape()[axis] / 2;
            let (head, tail) = x.split_at(axis, half)?;
            let (first_head, first_tail) = first.split_at(place, half)?;
            let (second_head, second_tail) = second.split_at(place, half)?;
            write_parts(reduction, head, axes, [first_head, second_head])?;
            return write_parts(reduction, tail, axes, [first_tail, second_tail]);
        }
    }
    let pairs = x.lend(|x| rows(reduction, x, axes))?;
    for (k, mut out) in [first, second].into_iter().enumerate() {
        let shape = out.shape().to_vec();
        out.assign(pairs.subview(1, k)?.reshape(&shape)?)?;
    }
    Ok(())
}

/// Returns both results of all elements.
pub(crate) fn of_all<Op: Send + Sync, T: Element, U: Element>(
    reduction: Reduction<'_, Op, T, U>,
    x: impl Operand<T>,
) -> Result<(U, U)> {
    let pairs = x.lend(|x| rows(reduction, x, AxisSet::all(x.ndim())))?;
    Ok((pairs[[0, 0]], pairs[[0, 1]]))
}

fn extremes<T: Element>() -> Reduction<'static, ops::MinimumMaximum, T, T>
where
    ops::MinimumMaximum: FoldUfunc<T, Out = [T; 2]>,
{
    ("min_max", ops::MinimumMaximum::fold_kernel(), &ops::MinimumMaximum)
}

fn moments<T: Element, Y: Element>(op: &ops::MeanVariance) -> Reduction<'_, ops::MeanVariance, T, Y>
where
    ops::MeanVariance: FoldUfunc<T, Out = [Y; 2]>,
{
    ("mean_var", ops::MeanVariance::fold_kernel(), op)
}

/// Finds the smallest and the largest of all elements, in one pass.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all real ones → the same |
/// | **Shapes** | any; the results are one element each |
/// | **Accuracy** | exact |
/// | **Special values** | both are NaN if any element is NaN; -0 is below +0 |
/// | **NumPy** | `np.min`, `np.max` |
/// | **Method** | [`ops::MinimumMaximum`](struct@crate::ops::MinimumMaximum) |
///
/// # Errors
///
/// [`Error::EmptyReduction`](crate::Error::EmptyReduction) if there are no elements.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, min_max};
///
/// assert_eq!(min_max(&Array::from([3.0, 1.0, 2.0]))?, (1.0, 3.0));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn min_max<T: Element>(x: impl Operand<T>) -> Result<(T, T)>
where
    ops::MinimumMaximum: FoldUfunc<T, Out = [T; 2]>,
{
    of_all(extremes(), x)
}

/// Finds the smallest and the largest of the elements along one or more axes, in one pass.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all real ones → the same |
/// | **Shapes** | any; the named axes are removed, or get length 1: see [`Axes`] |
/// | **Accuracy** | exact |
/// | **Special values** | those of [`min_max`] |
/// | **NumPy** | `np.min`, `np.max` |
/// | **Method** | [`ops::MinimumMaximum`](struct@crate::ops::MinimumMaximum) |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) or
///   [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if these are not axes of `x`.
/// - [`Error::EmptyReduction`](crate::Error::EmptyReduction) if a result would be of no elements.
/// - [`Error::Allocation`](crate::Error::Allocation) if the results do not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, min_max_axis};
///
/// let x = Array::from([[1, 5, 3], [4, 2, 6]]);
/// assert_eq!(min_max_axis(&x, 1)?, (Array::from([1, 2]), Array::from([5, 6])));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn min_max_axis<T: Element>(x: impl Operand<T>, axes: impl Axes) -> Result<(Array<T>, Array<T>)>
where
    ops::MinimumMaximum: FoldUfunc<T, Out = [T; 2]>,
{
    new_arrays(extremes(), x, axes)
}

/// Finds the smallest and the largest of the elements along one or more axes, into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all real ones → the same |
/// | **Shapes** | `low` and `high` have the shape of a result |
/// | **Accuracy** | exact |
/// | **Special values** | those of [`min_max`] |
/// | **NumPy** | `np.min`, `np.max` |
/// | **Method** | [`ops::MinimumMaximum`](struct@crate::ops::MinimumMaximum) |
///
/// # Errors
///
/// Those of [`min_max_axis`], and [`Error::OutputShape`](crate::Error::OutputShape) if an output
/// does not have the shape of the result. If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, min_max_axis_into};
///
/// let (mut low, mut high) = ([0; 3], [0; 3]);
/// min_max_axis_into(&Array::from([[1, 5, 3], [4, 2, 6]]), 0, &mut low, &mut high)?;
/// assert_eq!((low, high), ([1, 2, 3], [4, 5, 6]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn min_max_axis_into<T: Element>(
    x: impl Operand<T>,
    axes: impl Axes,
    low: impl Output<T>,
    high: impl Output<T>,
) -> Result<()>
where
    ops::MinimumMaximum: FoldUfunc<T, Out = [T; 2]>,
{
    write(extremes(), x, axes, low, high)
}

/// Computes the mean and the variance of all elements, with the divisor `n - ddof`, in one pass.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all real ones → `f64` for integers and `bool`, else the same |
/// | **Shapes** | any; the results are one element each |
/// | **Accuracy** | the variance is that of [`var`](crate::var), and the mean no worse than that of [`mean`](crate::mean); 16-bit floats are computed in `f32` |
/// | **Special values** | both are NaN if an element is NaN or infinite, or if there are none |
/// | **NumPy** | `np.mean`, `np.var` |
/// | **Method** | [`ops::MeanVariance`](struct@crate::ops::MeanVariance) |
///
/// # Panics
///
/// If allocation fails, as `Vec` does.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, mean_var};
///
/// assert_eq!(mean_var(&Array::from([7.0, 1.0, 1.0]), 0.0), (3.0, 8.0));
/// ```
#[track_caller]
pub fn mean_var<T: Element, Y: Element>(x: impl Operand<T>, ddof: f64) -> (Y, Y)
where
    ops::MeanVariance: FoldUfunc<T, Out = [Y; 2]>,
{
    infallible(of_all(moments(&ops::MeanVariance::new(ddof)), x))
}

/// Computes the mean and the variance of the elements along one or more axes, with the divisor
/// `n - ddof`, in one pass.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all real ones → `f64` for integers and `bool`, else the same |
/// | **Shapes** | any; the named axes are removed, or get length 1: see [`Axes`] |
/// | **Accuracy** | that of [`mean_var`] |
/// | **Special values** | those of [`mean_var`] |
/// | **NumPy** | `np.mean`, `np.var` |
/// | **Method** | [`ops::MeanVariance`](struct@crate::ops::MeanVariance) |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) or
///   [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if these are not axes of `x`.
/// - [`Error::Allocation`](crate::Error::Allocation) if the results do not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, mean_var_axis};
///
/// let x = Array::from([[7.0, 1.0, 1.0], [3.0, 3.0, 3.0]]);
/// let (mean, var) = mean_var_axis(&x, 1, 0.0)?;
/// assert_eq!((mean, var), (Array::from([3.0, 3.0]), Array::from([8.0, 0.0])));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn mean_var_axis<T: Element, Y: Element>(
    x: impl Operand<T>,
    axes: impl Axes,
    ddof: f64,
) -> Result<(Array<Y>, Array<Y>)>
where
    ops::MeanVariance: FoldUfunc<T, Out = [Y; 2]>,
{
    new_arrays(moments(&ops::MeanVariance::new(ddof)), x, axes)
}

/// Computes the mean and the variance of the elements along one or more axes, with the divisor
/// `n - ddof`, into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all real ones → `f64` for integers and `bool`, else the same |
/// | **Shapes** | `mean` and `var` have the shape of a result |
/// | **Accuracy** | that of [`mean_var`] |
/// | **Special values** | those of [`mean_var`] |
/// | **NumPy** | `np.mean`, `np.var` |
/// | **Method** | [`ops::MeanVariance`](struct@crate::ops::MeanVariance) |
///
/// # Errors
///
/// Those of [`mean_var_axis`], and [`Error::OutputShape`](crate::Error::OutputShape) if an output
/// does not have the shape of the result. If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, mean_var_axis_into};
///
/// let (mut mean, mut var) = ([0.0; 2], [0.0; 2]);
/// let x = Array::from([[7.0, 1.0, 1.0], [3.0, 3.0, 3.0]]);
/// mean_var_axis_into(&x, 1, 0.0, &mut mean, &mut var)?;
/// assert_eq!((mean, var), ([3.0, 3.0], [8.0, 0.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn mean_var_axis_into<T: Element, Y: Element>(
    x: impl Operand<T>,
    axes: impl Axes,
    ddof: f64,
    mean: impl Output<Y>,
    var: impl Output<Y>,
) -> Result<()>
where
    ops::MeanVariance: FoldUfunc<T, Out = [Y; 2]>,
{
    write(moments(&ops::MeanVariance::new(ddof)), x, axes, mean, var)
}
