//! Differences of neighbours along an axis.

use super::pieces::{Parts, for_each_piece, most};
use crate::call::Call;
use crate::operand::Read;
use crate::{Array, ArrayView, ArrayViewMut, Axis, Element, Operand, Output, Result};
use tightloop_array_core::{AxisSet, Error, Layout, Strided, StridedMut};
use tightloop_dispatch::{DifferenceElement, copy_into};

/// Subtracts each element along an axis from the next one.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all → the same |
/// | **Shapes** | at least one axis; the result is shorter by one along `axis`, unless that has length 0 |
/// | **Accuracy** | floats are rounded once; integers wrap; of `bool`, whether neighbours differ |
/// | **Special values** | `inf - inf` is NaN |
/// | **NumPy** | `np.diff(x, axis=axis)` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, diff};
///
/// let x = Array::from([[1, 4, 9], [2, 2, 0]]);
/// assert_eq!(diff(&x, 1)?, Array::from([[3, 5], [0, -2]]));
/// assert_eq!(diff(&x, 0)?, Array::from([[1, -2, -9]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn diff<T: DifferenceElement>(x: impl Operand<T>, axis: impl Axis) -> Result<Array<T>> {
    let x = x.operand().0;
    let axis = axis.index("diff", x.ndim())?;
    if x.shape()[axis] == 0 {
        return Array::zeros(x.shape());
    }
    let [next, x] = neighbours(x, axis)?;
    Call::step("diff", &T::DIFFERENCE, T::difference_kernel()).new_array((Read(&next), Read(&x)))
}

/// Subtracts each element along an axis from the next one, into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`diff`] |
/// | **Shapes** | `out` has the shape of the result of [`diff`] |
/// | **Accuracy** | that of [`diff`] |
/// | **Special values** | those of [`diff`] |
/// | **NumPy** | `np.diff(x, axis=axis)` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::diff_into;
///
/// let mut out = [0; 2];
/// diff_into(&[1, 4, 9], 0, &mut out)?;
/// assert_eq!(out, [3, 5]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn diff_into<T: DifferenceElement>(
    x: impl Operand<T>,
    axis: impl Axis,
    out: impl Output<T>,
) -> Result<()> {
    diff_n_into(x, 1, axis, out)
}

/// Takes the differences of neighbours along an axis `n` times.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all → the same |
/// | **Shapes** | at least one axis; the result is shorter by `n` along `axis`, or has length 0 there |
/// | **Accuracy** | floats are rounded each time; integers wrap; of `bool`, whether neighbours differ |
/// | **Special values** | those of [`diff`] |
/// | **NumPy** | `np.diff(x, n, axis)` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, diff_n};
///
/// let x = Array::from([[1, 4, 9, 17], [2, 2, 0, 0]]);
/// assert_eq!(diff_n(&x, 2, 1)?, Array::from([[2, 3], [-2, 2]]));
/// assert_eq!(diff_n(&x, 0, 1)?, x);
/// assert_eq!(diff_n(&x, 5, 1)?.shape(), [2, 0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn diff_n<T: DifferenceElement>(
    x: impl Operand<T>,
    n: usize,
    axis: impl Axis,
) -> Result<Array<T>> {
    let x = x.operand().0;
    let axis = axis.index("diff", x.ndim())?;
    let mut out = Array::zeros(&shape_of_differences(&x, n, axis))?;
    write_differences(x, n, axis, out.view_mut().0)?;
    Ok(out)
}

/// Takes the differences of neighbours along an axis `n` times, into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`diff_n`] |
/// | **Shapes** | `out` has the shape of the result of [`diff_n`] |
/// | **Accuracy** | that of [`diff_n`] |
/// | **Special values** | those of [`diff`] |
/// | **NumPy** | `np.diff(x, n, axis)` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if `x` has no such axis.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
///
/// In these cases, nothing has been written.
///
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with. More than
///   one difference needs some 100 KiB, or as many elements as `n` is large.
///
/// # Examples
///
/// ```
/// use tightloop::diff_n_into;
///
/// let mut out = [0; 2];
/// diff_n_into(&[1, 4, 9, 17], 2, 0, &mut out)?;
/// assert_eq!(out, [2, 3]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn diff_n_into<T: DifferenceElement>(
    x: impl Operand<T>,
    n: usize,
    axis: impl Axis,
    mut out: impl Output<T>,
) -> Result<()> {
    let (x, out) = (x.operand().0, out.output().0);
    let axis = axis.index("diff", x.ndim())?;
    let expected = shape_of_differences(&x, n, axis);
    if *expected != *out.shape() {
        return Err(Error::output_shape("diff", &expected, out.shape()));
    }
    write_differences(x, n, axis, out)
}

fn shape_of_differences<T>(x: &Strided<'_, T>, n: usize, axis: usize) -> Vec<usize> {
    let mut shape = x.shape().to_vec();
    shape[axis] = shape[axis].saturating_sub(n);
    shape
}

/// Returns the elements after the first one along an axis, and those before the last one.
fn neighbours<T>(x: Strided<'_, T>, axis: usize) -> Result<[ArrayView<'_, T>; 2]> {
    let (_, next) = x.split_at(axis, 1_usize)?;
    let (before, _) = x.split_at(axis, x.shape()[axis] - 1)?;
    Ok([ArrayView(next), ArrayView(before)])
}

/// Elements, and where their differences go.
struct Differences<'a, T> {
    x: Strided<'a, T>,
    /// How often differences are taken.
    n: usize,
    axis: usize,
    out: StridedMut<'a, T>,
}

/// Neighbouring parts share `n` elements.
impl<T: Element> Parts for Differences<'_, T> {
    fn layout(&self) -> &Layout {
        self.out.layout()
    }

    /// What parts share is computed in both.
    fn shortest(&self, axis: usize) -> usize {
        if axis == self.axis { 4 * self.n } else { 1 }
    }

    fn cut_at(self, axis: usize, index: usize) -> Result<(Self, Self)> {
        let Differences { x, n, axis: along, out } = self;
        let (out, rest_of_out) = out.split_at(axis, index)?;
        let (mut first, rest) = x.split_at(axis, index)?;
        if axis == along {
            (first, _) = x.split_at(axis, index + n)?;
        }
        let part = |x, out| Differences { x, n, axis: along, out };
        Ok((part(first, out), part(rest, rest_of_out)))
    }
}

/// Writes the differences into `out`, which has their shape.
fn write_differences<T: DifferenceElement>(
    x: Strided<'_, T>,
    n: usize,
    axis: usize,
    mut out: StridedMut<'_, T>,
) -> Result<()> {
    if out.is_empty() {
        return Ok(());
    }
    let op = T::DIFFERENCE;
    let call = || Call::step("diff", &op, T::difference_kernel());
    match n {
        0 => return copy_into("diff", x.by_ref(), out.by_mut()),
        1 => {
            let [next, x] = neighbours(x, axis)?;
            return call().write((Read(&next), Read(&x)), ArrayViewMut(out));
        }
        _ => {}
    }
    let (parts, all) = (Differences { x, n, axis, out }, AxisSet::all(x.ndim()));
    for_each_piece(parts, all, most::<T>(), &|Differences { x, out, .. }| {
        let [next, x] = neighbours(x, axis)?;
        let mut differences = call().new_array((Read(&next), Read(&x)))?;
        for _ in 2..n {
            let [next, x] = neighbours(differences.view().0, axis)?;
            differences = call().new_array((Read(&next), Read(&x)))?;
        }
        let [next, x] = neighbours(differences.view().0, axis)?;
        call().write((Read(&next), Read(&x)), ArrayViewMut(out))
    })
}
