//! Operations of several values of one type.

use super::{BlockFold, StoredFor, Unary};
use crate::call::Call;
use crate::operand::{Read, Written};
use crate::{Array, Axes, Operand, Output, Result};
use tightloop_dispatch::{Kernel, MappedFold, ReduceKernel};
use tightloop_kernels::{Natural, Streamed};

#[cfg(doc)]
use super::{BinaryExt, FoldExt};

/// Runs an operation of up to six values of one type (`Unary<[X; N]>`) over arrays.
///
/// All operands have the same Rust type: to mix arrays, slices and views, take a `view()` of each.
///
/// ```
/// use tightloop::{Array, Isa, NaryExt, Unary, Vector};
///
/// /// The distance between the points `(x0, y0)` and `(x1, y1)`.
/// struct Distance;
///
/// impl Unary<[f64; 4], f64> for Distance {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, [x0, y0, x1, y1]: [Vector<S, f64>; 4]) -> Vector<S, f64> {
///         let (x, y) = (x1 - x0, y1 - y0);
///         (x * x + y * y).sqrt()
///     }
/// }
///
/// let (x, y) = (Array::from([0.0, 3.0]), Array::from([0.0, 4.0]));
/// let origin = Array::scalar(0.0);
/// assert_eq!(Distance.map_n([&origin, &origin, &x, &y])?, Array::from([0.0, 5.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// Seven values do not compile:
///
/// ```compile_fail
/// # use tightloop::{Isa, NaryExt, Unary, Vector};
/// # struct First;
/// # impl<const N: usize> Unary<[f64; N], f64> for First {
/// #     #[inline(always)]
/// #     fn apply<S: Isa>(&self, x: [Vector<S, f64>; N]) -> Vector<S, f64> {
/// #         x[0]
/// #     }
/// # }
/// let x = [1.0];
/// First.map_n([&x; 7]);
/// ```
pub trait NaryExt<X: Streamed, Y: Streamed, const N: usize>: Unary<[X; N], Y> + Sized {
    /// Applies the operation to the elements of `inputs`, which broadcast, into a new array.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map`].
    #[inline]
    fn map_n<T: Natural<Value = X>>(
        &self,
        inputs: [impl Operand<T>; N],
    ) -> Result<Array<Y::Element>>
    where
        Y: StoredFor<T>,
    {
        let inputs = inputs.each_ref().map(|input| input.operand().0);
        Call::user(self, const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() })
            .new_array(inputs)
    }

    /// Applies the operation to the elements of `inputs`, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_into`].
    #[inline]
    fn map_n_into<T: Natural<Value = X>>(
        &self,
        inputs: [impl Operand<T>; N],
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        let inputs = inputs.each_ref().map(|input| input.operand().0);
        Call::user(self, const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() })
            .write(inputs, out)
    }

    /// Applies the operation to the elements of `inputs` where `mask` is true, into existing
    /// memory. All other elements of `out` keep their values.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_masked_into`].
    fn map_n_masked_into<T: Natural<Value = X>>(
        &self,
        inputs: [impl Operand<T>; N],
        mask: impl Operand<bool>,
        mut out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        let inputs = inputs.each_ref().map(|input| input.operand().0);
        Call::user(self, const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() }).write_masked(
            &inputs,
            &Read(&mask),
            &mut (Written(&mut out),),
        )
    }

    /// Reduces the results along one or more axes, as if they were an array, in one pass over the
    /// operands: see [`FoldExt::fold_axis`]. The bits are those of the reduction of that array.
    ///
    /// # Errors
    ///
    /// Those of [`FoldExt::fold_axis`], and [`Error::Broadcast`](crate::Error::Broadcast) if the
    /// shapes do not broadcast together.
    fn map_n_reduce_axis<T: Natural<Value = X>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        inputs: [impl Operand<T>; N],
        axes: impl Axes,
    ) -> Result<Array<<F::Out as StoredFor<T>>::Element>>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() };
        let kernels = const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() };
        let fold = MappedFold::new(kernels, fold);
        Call::user(self, kernel).reduced(
            fold,
            inputs.each_ref().map(|input| input.operand().0),
            axes,
        )
    }

    /// Reduces all results to one, as [`map_n_reduce_axis`](Self::map_n_reduce_axis).
    ///
    /// # Errors
    ///
    /// Those of [`map_n_reduce_axis`](Self::map_n_reduce_axis).
    fn map_n_reduce<T: Natural<Value = X>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        inputs: [impl Operand<T>; N],
    ) -> Result<<F::Out as StoredFor<T>>::Element>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() };
        let kernels = const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() };
        let fold = MappedFold::new(kernels, fold);
        Call::user(self, kernel)
            .reduced_to_one(fold, inputs.each_ref().map(|input| input.operand().0))
    }
}

impl<X: Streamed, Y: Streamed, const N: usize, Op: Unary<[X; N], Y>> NaryExt<X, Y, N> for Op {}

/// Runs an operation of up to six values of one type with two results (`Unary<[X; N], (Y, Z)>`)
/// over arrays, as [`NaryExt`] does with one result. Both results are computed in one pass.
///
/// ```
/// use tightloop::{Array, Isa, NaryPairExt, Unary, Vector};
///
/// /// The distance of a point from the origin, and its angle.
/// struct Polar;
///
/// impl Unary<[f64; 2], (f64, f64)> for Polar {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, [x, y]: [Vector<S, f64>; 2]) -> (Vector<S, f64>, Vector<S, f64>) {
///         (x.hypot(y), y.atan2(x))
///     }
/// }
///
/// let (x, y) = (Array::from([3.0, 0.0]), Array::from([4.0, 0.0]));
/// let (distances, angles) = Polar.map_n_pair([&x, &y])?;
/// assert_eq!(distances, Array::from([5.0, 0.0]));
/// assert_eq!(angles, Array::from([4.0_f64.atan2(3.0), 0.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub trait NaryPairExt<X: Streamed, Y: Streamed, Z: Streamed, const N: usize>:
    Unary<[X; N], (Y, Z)> + Sized
{
    /// Applies the operation to the elements of `inputs`, which broadcast, into two new arrays.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map`].
    fn map_n_pair<T: Natural<Value = X>>(
        &self,
        inputs: [impl Operand<T>; N],
    ) -> Result<(Array<Y::Element>, Array<Z::Element>)>
    where
        Y: StoredFor<T>,
        Z: StoredFor<T>,
    {
        let inputs = inputs.each_ref().map(|input| input.operand().0);
        Call::user(self, const { &Kernel::<Self, [T; N], _>::unary::<[X; N], (Y, Z)>() })
            .new_arrays(inputs)
    }

    /// Applies the operation to the elements of `inputs`, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_into`], for either output.
    fn map_n_pair_into<T: Natural<Value = X>>(
        &self,
        inputs: [impl Operand<T>; N],
        first: impl Output<Y::Element>,
        second: impl Output<Z::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
        Z: StoredFor<T>,
    {
        let inputs = inputs.each_ref().map(|input| input.operand().0);
        Call::user(self, const { &Kernel::<Self, [T; N], _>::unary::<[X; N], (Y, Z)>() })
            .write_both(inputs, first, second)
    }
}

impl<X: Streamed, Y: Streamed, Z: Streamed, const N: usize, Op: Unary<[X; N], (Y, Z)>>
    NaryPairExt<X, Y, Z, N> for Op
{
}
