//! Reductions.

use super::{BlockFold, StoredFor};
use crate::reductions::{reduce_axes, reduce_axes_into};
use crate::{Array, Axes, Operand, Output, Result};
use core::any::type_name;
use tightloop_dispatch::{ReduceKernel, reduce_all};
use tightloop_kernels::{Natural, Streamed};

#[cfg(doc)]
use super::Fold;

/// Runs a reduction ([`Fold`] or [`BlockFold`]) over arrays: one of your own, or one of
/// [`ops`](crate::ops).
///
/// ```
/// use tightloop::{Array, Binary, BinaryExt, Fold, FoldExt, Isa, Vector, ops};
///
/// /// The number of elements above a limit.
/// struct CountAbove(f64);
///
/// impl Fold<f64> for CountAbove {
///     type Acc = f64;
///     type Out = f64;
///     const ALLOWS_EMPTY: bool = true;
///
///     #[inline(always)]
///     fn identity<S: Isa>(&self, s: S) -> Vector<S, f64> {
///         Vector::splat(s, 0.0)
///     }
///
///     #[inline(always)]
///     fn step<S: Isa>(&self, acc: Vector<S, f64>, x: Vector<S, f64>) -> Vector<S, f64> {
///         x.gt(x.like(self.0)).select(acc + 1.0, acc)
///     }
///
///     #[inline(always)]
///     fn merge<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
///         a + b
///     }
///
///     #[inline(always)]
///     fn finish<S: Isa>(&self, acc: Vector<S, f64>, _count: usize) -> Vector<S, f64> {
///         acc
///     }
/// }
///
/// let x = Array::from([[1.0, 5.0], [7.0, 9.0]]);
/// assert_eq!(CountAbove(4.0).fold(&x)?, 3.0);
/// assert_eq!(CountAbove(4.0).fold_axis(&x, 0)?, Array::from([1.0, 2.0]));
///
/// // The results of an operation are reduced in the same pass over memory.
/// struct SquaredDifference;
///
/// impl Binary<f64> for SquaredDifference {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
///         (a - b) * (a - b)
///     }
/// }
///
/// assert_eq!(SquaredDifference.map_reduce(&ops::Sum, &x, 1.0)?, 0.0 + 16.0 + 36.0 + 64.0);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub trait FoldExt<X: Streamed>: BlockFold<X, Out: Streamed> + Sized {
    /// Reduces all elements to one.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyReduction`](crate::Error::EmptyReduction) if there are none, and the reduction
    /// does not [allow](Fold::ALLOWS_EMPTY) that.
    fn fold<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
    ) -> Result<<Self::Out as StoredFor<T>>::Element>
    where
        Self::Out: StoredFor<T>,
    {
        let kernel = const { &ReduceKernel::<Self, T, _>::fold::<X>() };
        x.lend(|x| reduce_all(type_name::<Self>(), kernel, self, x))
    }

    /// Reduces the elements along one or more axes.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) or
    ///   [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if these are not axes of `x`.
    /// - [`Error::EmptyReduction`](crate::Error::EmptyReduction) as for [`fold`](Self::fold).
    /// - [`Error::Allocation`](crate::Error::Allocation) if the results do not fit into memory.
    fn fold_axis<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
    ) -> Result<Array<<Self::Out as StoredFor<T>>::Element>>
    where
        Self::Out: StoredFor<T>,
    {
        let kernel = const { &ReduceKernel::<Self, T, _>::fold::<X>() };
        reduce_axes(type_name::<Self>(), kernel, self, x, axes)
    }

    /// Reduces the elements along one or more axes, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`fold_axis`](Self::fold_axis), and
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
    /// result. Then nothing has been written.
    fn fold_axis_into<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
        out: impl Output<<Self::Out as StoredFor<T>>::Element>,
    ) -> Result<()>
    where
        Self::Out: StoredFor<T>,
    {
        let kernel = const { &ReduceKernel::<Self, T, _>::fold::<X>() };
        reduce_axes_into(type_name::<Self>(), kernel, self, x, axes, out)
    }
}

impl<X: Streamed, F: BlockFold<X, Out: Streamed>> FoldExt<X> for F {}
