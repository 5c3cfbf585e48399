//! `softmax`, `log_softmax` and `logsumexp`.
//!
//! In their plain form, for the elements `x` along the axes and the largest one `m`:
//!
//! ```text
//! sum = sum of exp(x - m)
//! softmax(x) = exp(x - m) / sum
//! log_softmax(x) = x - m - log(sum)
//! logsumexp(x) = m + log(sum)
//! ```
//!
//! No term is above 1, so nothing overflows.

use super::pieces::{Parts, for_each_piece, most, others};
use crate::call::Call;
use crate::infallible::infallible;
use crate::operand::Read;
use crate::reductions::{kept_dims, reduce_axes, with_all_axes};
use crate::{
    Array, ArrayView, ArrayViewMut, Axes, Element, KeepDims, Operand, Output, Result, ops,
};
use tightloop_array_core::{AxisSet, Error, Layout, Strided, StridedMut};
use tightloop_dispatch::SoftmaxElement;

/// Computes `e^x` for each element `x`, divided by the sum of these along one or more axes.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `f16` `bf16` `f32` `f64` → the same, `bool` and integers → `f64` |
/// | **Shapes** | any; the result has the shape of `x` |
/// | **Accuracy** | within 4 ULP (seen: 2.3 in `f32`, 2.2 in `f64`), however far apart the elements are; 16-bit floats are computed in `f32`, then rounded |
/// | **Special values** | `-inf` gives 0; NaN all along the axes if an element is NaN or `inf`, or if all are `-inf` |
/// | **NumPy** | `scipy.special.softmax` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, softmax};
///
/// let x = Array::from([[0.0, 0.0], [f64::NEG_INFINITY, -1000.0]]);
/// assert_eq!(softmax(&x, 1)?, Array::from([[0.5, 0.5], [0.0, 1.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn softmax<T: SoftmaxElement>(x: impl Operand<T>, axes: impl Axes) -> Result<Array<T::Out>> {
    Kind::Softmax.new_array(x.operand().0, axes)
}

/// Computes [`softmax`] into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`softmax`] |
/// | **Shapes** | `out` has the shape of `x` |
/// | **Accuracy** | that of [`softmax`] |
/// | **Special values** | those of [`softmax`] |
/// | **NumPy** | `scipy.special.softmax` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of `x`.
///
/// In these cases, nothing has been written.
///
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, softmax_into};
///
/// let x = Array::from([[0.0, 0.0], [f64::NEG_INFINITY, -1000.0]]);
/// let mut out = Array::zeros(&[2, 2])?;
/// softmax_into(&x, 1, &mut out)?;
/// assert_eq!(out, Array::from([[0.5, 0.5], [0.0, 1.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn softmax_into<T: SoftmaxElement>(
    x: impl Operand<T>,
    axes: impl Axes,
    mut out: impl Output<T::Out>,
) -> Result<()> {
    Kind::Softmax.write(x.operand().0, axes, out.output().0)
}

/// Computes [`softmax`] in place.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `f16` `bf16` `f32` `f64` |
/// | **Shapes** | any |
/// | **Accuracy** | that of [`softmax`] |
/// | **Special values** | those of [`softmax`] |
/// | **NumPy** | `scipy.special.softmax` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
///
/// In these cases, nothing has been written.
///
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, softmax_assign};
///
/// let mut x = Array::from([[0.0, 0.0], [f64::NEG_INFINITY, -1000.0]]);
/// softmax_assign(&mut x, 1)?;
/// assert_eq!(x, Array::from([[0.5, 0.5], [0.0, 1.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn softmax_assign<T: SoftmaxElement<Out = T>>(
    mut x: impl Output<T>,
    axes: impl Axes,
) -> Result<()> {
    Kind::Softmax.assign(x.output().0, axes)
}

/// Computes the logarithm of [`softmax`], without the loss of small ones.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `f16` `bf16` `f32` `f64` → the same, `bool` and integers → `f64` |
/// | **Shapes** | any; the result has the shape of `x` |
/// | **Accuracy** | within 3 units in the last place of the result or, if that is above -1, of 1 (seen: 2.0 in `f32`, 2.0 in `f64`); 16-bit floats are computed in `f32`, then rounded |
/// | **Special values** | `-inf` gives `-inf`; NaN all along the axes if an element is NaN or `inf`, or if all are `-inf` |
/// | **NumPy** | `scipy.special.log_softmax` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, log_softmax};
///
/// let x = Array::from([[0.0, 0.0], [-2000.0, -1000.0]]);
/// let half = -std::f64::consts::LN_2;
/// assert_eq!(log_softmax(&x, 1)?, Array::from([[half, half], [-1000.0, 0.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn log_softmax<T: SoftmaxElement>(
    x: impl Operand<T>,
    axes: impl Axes,
) -> Result<Array<T::Out>> {
    Kind::LogSoftmax.new_array(x.operand().0, axes)
}

/// Computes [`log_softmax`] into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`log_softmax`] |
/// | **Shapes** | `out` has the shape of `x` |
/// | **Accuracy** | that of [`log_softmax`] |
/// | **Special values** | those of [`log_softmax`] |
/// | **NumPy** | `scipy.special.log_softmax` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of `x`.
///
/// In these cases, nothing has been written.
///
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::log_softmax_into;
///
/// let mut out = [0.0; 2];
/// log_softmax_into(&[-2000.0, -1000.0], 0, &mut out)?;
/// assert_eq!(out, [-1000.0, 0.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn log_softmax_into<T: SoftmaxElement>(
    x: impl Operand<T>,
    axes: impl Axes,
    mut out: impl Output<T::Out>,
) -> Result<()> {
    Kind::LogSoftmax.write(x.operand().0, axes, out.output().0)
}

/// Computes [`log_softmax`] in place.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `f16` `bf16` `f32` `f64` |
/// | **Shapes** | any |
/// | **Accuracy** | that of [`log_softmax`] |
/// | **Special values** | those of [`log_softmax`] |
/// | **NumPy** | `scipy.special.log_softmax` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
///
/// In these cases, nothing has been written.
///
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, log_softmax_assign};
///
/// let mut x = Array::from([[0.0, -1000.0], [-2000.0, -1000.0]]);
/// log_softmax_assign(&mut x, 1)?;
/// assert_eq!(x, Array::from([[0.0, -1000.0], [-1000.0, 0.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn log_softmax_assign<T: SoftmaxElement<Out = T>>(
    mut x: impl Output<T>,
    axes: impl Axes,
) -> Result<()> {
    Kind::LogSoftmax.assign(x.output().0, axes)
}

/// Computes the logarithm of the sum of `e^x` for all elements `x`.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `f16` `bf16` `f32` `f64` → the same, `bool` and integers → `f64` |
/// | **Shapes** | any; the result is one element |
/// | **Accuracy** | within 3 units in the last place of the result, of the largest element, or of 1, whichever is largest (seen: 1.9 in `f32`, 1.9 in `f64`); 16-bit floats are computed in `f32`, then rounded |
/// | **Special values** | `-inf` if there are no elements, or all are `-inf`; `inf` if one is, unless another is NaN; NaN if one is NaN |
/// | **NumPy** | `scipy.special.logsumexp` |
///
/// # Panics
///
/// If allocation fails, as `Vec` does.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, logsumexp};
///
/// assert_eq!(logsumexp(&[0.0, 0.0]), std::f64::consts::LN_2);
/// assert_eq!(logsumexp(&Array::from([[1000.0, 0.0], [-1000.0, 900.0]])), 1000.0);
/// ```
#[track_caller]
pub fn logsumexp<T: SoftmaxElement>(x: impl Operand<T>) -> T::Out {
    let x = x.operand().0;
    let (mut result, axes) = ([T::Out::ZERO], AxisSet::all(x.ndim()));
    let out = StridedMut::new(&mut result, &vec![1; x.ndim()]);
    infallible(out.and_then(|out| write_logsumexp(x, axes, out)));
    result[0]
}

/// Computes the logarithm of the sum of `e^x` for the elements `x` along one or more axes.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`logsumexp`] |
/// | **Shapes** | any; the named axes are removed, or get length 1: see [`Axes`] |
/// | **Accuracy** | that of [`logsumexp`] |
/// | **Special values** | those of [`logsumexp`] |
/// | **NumPy** | `scipy.special.logsumexp` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, KeepDims, logsumexp_axis};
///
/// let x = Array::from([[0.0, 0.0], [-1000.0, 1000.0]]);
/// let expected = [std::f64::consts::LN_2, 1000.0];
/// assert_eq!(logsumexp_axis(&x, 1)?, Array::from(expected));
/// assert_eq!(logsumexp_axis(&x, KeepDims(1))?.shape(), [2, 1]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn logsumexp_axis<T: SoftmaxElement, A: Axes>(
    x: impl Operand<T>,
    axes: A,
) -> Result<Array<T::Out>> {
    let x = x.operand().0;
    let axes = axes.axes("logsumexp", x.ndim())?;
    let mut out = Array::zeros(&kept_dims(x.shape(), axes))?;
    write_logsumexp(x, axes, out.view_mut().0)?;
    if A::KEEP { Ok(out) } else { out.into_shape(&axes.removed_from(x.shape())) }
}

/// Computes the logarithm of the sum of `e^x` for the elements `x` along one or more axes, into
/// existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`logsumexp`] |
/// | **Shapes** | `out` has the shape of the result |
/// | **Accuracy** | that of [`logsumexp`] |
/// | **Special values** | those of [`logsumexp`] |
/// | **NumPy** | `scipy.special.logsumexp` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
///
/// In these cases, nothing has been written.
///
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, logsumexp_axis_into};
///
/// let x = Array::from([[0.0, 0.0], [-1000.0, 1000.0]]);
/// let mut out = [0.0; 2];
/// logsumexp_axis_into(&x, 1, &mut out)?;
/// assert_eq!(out, [std::f64::consts::LN_2, 1000.0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn logsumexp_axis_into<T: SoftmaxElement, A: Axes>(
    x: impl Operand<T>,
    axes: A,
    mut out: impl Output<T::Out>,
) -> Result<()> {
    let x = x.operand().0;
    let axes = axes.axes("logsumexp", x.ndim())?;
    let out = with_all_axes("logsumexp", out.output().0, x.shape(), axes, A::KEEP)?;
    write_logsumexp(x, axes, out)
}

/// Writes the logarithms of sums into `out`, which has all axes.
fn write_logsumexp<T: SoftmaxElement>(
    x: Strided<'_, T>,
    axes: AxisSet,
    out: StridedMut<'_, T::Out>,
) -> Result<()> {
    const NAME: &str = "logsumexp";
    if x.is_empty() {
        ArrayViewMut(out).fill(T::LOG_OF_ZERO);
        return Ok(());
    }
    for_each_piece((x, out), others(axes, x.ndim()), most::<T::Wide>(), &|(x, out)| {
        let mut largest = largest(NAME, x, axes)?;
        // What is not finite stays as it is: sums are 0, infinite or NaN.
        for largest in largest.as_slice_mut().iter_mut().filter(|x| !x.is_finite()) {
            *largest = T::ZERO;
        }
        let logs = log_of_sum(NAME, x, &largest, axes)?;
        Call::step(NAME, &ops::Add, T::add())
            .write((Read(&largest), Read(&logs)), ArrayViewMut(out))
    })
}

/// The largest elements along axes, which are kept.
fn largest<T: SoftmaxElement>(
    name: &'static str,
    x: Strided<'_, T>,
    axes: AxisSet,
) -> Result<Array<T>> {
    reduce_axes(name, T::maximum(), &ops::Maximum, ArrayView(x), KeepDims(axes))
}

/// The sums of `e^(x - largest)` along axes, which are kept.
fn sum_of_terms<T: SoftmaxElement>(
    name: &'static str,
    x: Strided<'_, T>,
    largest: &Array<T>,
    axes: AxisSet,
) -> Result<Array<T::Wide>> {
    Call::step(name, &ops::ExpDifference, T::exp_difference()).reduced(
        (T::sum_wide(), &ops::Sum),
        (Read(&ArrayView(x)), Read(largest)),
        KeepDims(axes),
    )
}

/// The logarithms of these sums.
fn log_of_sum<T: SoftmaxElement>(
    name: &'static str,
    x: Strided<'_, T>,
    largest: &Array<T>,
    axes: AxisSet,
) -> Result<Array<T::Wide>> {
    let mut sums = sum_of_terms(name, x, largest, axes)?;
    Call::step(name, &ops::Log, T::log()).assign(&mut sums, ())?;
    Ok(sums)
}

/// The functions with a result for each element.
#[derive(Clone, Copy)]
enum Kind {
    Softmax,
    LogSoftmax,
}

/// Elements, and where their results go.
trait Rows<T: SoftmaxElement>: Parts {
    fn x(&self) -> Strided<'_, T>;
    fn out(&mut self) -> StridedMut<'_, T::Out>;
}

impl<T: SoftmaxElement> Rows<T> for (Strided<'_, T>, StridedMut<'_, T::Out>) {
    fn x(&self) -> Strided<'_, T> {
        self.0
    }

    fn out(&mut self) -> StridedMut<'_, T::Out> {
        self.1.reborrow()
    }
}

/// In place.
impl<T: SoftmaxElement<Out = T>> Rows<T> for StridedMut<'_, T> {
    fn x(&self) -> Strided<'_, T> {
        self.view()
    }

    fn out(&mut self) -> StridedMut<'_, T> {
        self.reborrow()
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Softmax => "softmax",
            Kind::LogSoftmax => "log_softmax",
        }
    }

    fn new_array<T: SoftmaxElement>(
        self,
        x: Strided<'_, T>,
        axes: impl Axes,
    ) -> Result<Array<T::Out>> {
        let axes = axes.axes(self.name(), x.ndim())?;
        let mut out = Array::zeros(x.shape())?;
        self.run((x, out.view_mut().0), axes)?;
        Ok(out)
    }

    fn write<T: SoftmaxElement>(
        self,
        x: Strided<'_, T>,
        axes: impl Axes,
        out: StridedMut<'_, T::Out>,
    ) -> Result<()> {
        let axes = axes.axes(self.name(), x.ndim())?;
        if x.shape() != out.shape() {
            return Err(Error::output_shape(self.name(), x.shape(), out.shape()));
        }
        self.run((x, out), axes)
    }

    fn assign<T: SoftmaxElement<Out = T>>(
        self,
        x: StridedMut<'_, T>,
        axes: impl Axes,
    ) -> Result<()> {
        let axes = axes.axes(self.name(), x.ndim())?;
        self.run(x, axes)
    }

    /// Writes all results.
    fn run<T: SoftmaxElement, R: Rows<T>>(self, rows: R, axes: AxisSet) -> Result<()> {
        let layout: &Layout = rows.layout();
        if layout.is_empty() {
            return Ok(());
        }
        let kept = others(axes, layout.ndim());
        for_each_piece(rows, kept, most::<T::Wide>(), &|rows| self.run_piece(rows, axes))
    }

    /// Writes the results of a piece, which has all elements along the axes. If they are too many
    /// for the caches, so are the terms: then they are computed twice.
    fn run_piece<T: SoftmaxElement, R: Rows<T>>(self, mut rows: R, axes: AxisSet) -> Result<()> {
        let name = self.name();
        let x = rows.x();
        let largest = largest(name, x, axes)?;
        let is_short = x.len() <= most::<T::Wide>();
        let sums = match self {
            Kind::Softmax if is_short => {
                let terms = self.terms(x, largest.view().0)?;
                let sums = reduce_axes(name, T::sum_wide(), &ops::Sum, &terms, KeepDims(axes))?;
                return self.finish::<T>(terms, sums.view().0, rows.out());
            }
            Kind::Softmax => sum_of_terms(name, x, &largest, axes)?,
            Kind::LogSoftmax => log_of_sum(name, x, &largest, axes)?,
        };
        let all = AxisSet::all(x.ndim());
        let shared = (largest.view().0, sums.view().0);
        for_each_piece((rows, shared), all, most::<T::Wide>(), &|(mut rows, (largest, sums))| {
            let terms = self.terms(rows.x(), largest)?;
            self.finish::<T>(terms, sums, rows.out())
        })
    }

    /// What results are made of: `e^(x - largest)` or `x - largest`.
    fn terms<T: SoftmaxElement>(
        self,
        x: Strided<'_, T>,
        largest: Strided<'_, T>,
    ) -> Result<Array<T::Wide>> {
        let (x, largest) = (ArrayView(x), ArrayView(largest));
        let inputs = (Read(&x), Read(&largest));
        match self {
            Kind::Softmax => {
                Call::step(self.name(), &ops::ExpDifference, T::exp_difference()).new_array(inputs)
            }
            Kind::LogSoftmax => {
                Call::step(self.name(), &ops::Subtract, T::difference()).new_array(inputs)
            }
        }
    }

    /// Writes the results: terms and sums divided or, if logarithms, subtracted.
    fn finish<T: SoftmaxElement>(
        self,
        terms: Array<T::Wide>,
        sums: Strided<'_, T::Wide>,
        out: StridedMut<'_, T::Out>,
    ) -> Result<()> {
        let (sums, out) = (ArrayView(sums), ArrayViewMut(out));
        let inputs = (Read(&terms), Read(&sums));
        match self {
            Kind::Softmax => Call::step(self.name(), &ops::Divide, T::divide()).write(inputs, out),
            Kind::LogSoftmax => {
                Call::step(self.name(), &ops::Subtract, T::subtract()).write(inputs, out)
            }
        }
    }
}
