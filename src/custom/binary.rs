//! Operations of two values.

use super::{Binary, BlockFold, StoredFor};
use crate::call::Call;
use crate::forms::with_axes;
use crate::operand::{Read, Written};
use crate::{Array, Axes, Operand, Output, Result};
use tightloop_dispatch::{Kernel, MappedFold, ReduceKernel};
use tightloop_kernels::{ComputedAs, Natural, Streamed};

#[cfg(doc)]
use super::{FoldExt, UnaryExt};

/// Runs an operation of two values ([`Binary`]) over arrays, as [`UnaryExt`] does with one.
///
/// ```
/// use tightloop::{Array, Binary, BinaryExt, Isa, Vector};
///
/// /// `(1 - weight) * a + weight * b`
/// struct Blend(f32);
///
/// impl Binary<f32> for Blend {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
///         a.like(self.0).mul_add(b - a, a)
///     }
/// }
///
/// let (a, b) = (Array::from([0.0f32, 2.0]), Array::from([[1.0f32], [4.0]]));
/// assert_eq!(Blend(0.5).map(&a, &b)?, Array::from([[0.5, 1.5], [2.0, 3.0]]));
///
/// // Every element with every element, and where a mask is true.
/// assert_eq!(Blend(0.5).map_outer(&a, &[6.0f32])?, Array::from([[3.0], [4.0]]));
/// let mut out = [7.0; 2];
/// Blend(0.5).map_masked_into(&a, 4.0f32, &[false, true], &mut out)?;
/// assert_eq!(out, [7.0, 3.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub trait BinaryExt<A: Streamed, B: Streamed, Y: Streamed>: Binary<A, B, Y> + Sized {
    /// Applies the operation to the elements of `a` and `b`, which broadcast, into a new array.
    ///
    /// # Errors
    ///
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if the shapes do not broadcast together.
    /// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    ///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
    #[inline]
    fn map<T: Natural<Value = A>, U: Natural<Value = B>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
    ) -> Result<Array<Y::Element>>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).new_array((Read(&a), Read(&b)))
    }

    /// Applies the operation to the elements of `a` and `b`, into existing memory.
    ///
    /// # Errors
    ///
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if the shapes of `a` and `b` do not
    ///   broadcast together.
    /// - [`Error::OutputShape`](crate::Error::OutputShape) if the result does not broadcast to the
    ///   shape of `out`.
    ///
    /// If there is an error, nothing has been written.
    #[inline]
    fn map_into<T: Natural<Value = A>, U: Natural<Value = B>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).write((Read(&a), Read(&b)), out)
    }

    /// Applies the operation to the elements of `a` and `b`, and writes the results over `a`.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`](crate::Error::Broadcast) or
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `b` does not broadcast to the shape of
    /// `a`. Then nothing has been written.
    #[inline]
    fn map_assign<T: Natural<Value = A> + ComputedAs<Y>, U: Natural<Value = B>>(
        &self,
        a: impl Output<T>,
        b: impl Operand<U>,
    ) -> Result<()>
    where
        Y: StoredFor<T, Element = T>,
    {
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).assign(a, (Read(&b),))
    }

    /// Applies the operation to the elements of `a` and `b` where `mask` is true, into existing
    /// memory. All other elements of `out` keep their values.
    ///
    /// # Errors
    ///
    /// Those of [`map_into`](Self::map_into); `mask` broadcasts, too.
    fn map_masked_into<T: Natural<Value = A>, U: Natural<Value = B>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        mask: impl Operand<bool>,
        mut out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).write_masked(
            &(Read(&a), Read(&b)),
            &Read(&mask),
            &mut (Written(&mut out),),
        )
    }

    /// Applies the operation to the elements of `a` and `b` where `mask` is true, and writes the
    /// results over `a`.
    ///
    /// # Errors
    ///
    /// Those of [`map_assign`](Self::map_assign); `mask` broadcasts, too.
    fn map_masked_assign<T: Natural<Value = A> + ComputedAs<Y>, U: Natural<Value = B>>(
        &self,
        mut a: impl Output<T>,
        b: impl Operand<U>,
        mask: impl Operand<bool>,
    ) -> Result<()>
    where
        Y: StoredFor<T, Element = T>,
    {
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).assign_masked(
            &mut Written(&mut a),
            &(Read(&b),),
            &Read(&mask),
        )
    }

    /// Applies the operation to every element of `a` with every element of `b`, into a new array.
    /// It has the axes of `a`, then those of `b`.
    ///
    /// # Errors
    ///
    /// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result would have more than
    ///   [`MAX_NDIM`](crate::MAX_NDIM).
    /// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    ///   [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
    fn map_outer<T: Natural<Value = A>, U: Natural<Value = B>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
    ) -> Result<Array<Y::Element>>
    where
        Y: StoredFor<T>,
    {
        let (a, b) = (a.operand(), b.operand());
        let a = with_axes(a, b.ndim())?;
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).new_array((Read(&a), Read(&b)))
    }

    /// Applies the operation to every element of `a` with every element of `b`, into existing
    /// memory.
    ///
    /// # Errors
    ///
    /// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) as for [`map_outer`](Self::map_outer).
    /// - [`Error::OutputShape`](crate::Error::OutputShape) if the result does not broadcast to the
    ///   shape of `out`.
    ///
    /// If there is an error, nothing has been written.
    fn map_outer_into<T: Natural<Value = A>, U: Natural<Value = B>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        let (a, b) = (a.operand(), b.operand());
        let a = with_axes(a, b.ndim())?;
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).write((Read(&a), Read(&b)), out)
    }

    /// Reduces the results along one or more axes, as if they were an array, in one pass over the
    /// operands: see [`FoldExt::fold_axis`]. The bits are those of the reduction of that array.
    ///
    /// # Errors
    ///
    /// Those of [`FoldExt::fold_axis`], and [`Error::Broadcast`](crate::Error::Broadcast) if the
    /// shapes do not broadcast together.
    fn map_reduce_axis<
        T: Natural<Value = A>,
        U: Natural<Value = B>,
        F: BlockFold<Y, Out: Streamed>,
    >(
        &self,
        fold: &F,
        a: impl Operand<T>,
        b: impl Operand<U>,
        axes: impl Axes,
    ) -> Result<Array<<F::Out as StoredFor<T>>::Element>>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::binary::<A, B, Y>() };
        let kernels = const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() };
        let fold = MappedFold::new(kernels, fold);
        Call::user(self, kernel).reduced(fold, (Read(&a), Read(&b)), axes)
    }

    /// Reduces all results to one, as [`map_reduce_axis`](Self::map_reduce_axis).
    ///
    /// # Errors
    ///
    /// Those of [`map_reduce_axis`](Self::map_reduce_axis).
    fn map_reduce<T: Natural<Value = A>, U: Natural<Value = B>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        a: impl Operand<T>,
        b: impl Operand<U>,
    ) -> Result<<F::Out as StoredFor<T>>::Element>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::binary::<A, B, Y>() };
        let kernels = const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() };
        let fold = MappedFold::new(kernels, fold);
        Call::user(self, kernel).reduced_to_one(fold, (Read(&a), Read(&b)))
    }
}

impl<A: Streamed, B: Streamed, Y: Streamed, Op: Binary<A, B, Y>> BinaryExt<A, B, Y> for Op {}
