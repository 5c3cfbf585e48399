//! `softmax` and `log_softmax`.

use super::pieces::{Parts, for_each_piece, most, others};
use super::terms::{finite, largest, log_of_sum, rounded, sum_of_terms};
use crate::call::Call;
use crate::operand::Read;
use crate::reductions::{Known, reduce_axes};
use crate::{Array, ArrayView, ArrayViewMut, Axes, Operand, Output, Result, ops};
use tightloop_array_core::{AxisSet, Error, Layout, Strided, StridedMut};
use tightloop_dispatch::SoftmaxElement;

/// Computes `e^x` for each element `x`, divided by the sum of these along one or more axes.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `f16` `bf16` `f32` `f64` → the same, `bool` and integers → `f64` |
/// | **Shapes** | any; the result has the shape of `x` |
/// | **Accuracy** | within 3 ULP in `f32` (seen: 2.5); within 6 ULP in `f64` (seen: 4.6), or 18 if nearly all of many terms are equal, so that their errors add up (seen: 15.1); however far apart elements are; 16-bit floats are computed in `f32`, then rounded |
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
/// | **Accuracy** | in units in the last place of the result or, if that is above -1, of 1: within 2 in `f32` (seen: 1.4), and 9 in `f64` (seen: 7.6, if nearly all terms are equal); 16-bit floats are computed in `f32`, then rounded |
/// | **Special values** | `-inf` gives `-inf`; `inf` gives NaN, and `-inf` for all others; NaN all along the axes if an element is NaN, or if all are `-inf` |
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

    /// Writes the result of a call on the elements and others where results go.
    fn write<Op: Send + Sync>(
        &mut self,
        call: Call<'_, Op, (T, T), (T::Out,)>,
        others: &Array<T>,
    ) -> Result<()>;
}

impl<T: SoftmaxElement> Rows<T> for (Strided<'_, T>, StridedMut<'_, T::Out>) {
    fn x(&self) -> Strided<'_, T> {
        self.0
    }

    fn out(&mut self) -> StridedMut<'_, T::Out> {
        self.1.reborrow()
    }

    fn write<Op: Send + Sync>(
        &mut self,
        call: Call<'_, Op, (T, T), (T::Out,)>,
        others: &Array<T>,
    ) -> Result<()> {
        call.write((Read(&ArrayView(self.0)), Read(others)), ArrayViewMut(self.1.reborrow()))
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

    fn write<Op: Send + Sync>(
        &mut self,
        call: Call<'_, Op, (T, T), (T,)>,
        others: &Array<T>,
    ) -> Result<()> {
        call.assign(ArrayViewMut(self.reborrow()), (Read(others),))
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

    /// Writes the results of a piece, which has all elements along the axes. The terms of a softmax
    /// are kept where its results go, if they have one type. All other terms need memory of their
    /// own; if the elements are too many for the caches, so are they, and are computed twice.
    fn run_piece<T: SoftmaxElement, R: Rows<T>>(self, mut rows: R, axes: AxisSet) -> Result<()> {
        let name = self.name();
        let x = rows.x();
        let mut largest = largest(name, x, axes)?;
        if let Kind::LogSoftmax = self {
            largest = finite(largest);
        }
        if let (Kind::Softmax, Some(steps)) = (self, T::in_place()) {
            rows.write(Call::step(name, &ops::ExpDifference, steps.terms), &largest)?;
            let terms = rows.out();
            let view = ArrayView(terms.view());
            let sums = reduce_axes(name, steps.total, &ops::Sum, view, Known::<true>(axes))?;
            let sums = rounded::<T>(name, &sums)?;
            let quotients = Call::step(name, &ops::Divide, steps.divide);
            return quotients.assign(ArrayViewMut(terms), (Read(&sums),));
        }
        let is_short = x.len() <= most::<T::Wide>();
        let sums = match self {
            Kind::Softmax if is_short => {
                let terms = self.terms(x, largest.view().0)?;
                let sums = reduce_axes(name, T::total(), &ops::Sum, &terms, Known::<true>(axes))?;
                let sums = rounded::<T>(name, &sums)?;
                return self.finish::<T>(terms, sums.view().0, rows.out());
            }
            Kind::Softmax => rounded::<T>(name, &sum_of_terms(name, x, &largest, axes)?)?,
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
