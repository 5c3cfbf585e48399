//! Reductions by operations of two values.

use super::{Associative, Binary};
use crate::ufunc_reductions::{accumulated, reduced, write_accumulated, write_reduced};
use crate::{Array, Axes, Axis, Operand, Output, Result};
use core::any::type_name;
use tightloop_dispatch::{Kernel, UfuncAccumulation, UfuncReduction};
use tightloop_kernels::{Natural, Streamed};

/// Reduces arrays by an operation of two values that gives a value of the same type
/// ([`Binary<X>`](Binary)).
///
/// ```
/// use tightloop::{Array, Associative, Binary, Isa, SequenceExt, Vector};
///
/// /// `0.5 * mean + 0.5 * x`: newer elements weigh more.
/// struct Smooth;
///
/// impl Binary<f64> for Smooth {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, mean: Vector<S, f64>, x: Vector<S, f64>) -> Vector<S, f64> {
///         0.5 * mean + 0.5 * x
///     }
/// }
///
/// let x = Array::from([[1.0, 3.0, 6.0], [8.0, 4.0, 2.0]]);
/// assert_eq!(Smooth.accumulate_axis(&x, 1)?, Array::from([[1.0, 2.0, 4.0], [8.0, 6.0, 4.0]]));
/// assert_eq!(Smooth.reduce_axis(&x, 1)?, Array::from([4.0, 4.0]));
///
/// /// The resistance of two resistors side by side.
/// struct Parallel;
///
/// impl Binary<f64> for Parallel {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
///         1.0 / (1.0 / a + 1.0 / b)
///     }
/// }
///
/// impl Associative<f64> for Parallel {
///     const IDENTITY: Option<f64> = Some(f64::INFINITY);
/// }
///
/// assert_eq!(Parallel.reduce_axis_in_tree(&[4.0, 4.0, 2.0], 0)?, Array::from(1.0));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// # In sequence, or in a tree
///
/// In sequence means from the first element on: `op(op(op(x[0], x[1]), x[2]), x[3])`. Several axes
/// are reduced in C order. An operation that may also take elements in groups is [`Associative`],
/// and reduces them in a tree: several times as fast along a single long axis, and with smaller
/// errors for sums. The tree depends on the number of elements alone, and neighbouring elements are
/// not always taken together: the order of operands may change, too.
///
/// In both, each step is the operation, rounded to the dtype of the elements, so bits depend on the
/// values along the axis alone.
///
/// For reductions whose accumulator is not an element, such as means, implement
/// [`Fold`](crate::Fold). The operations in [`ops`](crate::ops) have
/// [`ReduceExt`](crate::ReduceExt), which is compiled already.
pub trait SequenceExt<X: Streamed>: Binary<X, X, X> + Sized + 'static {
    /// Reduces the elements along one or more axes, in sequence.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) or
    ///   [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if these are not axes of `x`.
    /// - [`Error::EmptyReduction`](crate::Error::EmptyReduction) if a result would be of no
    ///   elements.
    /// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    ///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
    fn reduce_axis<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
    ) -> Result<Array<T>> {
        reduced(type_name::<Self>(), &UfuncReduction::in_sequence(kernel(self)), self, &x, axes)
    }

    /// Reduces the elements along one or more axes, in sequence, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`reduce_axis`](Self::reduce_axis), and
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
    /// result. If there is an error, nothing has been written.
    fn reduce_axis_into<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
        mut out: impl Output<T>,
    ) -> Result<()> {
        write_reduced(
            type_name::<Self>(),
            &UfuncReduction::in_sequence(kernel(self)),
            self,
            &x,
            axes,
            &mut out,
        )
    }

    /// Reduces the elements along one or more axes, in a tree. If the operation has an
    /// [identity](Associative::IDENTITY), that is the reduction of no elements, and a single
    /// element is combined with it.
    ///
    /// # Errors
    ///
    /// Those of [`reduce_axis`](Self::reduce_axis);
    /// [`Error::EmptyReduction`](crate::Error::EmptyReduction) only if there is no identity.
    fn reduce_axis_in_tree<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
    ) -> Result<Array<T>>
    where
        Self: Associative<T>,
    {
        reduced(
            type_name::<Self>(),
            &UfuncReduction::grouped(kernel(self), Self::IDENTITY),
            self,
            &x,
            axes,
        )
    }

    /// Reduces the elements along one or more axes, in a tree, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`reduce_axis_in_tree`](Self::reduce_axis_in_tree), and
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
    /// result. If there is an error, nothing has been written.
    fn reduce_axis_in_tree_into<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
        mut out: impl Output<T>,
    ) -> Result<()>
    where
        Self: Associative<T>,
    {
        write_reduced(
            type_name::<Self>(),
            &UfuncReduction::grouped(kernel(self), Self::IDENTITY),
            self,
            &x,
            axes,
            &mut out,
        )
    }

    /// Gives all results on the way of a reduction in sequence along an axis: the first element,
    /// the result of the first two, of the first three, and so on.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
    /// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    ///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
    fn accumulate_axis<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axis: impl Axis,
    ) -> Result<Array<T>> {
        let accumulation = UfuncAccumulation::in_sequence(kernel(self));
        accumulated(type_name::<Self>(), &accumulation, self, &x, axis)
    }

    /// Gives all results on the way of a reduction in sequence along an axis, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`accumulate_axis`](Self::accumulate_axis), and
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of `x`.
    /// If there is an error, nothing has been written.
    fn accumulate_axis_into<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axis: impl Axis,
        mut out: impl Output<T>,
    ) -> Result<()> {
        let accumulation = UfuncAccumulation::in_sequence(kernel(self));
        write_accumulated(type_name::<Self>(), &accumulation, self, &x, axis, &mut out)
    }
}

impl<X: Streamed, Op: Binary<X, X, X> + 'static> SequenceExt<X> for Op {}

/// The loops of an operation, which is known to be inlined in debug builds.
fn kernel<Op: Binary<X, X, X> + 'static, X: Streamed, T: Natural<Value = X>>(
    op: &Op,
) -> &'static Kernel<Op, (T, T), (T,)> {
    let kernel = const { &Kernel::binary::<X, X, X>() };
    kernel.check_inlining(op);
    kernel
}
