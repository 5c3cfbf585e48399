//! Coordinates of a grid.

use crate::{Array, ArrayView, Element, Error, Operand, Result};

/// Returns the coordinates of all points of a grid: those along `x`, and those along `y`.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | one axis each; results have a row for each of `y`, a column for each of `x` |
/// | **NumPy** | `np.meshgrid`, with its default `indexing='xy'` |
///
/// For `indexing='ij'`, take the transposes of both results ([`Array::t`]). Computations do not
/// need the grid: `x` broadcasts against `y.insert_axis(1)?`.
///
/// # Errors
///
/// [`Error::InvalidParameter`](crate::Error::InvalidParameter) if `x` or `y` does not have one
/// axis, and [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
/// [`Error::Allocation`](crate::Error::Allocation) if the results do not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, meshgrid};
///
/// let (x, y) = meshgrid(&[1, 2, 3], &[10, 20])?;
/// assert_eq!(x, Array::from([[1, 2, 3], [1, 2, 3]]));
/// assert_eq!(y, Array::from([[10, 10, 10], [20, 20, 20]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn meshgrid<T: Element, U: Element>(
    x: impl Operand<T>,
    y: impl Operand<U>,
) -> Result<(Array<T>, Array<U>)> {
    let (x, y) = (x.operand(), y.operand());
    let (&[columns], &[rows]) = (x.shape(), y.shape()) else {
        let what = "the coordinates do not have one axis";
        return Err(Error::InvalidParameter { op: "meshgrid", what });
    };
    let shape = [rows, columns];
    Ok((stretched(x, &shape)?, stretched(y.insert_axis(1)?, &shape)?))
}

fn stretched<T: Element>(x: ArrayView<'_, T>, shape: &[usize]) -> Result<Array<T>> {
    Array::try_copy_of(x.broadcast_to(shape)?)
}
