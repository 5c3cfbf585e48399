//! Reductions and running results by the binary operations of the catalogue, and accumulators of
//! any dtype.

mod masked;

use crate::call::Call;
use crate::operand::{Read, Written};
use crate::reductions::{reduce_axes, with_dims, without_dims};
use crate::{Array, Axes, Axis, Element, Error, Operand, Output, Result, ops};
use tightloop_array_core::AxisSet;
use tightloop_dispatch::{
    AccumulateUfunc, AccumulatesIn, BecomesAccumulator, FoldUfunc, MappedFold, MaskedUfunc,
    ReduceUfunc, ScanUfunc, UfuncAccumulation, UfuncReduction, accumulate_ufunc_into, map_assign,
    mapped_shape, reduce_segment_into, reduce_ufunc_into, scan_into,
};
use tightloop_kernels::Catalogued;

pub use masked::{Averaged, masked_mean, masked_std, masked_var};

/// Reductions by the operations in [`ops`](crate::ops) that take two elements and give one: NumPy's
/// `np.subtract.reduce`, `np.subtract.accumulate` and `np.subtract.reduceat`.
///
/// ```
/// use tightloop::ops::{BitwiseXor, Hypot, LogAddExp, Subtract};
/// use tightloop::{Array, ReduceExt};
///
/// let x = Array::from([[10.0, 1.0, 2.0], [20.0, 4.0, 8.0]]);
/// assert_eq!(Subtract.reduce(&x, 1)?, Array::from([10.0 - 1.0 - 2.0, 20.0 - 4.0 - 8.0]));
/// assert_eq!(Subtract.accumulate(&x, 1)?, Array::from([[10.0, 9.0, 7.0], [20.0, 16.0, 8.0]]));
/// assert_eq!(Hypot.reduce(&Array::from([2.0, 3.0, 6.0]), 0)?, Array::from(7.0));
/// assert_eq!(BitwiseXor.reduce(&Array::from([12, 10, 1]), 0)?, Array::from(7));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// # How
///
/// | operations | `reduce` | `accumulate` |
/// |:--|:--|:--|
/// | `Add`, `Multiply` | as [`sum_axis`](crate::sum_axis) and [`prod_axis`](crate::prod_axis): integers widen | as [`cumulative_sum`](crate::cumulative_sum) and [`cumulative_prod`](crate::cumulative_prod) |
/// | `Minimum`, `Maximum` | as [`min_axis`](crate::min_axis) and [`max_axis`](crate::max_axis) | as [`cumulative_min`](crate::cumulative_min) and [`cumulative_max`](crate::cumulative_max) |
/// | `Fmin`, `Fmax` | as [`nanmin_axis`](crate::nanmin_axis) and [`nanmax_axis`](crate::nanmax_axis) | in sequence |
/// | `LogicalAnd`, `LogicalOr` | as [`all_axis`](crate::all_axis) and [`any_axis`](crate::any_axis) | in sequence |
/// | `LogicalXor`, `BitwiseAnd`, `BitwiseOr`, `BitwiseXor`, `Gcd`, `Lcm`, `Hypot`, `LogAddExp`, `LogAddExp2`; extremes of complex numbers | in a tree | in sequence |
/// | all others | in sequence | in sequence |
///
/// **In sequence** means from the first element on, each result rounded as the function of two
/// elements rounds it: `((x[0] - x[1]) - x[2]) - ..`. In a tree, too, each step is that function.
/// The tree depends on the number of elements alone, so the bits of a result along one axis depend
/// on the values along it alone. Several axes are reduced in C order, except by the folds of the
/// first four rows, which take floats in the order of memory. (NumPy refuses several axes where the
/// order matters.)
///
/// No loop is compiled for a reduction in a tree or in sequence: the loops of the functions of two
/// elements compute them, of neighbouring results at the same time. So a single long sequence takes
/// longer than `sum` would.
pub trait ReduceExt: Catalogued + Send + Sync + Sized + 'static {
    /// Reduces the elements along one or more axes.
    ///
    /// The reduction of a single element by an operation with an identity is that of both: the
    /// `Gcd` of -4 alone is 4.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`] or [`Error::RepeatedAxis`] if these are not axes of `x`.
    /// - [`Error::EmptyReduction`] if a result would be of no elements, and the operation has no
    ///   identity.
    /// - [`Error::NegativeExponent`] if an integer would be raised to a negative power.
    /// - [`Error::SizeOverflow`] or [`Error::Allocation`] if the result does not fit into memory.
    fn reduce<T: Element>(&self, x: impl Operand<T>, axes: impl Axes) -> Result<Array<Self::Out>>
    where
        Self: ReduceUfunc<T>,
    {
        reduced(Self::NAME, &Self::reduction(), self, &x, axes)
    }

    /// Reduces the elements along one or more axes, into existing memory.
    ///
    /// ```
    /// use tightloop::ops::Divide;
    /// use tightloop::{Array, ReduceExt};
    ///
    /// let x = Array::from([[8.0, 9.0], [2.0, 3.0], [2.0, 1.0]]);
    /// let mut out = [0.0; 2];
    /// Divide.reduce_into(&x, 0, &mut out)?;
    /// assert_eq!(out, [2.0, 3.0]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`reduce`](Self::reduce), and [`Error::OutputShape`] if `out` does not have the
    /// shape of the result. If there is an error, nothing has been written.
    fn reduce_into<T: Element, A: Axes>(
        &self,
        x: impl Operand<T>,
        axes: A,
        mut out: impl Output<Self::Out>,
    ) -> Result<()>
    where
        Self: ReduceUfunc<T>,
    {
        write_reduced(Self::NAME, &Self::reduction(), self, &x, axes, &mut out)
    }

    /// Gives all results on the way of a reduction along an axis: the first element, the result of
    /// the first two, of the first three, and so on.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`] if `x` has no such axis.
    /// - [`Error::NegativeExponent`] if an integer would be raised to a negative power.
    /// - [`Error::SizeOverflow`] or [`Error::Allocation`] if the result does not fit into memory.
    fn accumulate<T: Element>(
        &self,
        x: impl Operand<T>,
        axis: impl Axis,
    ) -> Result<Array<Self::Out>>
    where
        Self: AccumulateUfunc<T>,
    {
        accumulated(Self::NAME, &Self::accumulation(), self, &x, axis)
    }

    /// Gives all results on the way of a reduction along an axis, into existing memory.
    ///
    /// ```
    /// use tightloop::ops::LogicalXor;
    /// use tightloop::ReduceExt;
    ///
    /// let mut is_odd = [false; 4];
    /// LogicalXor.accumulate_into(&[1.0, 0.0, 2.0, 3.0], 0, &mut is_odd)?;
    /// assert_eq!(is_odd, [true, true, false, true]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`accumulate`](Self::accumulate), and [`Error::OutputShape`] if `out` does not have
    /// the shape of `x`. If there is an error, nothing has been written.
    fn accumulate_into<T: Element>(
        &self,
        x: impl Operand<T>,
        axis: impl Axis,
        mut out: impl Output<Self::Out>,
    ) -> Result<()>
    where
        Self: AccumulateUfunc<T>,
    {
        write_accumulated(Self::NAME, &Self::accumulation(), self, &x, axis, &mut out)
    }

    /// Reduces segments of an axis. Segment `i` has the elements from `indices[i]` to before
    /// `indices[i + 1]`, or the one element at `indices[i]` if the next index is not larger. The
    /// last segment reaches to the end of the axis.
    ///
    /// The result has a reduction per index in place of the axis. Segments are reduced one after
    /// the other; a single element stays as it is, except that it is converted to the dtype of
    /// results.
    ///
    /// ```
    /// use tightloop::ops::Add;
    /// use tightloop::{Array, ReduceExt};
    ///
    /// let x = Array::from([1, 2, 3, 4, 5]);
    /// assert_eq!(Add.reduceat(&x, &[0, 3, 1], 0)?, Array::from([6_i64, 4, 14]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`] if `x` has no such axis.
    /// - [`Error::AxisIndexOutOfBounds`] if an index is not one of an element along it.
    /// - [`Error::NegativeExponent`] if an integer would be raised to a negative power.
    /// - [`Error::SizeOverflow`] or [`Error::Allocation`] if the result does not fit into memory.
    fn reduceat<T: Element>(
        &self,
        x: impl Operand<T>,
        indices: &[usize],
        axis: impl Axis,
    ) -> Result<Array<Self::Out>>
    where
        Self: ReduceUfunc<T>,
    {
        let x = x.operand().0;
        let axis = axis.index(Self::NAME, x.ndim())?;
        let len = x.shape()[axis];
        if let Some(&index) = indices.iter().find(|&&index| index >= len) {
            let index = isize::try_from(index).unwrap_or(isize::MAX);
            return Err(Error::AxisIndexOutOfBounds { axis, index, len });
        }
        let mut shape = x.shape().to_vec();
        shape[axis] = indices.len();
        let mut out = Array::zeros(&shape)?;
        for (i, &start) in indices.iter().enumerate() {
            let next = indices.get(i + 1).copied().unwrap_or(len);
            let (before_end, _) = x.split_at(axis, next.max(start + 1))?;
            let (_, segment) = before_end.split_at(axis, start)?;
            let mut result = out.view_mut().0.subview(axis, i)?;
            let axes = AxisSet::from_iter([axis]);
            reduce_segment_into(self, segment.by_ref(), axes, result.by_mut())?;
        }
        Ok(out)
    }

    /// Reduces `initial` and the elements along one or more axes for which `mask` is true: NumPy's
    /// `where=` and `initial=`. All others take no part, whatever they are.
    ///
    /// ```
    /// use tightloop::ops::{Add, Maximum};
    /// use tightloop::{Array, ReduceExt, isfinite};
    ///
    /// let x = Array::from([[1.0, f64::NAN, 3.0], [4.0, 5.0, f64::INFINITY]]);
    /// let is_fine = isfinite(&x);
    /// assert_eq!(Add.masked_reduce(&x, 1, &is_fine, 0.0)?, Array::from([4.0, 9.0]));
    /// assert_eq!(Maximum.masked_reduce(&x, 0, &is_fine, 4.5)?, Array::from([4.5, 5.0, 4.5]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// What does not take part is replaced by an element that changes nothing, so float results
    /// have the bits of the reduction of an array that holds it. `initial` is the last operand.
    /// Reductions in a tree copy the elements before.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`] or [`Error::RepeatedAxis`] if these are not axes of `x`.
    /// - [`Error::Broadcast`] if `mask` does not broadcast to the shape of `x`.
    /// - [`Error::SizeOverflow`] or [`Error::Allocation`] if the result does not fit into memory.
    fn masked_reduce<T: Element, A: Axes>(
        &self,
        x: impl Operand<T>,
        axes: A,
        mask: impl Operand<bool>,
        initial: Self::Out,
    ) -> Result<Array<Self::Out>>
    where
        Self: MaskedUfunc<T>,
    {
        let shape = mapped_shape(Self::NAME, &(Read(&x), Read(&mask)))?;
        x.lend(|x| check_mask(Self::NAME, &shape, x.shape(), &mask))?;
        let set = axes.axes(Self::NAME, shape.len())?;
        if set.iter().any(|axis| shape[axis] == 0) {
            let out = Array::full(&set.removed_from(&shape), initial)?;
            return with_dims::<A, _>(out, &shape, set);
        }
        let left_out = Self::left_out(initial);
        let select = Call::step(Self::NAME, &ops::Select, Self::select_kernel());
        let inputs = (Read(&mask), Read(&x), Read(&left_out));
        let reduction = Self::reduction();
        let mut out = match reduction.as_fold() {
            Some(kernel) => select.reduced(MappedFold::new(kernel, self), inputs, axes)?,
            None => reduced(Self::NAME, &reduction, self, &select.new_array(inputs)?, axes)?,
        };
        if Self::matters(initial) {
            let merge = Self::merge_kernel();
            let initial = (Read(&initial),);
            map_assign(Self::NAME, merge, self, &mut Written(&mut &mut out), &initial)?;
        }
        Ok(out)
    }
}

impl<Op: Catalogued + Send + Sync + 'static> ReduceExt for Op {}

/// Returns an error unless `mask` broadcasts to `shape`; `common` is what both broadcast to.
fn check_mask(
    name: &'static str,
    common: &[usize],
    shape: &[usize],
    mask: &impl Operand<bool>,
) -> Result<()> {
    if *common == *shape {
        return Ok(());
    }
    Err(Error::broadcast(name, &[shape, mask.operand().shape()]))
}

/// Returns the reduction of elements by an operation.
pub(crate) fn reduced<Op: Send + Sync, T: Element, U: Element, A: Axes>(
    name: &'static str,
    reduction: &UfuncReduction<Op, T, U>,
    op: &Op,
    x: &impl Operand<T>,
    axes: A,
) -> Result<Array<U>> {
    x.lend(|x| {
        let axes = axes.axes(name, x.ndim())?;
        let mut out = Array::zeros(&axes.removed_from(x.shape()))?;
        reduce_ufunc_into(name, reduction, op, x, axes, out.by_mut())?;
        with_dims::<A, _>(out, x.shape(), axes)
    })
}

/// Writes the reduction of elements by an operation.
pub(crate) fn write_reduced<Op: Send + Sync, T: Element, U: Element, A: Axes>(
    name: &'static str,
    reduction: &UfuncReduction<Op, T, U>,
    op: &Op,
    x: &impl Operand<T>,
    axes: A,
    out: &mut impl Output<U>,
) -> Result<()> {
    x.lend(|x| {
        let axes = axes.axes(name, x.ndim())?;
        if A::KEEP {
            let mut out = without_dims(name, out.output(), x.shape(), axes)?;
            return reduce_ufunc_into(name, reduction, op, x, axes, out.by_mut());
        }
        out.lend_mut(|out| reduce_ufunc_into(name, reduction, op, x, axes, out))
    })
}

/// Returns the results on the way of a reduction by an operation.
pub(crate) fn accumulated<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    accumulation: &UfuncAccumulation<Op, T, U>,
    op: &Op,
    x: &impl Operand<T>,
    axis: impl Axis,
) -> Result<Array<U>> {
    x.lend(|x| {
        let axis = axis.index(name, x.ndim())?;
        let mut out = Array::zeros(x.shape())?;
        accumulate_ufunc_into(name, accumulation, op, x, axis, out.by_mut())?;
        Ok(out)
    })
}

/// Writes the results on the way of a reduction by an operation.
pub(crate) fn write_accumulated<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    accumulation: &UfuncAccumulation<Op, T, U>,
    op: &Op,
    x: &impl Operand<T>,
    axis: impl Axis,
    out: &mut impl Output<U>,
) -> Result<()> {
    x.lend(|x| {
        let axis = axis.index(name, x.ndim())?;
        out.lend_mut(|out| accumulate_ufunc_into(name, accumulation, op, x, axis, out))
    })
}

/// Reductions and running results with accumulators of another dtype than that of the elements:
/// NumPy's `dtype=`.
///
/// The results are those of elements that have been converted by [`cast`](crate::cast), bit by bit,
/// but elements are converted on the way.
///
/// ```
/// use tightloop::ops::{Add, Mean, Sum, Variance};
/// use tightloop::{Array, AllAxes, AccumulatorExt};
///
/// let x = Array::from([[1.0f32, 1e8], [1.0, -1e8]]);
/// assert_eq!(Sum.reduce_as::<f64, _>(&x, AllAxes)?, Array::from(2.0));
/// assert_eq!(Mean.reduce_as::<f64, _>(&x, 0)?, Array::from([1.0, 0.0]));
/// assert_eq!(Variance::new(0.0).reduce_as::<f64, _>(&x, 0)?, Array::from([0.0, 1e16]));
/// assert_eq!(Add.accumulate_as::<f64, _>(&[1u8, 2, 3], 0)?, Array::from([1.0, 3.0, 6.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// The accumulators of `Sum`, `Multiply`, and `Add` are `i64`, `u64`, `f32`, `f64`, `C32` and
/// `C64`; those of `Mean`, `f32`, `f64`, `C32` and `C64`; those of `Variance` and
/// `StandardDeviation`, `f32` and `f64`. Elements become accumulators in one step. That leaves out
/// `f16` and `bf16` to integers, and integers to complex numbers: convert those with `cast`.
pub trait AccumulatorExt: Send + Sync + Sized + 'static {
    /// Reduces elements along one or more axes, as if they had been converted to `A`.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`] or [`Error::RepeatedAxis`] if these are not axes of `x`.
    /// - [`Error::SizeOverflow`] or [`Error::Allocation`] if the result does not fit into memory.
    fn reduce_as<A: Element, T: BecomesAccumulator<A>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
    ) -> Result<Array<Self::Out>>
    where
        Self: AccumulatesIn<A>,
    {
        <Self as FoldUfunc<A>>::fold_kernel().with_elements::<T, _>(|kernel| {
            reduce_axes(<Self as FoldUfunc<A>>::NAME, kernel, self, x, axes)
        })
    }

    /// Gives the running results along an axis, as if elements had been converted to `A`.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`] if `x` has no such axis.
    /// - [`Error::SizeOverflow`] or [`Error::Allocation`] if the result does not fit into memory.
    fn accumulate_as<A: Element, T: BecomesAccumulator<A>>(
        &self,
        x: impl Operand<T>,
        axis: impl Axis,
    ) -> Result<Array<A>>
    where
        Self: ScanUfunc<A, Out = A>,
    {
        let name = <Self as ScanUfunc<A>>::NAME;
        x.lend(|x| {
            let axis = axis.index(name, x.ndim())?;
            let mut out = Array::zeros(x.shape())?;
            Self::scan_kernel().with_elements::<T, _>(|kernel| {
                scan_into(name, kernel, self, x, axis, out.by_mut())
            })?;
            Ok(out)
        })
    }
}

/// Lists the operations.
macro_rules! with_accumulators {
    ($($op:ident)*) => {$(
        impl AccumulatorExt for ops::$op {}
    )*};
}
with_accumulators! { Sum Multiply Add Mean Variance StandardDeviation }
