//! Elements shifted round an axis.

use super::join::join_parts;
use crate::{Array, Axis, Element, Operand, Result};

/// Shifts elements along an axis; those pushed past its end come in at its start.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | any; the result has that of `x` |
/// | **NumPy** | `np.roll` |
///
/// A negative shift goes towards the start.
///
/// # Errors
///
/// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if there is no such axis, and
/// [`Error::Allocation`](crate::Error::Allocation) if allocation fails.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, roll};
///
/// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
/// assert_eq!(roll(&x, 1, 1)?, Array::from([[3, 1, 2], [6, 4, 5]]));
/// assert_eq!(roll(&x, -1, 0)?, Array::from([[4, 5, 6], [1, 2, 3]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn roll<T: Element>(x: impl Operand<T>, shift: isize, axis: impl Axis) -> Result<Array<T>> {
    let x = x.operand().0;
    let axis = axis.index("roll", x.ndim())?;
    let len = x.shape()[axis] as isize;
    // The first element of the result. An axis of length 0 has none, and no remainders.
    let first = shift.checked_rem_euclid(len).map_or(0, |shift| len - shift);
    join_parts("roll", &x, axis, &[(first..).into(), (..first).into()])
}
