//! Operations of three values.

use super::{BlockFold, StoredFor, Ternary};
use crate::call::Call;
use crate::operand::{Read, Written};
use crate::{Array, Axes, Operand, Output, Result};
use tightloop_dispatch::{Kernel, MappedFold, ReduceKernel};
use tightloop_kernels::{ComputedAs, Natural, Streamed};

#[cfg(doc)]
use super::{BinaryExt, FoldExt, UnaryExt};

/// Runs an operation of three values ([`Ternary`]) over arrays, as [`UnaryExt`] does with one.
///
/// ```
/// use tightloop::{Array, Isa, Ternary, TernaryExt, Vector};
///
/// struct Clip;
///
/// impl Ternary<f64> for Clip {
///     #[inline(always)]
///     fn apply<S: Isa>(
///         &self,
///         x: Vector<S, f64>,
///         low: Vector<S, f64>,
///         high: Vector<S, f64>,
///     ) -> Vector<S, f64> {
///         x.max(low).min(high)
///     }
/// }
///
/// let x = Array::from([[-1.0, 0.5], [2.0, 3.0]]);
/// assert_eq!(Clip.map(&x, 0.0, &[1.0, 2.5])?, Array::from([[0.0, 0.5], [1.0, 2.5]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub trait TernaryExt<A: Streamed, B: Streamed, C: Streamed, Y: Streamed>:
    Ternary<A, B, C, Y> + Sized
{
    /// Applies the operation to the elements of `a`, `b` and `c`, which broadcast, into a new
    /// array.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map`].
    #[inline]
    fn map<T: Natural<Value = A>, U: Natural<Value = B>, V: Natural<Value = C>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
    ) -> Result<Array<Y::Element>>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::ternary::<A, B, C, Y>() }).new_array((
            Read(&a),
            Read(&b),
            Read(&c),
        ))
    }

    /// Applies the operation to the elements of `a`, `b` and `c`, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_into`].
    #[inline]
    fn map_into<T: Natural<Value = A>, U: Natural<Value = B>, V: Natural<Value = C>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        let inputs = (Read(&a), Read(&b), Read(&c));
        Call::user(self, const { &Kernel::ternary::<A, B, C, Y>() }).write(inputs, out)
    }

    /// Applies the operation to the elements of `a`, `b` and `c`, and writes the results over `a`.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_assign`].
    #[inline]
    fn map_assign<
        T: Natural<Value = A> + ComputedAs<Y>,
        U: Natural<Value = B>,
        V: Natural<Value = C>,
    >(
        &self,
        a: impl Output<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
    ) -> Result<()>
    where
        Y: StoredFor<T, Element = T>,
    {
        Call::user(self, const { &Kernel::ternary::<A, B, C, Y>() }).assign(a, (Read(&b), Read(&c)))
    }

    /// Applies the operation to the elements of `a`, `b` and `c` where `mask` is true, into
    /// existing memory. All other elements of `out` keep their values.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_masked_into`].
    fn map_masked_into<T: Natural<Value = A>, U: Natural<Value = B>, V: Natural<Value = C>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
        mask: impl Operand<bool>,
        mut out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::ternary::<A, B, C, Y>() }).write_masked(
            &(Read(&a), Read(&b), Read(&c)),
            &Read(&mask),
            &mut (Written(&mut out),),
        )
    }

    /// Applies the operation to the elements of `a`, `b` and `c` where `mask` is true, and writes
    /// the results over `a`.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_masked_assign`].
    fn map_masked_assign<
        T: Natural<Value = A> + ComputedAs<Y>,
        U: Natural<Value = B>,
        V: Natural<Value = C>,
    >(
        &self,
        mut a: impl Output<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
        mask: impl Operand<bool>,
    ) -> Result<()>
    where
        Y: StoredFor<T, Element = T>,
    {
        Call::user(self, const { &Kernel::ternary::<A, B, C, Y>() }).assign_masked(
            &mut Written(&mut a),
            &(Read(&b), Read(&c)),
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
    fn map_reduce_axis<
        T: Natural<Value = A>,
        U: Natural<Value = B>,
        V: Natural<Value = C>,
        F: BlockFold<Y, Out: Streamed>,
    >(
        &self,
        fold: &F,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
        axes: impl Axes,
    ) -> Result<Array<<F::Out as StoredFor<T>>::Element>>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::ternary::<A, B, C, Y>() };
        let kernels = const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() };
        let fold = MappedFold::new(kernels, fold);
        Call::user(self, kernel).reduced(fold, (Read(&a), Read(&b), Read(&c)), axes)
    }

    /// Reduces all results to one, as [`map_reduce_axis`](Self::map_reduce_axis).
    ///
    /// # Errors
    ///
    /// Those of [`map_reduce_axis`](Self::map_reduce_axis).
    fn map_reduce<
        T: Natural<Value = A>,
        U: Natural<Value = B>,
        V: Natural<Value = C>,
        F: BlockFold<Y, Out: Streamed>,
    >(
        &self,
        fold: &F,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
    ) -> Result<<F::Out as StoredFor<T>>::Element>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::ternary::<A, B, C, Y>() };
        let kernels = const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() };
        let fold = MappedFold::new(kernels, fold);
        Call::user(self, kernel).reduced_to_one(fold, (Read(&a), Read(&b), Read(&c)))
    }
}

impl<A: Streamed, B: Streamed, C: Streamed, Y: Streamed, Op: Ternary<A, B, C, Y>>
    TernaryExt<A, B, C, Y> for Op
{
}
