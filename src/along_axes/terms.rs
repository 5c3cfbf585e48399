//! What `softmax`, `log_softmax` and `logsumexp` share. In their plain form, for the elements `x`
//! along the axes and the largest one `m`, they are:
//!
//! ```text
//! sum = sum of exp(x - m)
//! softmax(x) = exp(x - m) / sum
//! log_softmax(x) = x - m - log(sum)
//! logsumexp(x) = m + log(sum)
//! ```
//!
//! No term is above 1, so nothing overflows. Terms are added in `f64`.

use crate::call::Call;
use crate::operand::Read;
use crate::reductions::{Known, reduce_axes};
use crate::{Array, ArrayView, Result, ops};
use tightloop_array_core::{AxisSet, Strided};
use tightloop_dispatch::{Cast, MappedFold, SoftmaxElement, Ufunc};

/// The largest elements along axes, which are kept.
pub(super) fn largest<T: SoftmaxElement>(
    name: &'static str,
    x: Strided<'_, T>,
    axes: AxisSet,
) -> Result<Array<T>> {
    reduce_axes(name, T::maximum(), &ops::Maximum, ArrayView(x), Known::<true>(axes))
}

/// The largest elements, or 0 where one is not finite: then sums of terms are 0, infinite or NaN,
/// and so are results.
pub(super) fn finite<T: SoftmaxElement>(mut largest: Array<T>) -> Array<T> {
    for largest in largest.as_slice_mut().iter_mut().filter(|x| !x.is_finite()) {
        *largest = T::ZERO;
    }
    largest
}

/// The sums of `e^(x - largest)` along axes, which are kept.
pub(super) fn sum_of_terms<T: SoftmaxElement>(
    name: &'static str,
    x: Strided<'_, T>,
    largest: &Array<T>,
    axes: AxisSet,
) -> Result<Array<f64>> {
    Call::step(name, &ops::ExpDifference, T::exp_difference()).reduced(
        MappedFold::new(T::total(), &ops::Sum),
        (Read(&ArrayView(x)), Read(largest)),
        Known::<true>(axes),
    )
}

/// The logarithms of these sums.
pub(super) fn log_of_sum<T: SoftmaxElement>(
    name: &'static str,
    x: Strided<'_, T>,
    largest: &Array<T>,
    axes: AxisSet,
) -> Result<Array<T::Wide>> {
    let mut sums = sum_of_terms(name, x, largest, axes)?;
    Call::step(name, &ops::Log, Ufunc::<(f64,)>::kernel()).assign(&mut sums, ())?;
    rounded::<T>(name, &sums)
}

/// The sums or logarithms in the type of the terms.
pub(super) fn rounded<T: SoftmaxElement>(
    name: &'static str,
    x: &Array<f64>,
) -> Result<Array<T::Wide>> {
    Call::step(name, &Cast::<T::Wide>::new(), T::round()).new_array((Read(x),))
}
