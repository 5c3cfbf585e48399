//! Operations of one value.

use super::{BlockFold, StoredFor, Unary};
use crate::call::Call;
use crate::infallible::infallible;
use crate::operand::{Read, Written};
use crate::{Array, Axes, Operand, Output, Result};
use tightloop_dispatch::{Kernel, MappedFold, ReduceKernel};
use tightloop_kernels::{ComputedAs, Natural, Streamed};

#[cfg(doc)]
use super::FoldExt;

/// Runs an operation of one value ([`Unary`]) over arrays.
///
/// The operation gets all that our own functions have: broadcasting, any strides, the best level of
/// the CPU, threads. Its loops are compiled in your crate, once per level. Our own functions are
/// compiled already, so prefer `exp(&x)` to `Exp.map(&x)`.
///
/// ```
/// use tightloop::{Array, Isa, Unary, UnaryExt, Vector};
///
/// /// `x * factor`, but no more than `limit`.
/// struct Gain {
///     factor: f32,
///     limit: f32,
/// }
///
/// impl Unary<f32> for Gain {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
///         (x * self.factor).min(x.like(self.limit))
///     }
/// }
///
/// let gain = Gain { factor: 2.0, limit: 5.0 };
/// let mut x = Array::from([1.0, 2.0, 3.0]);
/// assert_eq!(gain.map(&x), Array::from([2.0, 4.0, 5.0]));
/// gain.map_assign(&mut x);
/// assert_eq!(x, Array::from([2.0, 4.0, 5.0]));
/// ```
///
/// Where a mask is false, elements keep their values:
///
/// ```
/// # use tightloop::{Array, Isa, Unary, UnaryExt, Vector};
/// # struct Double;
/// # impl Unary<f32> for Double {
/// #     #[inline(always)]
/// #     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
/// #         x + x
/// #     }
/// # }
/// let mut out = [0.0; 3];
/// Double.map_masked_into(&[1.0f32, 2.0, 3.0], &[true, false, true], &mut out)?;
/// assert_eq!(out, [2.0, 0.0, 6.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// A predicate is a `Unary<T, Truth<T>>`, and results in `bool`:
///
/// ```
/// use tightloop::{Array, Isa, Lane, MaskOf, Truth, Unary, UnaryExt, Vector};
///
/// struct Within(f64);
///
/// impl Unary<f64, Truth<f64>> for Within {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, x: Vector<S, f64>) -> MaskOf<S, f64> {
///         x.abs().le(x.like(self.0))
///     }
/// }
///
/// assert_eq!(Within(1.0).map(&[0.5, -2.0]), Array::from([true, false]));
/// ```
///
/// All values of an operation must have the same number of lanes. A register of `f32` has twice as
/// many as one of `f64`, so this does not compile:
///
/// ```compile_fail
/// # use tightloop::{Isa, Unary, UnaryExt, Vector};
/// struct Widened;
///
/// impl Unary<f32, f64> for Widened {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f64> {
///         Vector::splat(x.isa, 0.0)
///     }
/// }
///
/// Widened.map(&[1.0f32]);
/// ```
pub trait UnaryExt<X: Streamed, Y: Streamed>: Unary<X, Y> + Sized {
    /// Applies the operation to each element of `x`, into a new array.
    ///
    /// # Panics
    ///
    /// If allocation fails, as `Vec` does.
    #[inline]
    #[track_caller]
    fn map<T: Natural<Value = X>>(&self, x: impl Operand<T>) -> Array<Y::Element>
    where
        Y: StoredFor<T>,
    {
        infallible(Call::user(self, const { &Kernel::unary::<X, Y>() }).new_array((Read(&x),)))
    }

    /// Applies the operation to each element of `x`, into existing memory.
    ///
    /// # Errors
    ///
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `x` does not broadcast to the shape of
    /// `out`. Then nothing has been written.
    #[inline]
    fn map_into<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::unary::<X, Y>() }).write((Read(&x),), out)
    }

    /// Applies the operation to each element of `x`, in place.
    #[inline]
    fn map_assign<T: Natural<Value = X> + ComputedAs<Y>>(&self, x: impl Output<T>)
    where
        Y: StoredFor<T, Element = T>,
    {
        infallible(Call::user(self, const { &Kernel::unary::<X, Y>() }).assign(x, ()))
    }

    /// Applies the operation to each element of `x` where `mask` is true, into existing memory. All
    /// other elements of `out` keep their values. `x` and `mask` broadcast to the shape of `out`.
    ///
    /// # Errors
    ///
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if `x` and `mask` do not broadcast together.
    /// - [`Error::OutputShape`](crate::Error::OutputShape) if they do not broadcast to the shape of
    ///   `out`.
    ///
    /// If there is an error, nothing has been written.
    fn map_masked_into<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        mask: impl Operand<bool>,
        mut out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::unary::<X, Y>() }).write_masked(
            &(Read(&x),),
            &Read(&mask),
            &mut (Written(&mut out),),
        )
    }

    /// Applies the operation to each element of `x` where `mask` is true, in place.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`](crate::Error::Broadcast) or
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `mask` does not broadcast to the shape
    /// of `x`. Then nothing has been written.
    fn map_masked_assign<T: Natural<Value = X> + ComputedAs<Y>>(
        &self,
        mut x: impl Output<T>,
        mask: impl Operand<bool>,
    ) -> Result<()>
    where
        Y: StoredFor<T, Element = T>,
    {
        Call::user(self, const { &Kernel::unary::<X, Y>() }).assign_masked(
            &mut Written(&mut x),
            &(),
            &Read(&mask),
        )
    }

    /// Reduces the results along one or more axes, as if they were an array, in one pass over the
    /// operands: see [`FoldExt::fold_axis`]. The bits are those of the reduction of that array.
    ///
    /// # Errors
    ///
    /// Those of [`FoldExt::fold_axis`], and [`Error::Broadcast`](crate::Error::Broadcast) if the
    /// shapes do not broadcast together.
    fn map_reduce_axis<T: Natural<Value = X>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        x: impl Operand<T>,
        axes: impl Axes,
    ) -> Result<Array<<F::Out as StoredFor<T>>::Element>>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::unary::<X, Y>() };
        let kernels = const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() };
        let fold = MappedFold::new(kernels, fold);
        Call::user(self, kernel).reduced(fold, (Read(&x),), axes)
    }

    /// Reduces all results to one, as [`map_reduce_axis`](Self::map_reduce_axis).
    ///
    /// # Errors
    ///
    /// Those of [`map_reduce_axis`](Self::map_reduce_axis).
    fn map_reduce<T: Natural<Value = X>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        x: impl Operand<T>,
    ) -> Result<<F::Out as StoredFor<T>>::Element>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::unary::<X, Y>() };
        let kernels = const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() };
        let fold = MappedFold::new(kernels, fold);
        Call::user(self, kernel).reduced_to_one(fold, (Read(&x),))
    }
}

impl<X: Streamed, Y: Streamed, Op: Unary<X, Y>> UnaryExt<X, Y> for Op {}
