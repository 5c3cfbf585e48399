//! Means and variances of some elements, by the loops of sums, counts and elementwise functions.

use super::check_mask;
use crate::call::Call;
use crate::operand::Read;
use crate::reductions::{Known, count_nonzero_axis, with_dims};
use crate::{Array, ArrayView, Axes, C32, C64, Element, Operand, Result, bf16, f16, ops, subtract};
use tightloop_array_core::AxisSet;
use tightloop_dispatch::{
    AccumulatesIn, BecomesAccumulator, Cast, FoldUfunc, MappedFold, Ufunc, mapped_shape,
};
use tightloop_kernels::Associative;

/// The dtypes of which [`masked_mean`] and [`masked_var`] average elements: all.
pub trait Averaged: Element {
    /// The dtype of a mean.
    type Mean: Element;
    /// The dtype of a variance.
    type Variance: Element;

    /// Returns the means.
    #[doc(hidden)]
    fn masked_mean(part: &Part<'_, Self>) -> Result<Array<Self::Mean>>;

    /// Returns the variances, or their square roots.
    #[doc(hidden)]
    fn masked_spread(part: &Part<'_, Self>, spread: Spread) -> Result<Array<Self::Variance>>;
}

/// The elements for which a mask of the same shape is true, and the axes to reduce them along.
#[doc(hidden)]
pub struct Part<'a, T> {
    x: ArrayView<'a, T>,
    axes: AxisSet,
    mask: ArrayView<'a, bool>,
}

/// A measure of spread.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Spread {
    ddof: f64,
    is_root: bool,
}

impl<'a, T: Element> Part<'a, T> {
    /// Calls `f` with the elements of `x` for which `mask` is true.
    fn with<A: Axes, Y: Element>(
        name: &'static str,
        x: &'a impl Operand<T>,
        axes: A,
        mask: &'a impl Operand<bool>,
        f: impl FnOnce(&Self) -> Result<Array<Y>>,
    ) -> Result<Array<Y>> {
        let common = mapped_shape(name, &(Read(x), Read(mask)))?;
        let x = x.operand();
        check_mask(name, &common, x.shape(), mask)?;
        let axes = axes.axes(name, x.ndim())?;
        let mask = mask.operand();
        let mask = ArrayView(mask.0.broadcast_to(x.shape())?);
        let result = f(&Part { x, axes, mask })?;
        with_dims::<A, Y>(result, x.shape(), axes)
    }

    /// The same part of other elements.
    fn of<'b, U>(&'b self, x: ArrayView<'b, U>) -> Part<'b, U> {
        Part { x, axes: self.axes, mask: self.mask }
    }

    /// Returns the sums in accumulators of type `A`.
    fn sums<A: Element, const KEPT: bool>(&self) -> Result<Array<A>>
    where
        T: BecomesAccumulator<A>,
        ops::Select: Ufunc<(bool, T, T), Out = (T,)>,
        ops::Sum: AccumulatesIn<A> + FoldUfunc<A, Out = A>,
        ops::Add: Associative<T>,
    {
        let left_out = <ops::Add as Associative<T>>::IDENTITY.unwrap_or(T::ZERO);
        let inputs = (Read(&self.mask), Read(&self.x), Read(&left_out));
        <ops::Sum as FoldUfunc<A>>::fold_kernel().with_elements::<T, _>(|kernel| {
            Call::ufunc(&ops::Select).reduced(
                MappedFold::new(kernel, &ops::Sum),
                inputs,
                Known::<KEPT>(self.axes),
            )
        })
    }

    /// Returns the numbers of elements.
    fn counts<const KEPT: bool>(&self) -> Result<Array<i64>> {
        count_nonzero_axis(&self.mask, Known::<KEPT>(self.axes))
    }

    /// Returns the means in accumulators of real numbers.
    fn means<A: Element, const KEPT: bool>(&self) -> Result<Array<A>>
    where
        T: BecomesAccumulator<A>,
        ops::Select: Ufunc<(bool, T, T), Out = (T,)>,
        ops::Sum: AccumulatesIn<A> + FoldUfunc<A, Out = A>,
        ops::Add: Associative<T>,
        Cast<A>: Ufunc<(i64,), Out = (A,)>,
        ops::Divide: Ufunc<(A, A), Out = (A,)>,
    {
        divided(self.sums::<A, KEPT>()?, &converted::<i64, A>(self.counts::<KEPT>()?.view())?)
    }

    /// Returns the means in accumulators of complex numbers.
    fn complex_means<A: Element, const KEPT: bool>(
        &self,
        number: impl Fn(i64) -> A,
    ) -> Result<Array<A>>
    where
        T: BecomesAccumulator<A>,
        ops::Select: Ufunc<(bool, T, T), Out = (T,)>,
        ops::Sum: AccumulatesIn<A> + FoldUfunc<A, Out = A>,
        ops::Add: Associative<T>,
        ops::Divide: Ufunc<(A, A), Out = (A,)>,
    {
        let counts = self.counts::<KEPT>()?;
        let counts = Array::from_vec(counts.shape(), counts.iter().map(|&n| number(n)).collect())?;
        divided(self.sums::<A, KEPT>()?, &counts)
    }

    /// Returns the variances, or their roots, in accumulators of real numbers.
    fn spreads<A: Element + BecomesAccumulator<A>>(&self, spread: Spread) -> Result<Array<A>>
    where
        T: BecomesAccumulator<A>,
        ops::Select: Ufunc<(bool, T, T), Out = (T,)> + Ufunc<(bool, A, A), Out = (A,)>,
        ops::Sum: AccumulatesIn<A> + FoldUfunc<A, Out = A>,
        ops::Add: Associative<T> + Associative<A>,
        Cast<A>: Ufunc<(T,), Out = (A,)> + Ufunc<(i64,), Out = (A,)> + Ufunc<(f64,), Out = (A,)>,
        ops::Subtract: Ufunc<(A, A), Out = (A,)>,
        ops::Divide: Ufunc<(A, A), Out = (A,)>,
        ops::Square: Ufunc<(A,), Out = (A,)>,
        ops::Sqrt: Ufunc<(A,), Out = (A,)>,
    {
        let mean = self.means::<A, true>()?;
        let mut distances = converted::<T, A>(self.x)?;
        Call::ufunc(&ops::Subtract).assign(&mut distances, (Read(&mean),))?;
        self.spreads_of(distances, spread)
    }

    /// Returns the mean squares of distances, or their roots.
    fn spreads_of<A: Element + BecomesAccumulator<A>>(
        &self,
        mut distances: Array<A>,
        spread: Spread,
    ) -> Result<Array<A>>
    where
        ops::Select: Ufunc<(bool, A, A), Out = (A,)>,
        ops::Sum: AccumulatesIn<A> + FoldUfunc<A, Out = A>,
        ops::Add: Associative<A>,
        Cast<A>: Ufunc<(f64,), Out = (A,)>,
        ops::Divide: Ufunc<(A, A), Out = (A,)>,
        ops::Square: Ufunc<(A,), Out = (A,)>,
        ops::Sqrt: Ufunc<(A,), Out = (A,)>,
    {
        Call::ufunc(&ops::Square).assign(&mut distances, ())?;
        let sums = self.of(distances.view()).sums::<A, false>()?;
        let counts = self.counts::<false>()?;
        let divisor = |&count: &i64| (count as f64 - spread.ddof).max(0.0);
        let divisors = Array::from_vec(counts.shape(), counts.iter().map(divisor).collect())?;
        let mut spreads = divided(sums, &converted::<f64, A>(divisors.view())?)?;
        if spread.is_root {
            Call::ufunc(&ops::Sqrt).assign(&mut spreads, ())?;
        }
        Ok(spreads)
    }
}

/// Returns the quotients.
fn divided<A: Element>(mut sums: Array<A>, counts: &Array<A>) -> Result<Array<A>>
where
    ops::Divide: Ufunc<(A, A), Out = (A,)>,
{
    Call::ufunc(&ops::Divide).assign(&mut sums, (Read(counts),))?;
    Ok(sums)
}

/// Returns converted elements.
fn converted<T: Element, U: Element>(x: ArrayView<'_, T>) -> Result<Array<U>>
where
    Cast<U>: Ufunc<(T,), Out = (U,)>,
{
    Call::ufunc(&Cast::<U>::new()).new_array((Read(&x),))
}

/// Lists the real dtypes, each with its accumulators, and the dtype of means and variances.
macro_rules! reals {
    ($($t:ident in $a:ident to $y:ident;)*) => {$(
        impl Averaged for $t {
            type Mean = $y;
            type Variance = $y;

            fn masked_mean(part: &Part<'_, Self>) -> Result<Array<$y>> {
                converted::<$a, $y>(part.means::<$a, false>()?.view())
            }

            fn masked_spread(part: &Part<'_, Self>, spread: Spread) -> Result<Array<$y>> {
                converted::<$a, $y>(part.spreads::<$a>(spread)?.view())
            }
        }
    )*};
}
reals! {
    bool in f64 to f64; i8 in f64 to f64; i16 in f64 to f64; i32 in f64 to f64; i64 in f64 to f64;
    u8 in f64 to f64; u16 in f64 to f64; u32 in f64 to f64; u64 in f64 to f64;
    f16 in f32 to f16; bf16 in f32 to bf16; f32 in f32 to f32; f64 in f64 to f64;
}

/// Lists the complex dtypes, each with the dtype of its parts.
macro_rules! complex {
    ($($t:ident of $y:ident;)*) => {$(
        impl Averaged for $t {
            type Mean = $t;
            type Variance = $y;

            fn masked_mean(part: &Part<'_, Self>) -> Result<Array<$t>> {
                part.complex_means::<$t, false>(|count| $t::new(count as $y, 0.0))
            }

            fn masked_spread(part: &Part<'_, Self>, spread: Spread) -> Result<Array<$y>> {
                let mean = part.complex_means::<C64, true>(|count| C64::new(count as f64, 0.0))?;
                let differences = subtract(part.x, &mean)?;
                let distances = Call::ufunc(&ops::Abs).new_array((Read(&differences),))?;
                converted::<f64, $y>(part.spreads_of(distances, spread)?.view())
            }
        }
    )*};
}
complex! { C32 of f32; C64 of f64; }

/// Computes the arithmetic mean of the elements along one or more axes for which `mask` is true.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; the mean of `bool` and integers is an `f64` |
/// | **Shapes** | any; `mask` broadcasts to the shape of `x`; the named axes are removed, or get length 1: see [`Axes`](crate::Axes) |
/// | **Accuracy** | that of `sum`, and one division; 16-bit floats are computed in `f32`; those of complex numbers are complex divisions |
/// | **Special values** | NaN if the mask is true for no element; all others take no part, even NaN |
/// | **NumPy** | `np.mean(x, axis, where=mask)` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::Broadcast`](crate::Error::Broadcast) if `mask` does not broadcast to the shape of
///   `x`.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, masked_mean};
///
/// let x = Array::from([[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]);
/// let mask = Array::from([[true, false, true], [true, true, false]]);
/// assert_eq!(masked_mean(&x, 1, &mask)?, Array::from([2.0, 3.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn masked_mean<T: Averaged>(
    x: impl Operand<T>,
    axes: impl Axes,
    mask: impl Operand<bool>,
) -> Result<Array<T::Mean>> {
    Part::with("masked_mean", &x, axes, &mask, T::masked_mean)
}

/// Computes the variance of the elements along one or more axes for which `mask` is true, with the
/// divisor `n - ddof`, where `n` is their number.
///
/// Takes two passes, and memory for a squared distance from the mean per element.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all; the variance of `bool` and integers is an `f64`, and that of complex numbers is real |
/// | **Shapes** | any; `mask` broadcasts to the shape of `x`; the named axes are removed, or get length 1: see [`Axes`](crate::Axes) |
/// | **Accuracy** | that of the mean, of sums of squares, and one division; integers and complex numbers are computed in `f64`, 16-bit floats in `f32` |
/// | **Special values** | NaN if a named element is NaN or infinite, or if there are none; if there are no more than `ddof`, the divisor is 0 |
/// | **NumPy** | `np.var(x, axis, where=mask, ddof=ddof)` |
///
/// # Errors
///
/// Those of [`masked_mean`].
///
/// # Examples
///
/// ```
/// use tightloop::{Array, masked_var};
///
/// let x = Array::from([[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]);
/// let mask = Array::from([[true, false, true], [true, true, false]]);
/// assert_eq!(masked_var(&x, 1, &mask, 0.0)?, Array::from([1.0, 1.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn masked_var<T: Averaged>(
    x: impl Operand<T>,
    axes: impl Axes,
    mask: impl Operand<bool>,
    ddof: f64,
) -> Result<Array<T::Variance>> {
    let spread = Spread { ddof, is_root: false };
    Part::with("masked_var", &x, axes, &mask, |part| T::masked_spread(part, spread))
}

/// Computes the standard deviation of the elements along one or more axes for which `mask` is true,
/// with the divisor `n - ddof`, where `n` is their number.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`masked_var`] |
/// | **Shapes** | those of [`masked_var`] |
/// | **Accuracy** | half of the error of [`masked_var`], and a square root |
/// | **Special values** | as those of [`masked_var`] |
/// | **NumPy** | `np.std(x, axis, where=mask, ddof=ddof)` |
///
/// # Errors
///
/// Those of [`masked_mean`].
///
/// # Examples
///
/// ```
/// use tightloop::{Array, masked_std};
///
/// let x = Array::from([[1.0, f64::NAN, 5.0], [4.0, 2.0, 6.0]]);
/// let mask = Array::from([[true, false, true], [true, true, false]]);
/// assert_eq!(masked_std(&x, 1, &mask, 0.0)?, Array::from([2.0, 1.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn masked_std<T: Averaged>(
    x: impl Operand<T>,
    axes: impl Axes,
    mask: impl Operand<bool>,
    ddof: f64,
) -> Result<Array<T::Variance>> {
    let spread = Spread { ddof, is_root: true };
    Part::with("masked_std", &x, axes, &mask, |part| T::masked_spread(part, spread))
}
