//! Outer products.

use crate::operand::Operand;
use crate::{Array, ArrayView, Element, Error, Output, Promote, Result, Ufunc, UfuncExt, ops};

/// Computes the outer product of two vectors: each element of `a` times each one of `b`.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`multiply`](crate::multiply), promoted alike |
/// | **Shapes** | `[m]` and `[n]` → `[m, n]` |
/// | **Accuracy** | that of [`multiply`](crate::multiply) |
/// | **Special values** | those of [`multiply`](crate::multiply) |
/// | **NumPy** | `np.linalg.outer`, or `np.outer` of vectors |
///
/// NumPy's `np.outer` also takes other arrays, and flattens them: pass
/// [`x.reshape(&[x.len()])?`](Array::reshape). `Multiply.outer(&a, &b)` takes any shapes and keeps
/// their axes: see [`UfuncExt::outer`].
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if an operand does not have one
///   axis.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, outer};
///
/// let table = outer(&Array::from([1, 2, 3]), &[1, 10])?;
/// assert_eq!(table, Array::from([[1, 10], [2, 20], [3, 30]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn outer<A: Operand<T>, B: Operand<U>, T, U: Element, To: Element, Y: Element>(
    a: A,
    b: B,
) -> Result<Array<Y>>
where
    T: Promote<U, A::Typing, B::Typing, To = To>,
    ops::Multiply: Ufunc<(To, To), Out = (Y,)>,
{
    check(&a.operand(), &b.operand())?;
    ops::Multiply.outer(a, b)
}

/// Computes the outer product of two vectors, into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`outer`] |
/// | **Shapes** | `[m]` and `[n]`; `out` is `[m, n]` |
/// | **Accuracy** | that of [`multiply`](crate::multiply) |
/// | **Special values** | those of [`multiply`](crate::multiply) |
/// | **NumPy** | `np.outer(a, b, out=out)` |
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if an operand does not have one
///   axis.
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, outer_into};
///
/// let mut out = Array::zeros(&[2, 2])?;
/// outer_into(&[1.0, 2.0], &[3.0, 4.0], &mut out)?;
/// assert_eq!(out, Array::from([[3.0, 4.0], [6.0, 8.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn outer_into<A: Operand<T>, B: Operand<U>, T, U: Element, To: Element, Y: Element>(
    a: A,
    b: B,
    mut out: impl Output<Y>,
) -> Result<()>
where
    T: Promote<U, A::Typing, B::Typing, To = To>,
    ops::Multiply: Ufunc<(To, To), Out = (Y,)>,
{
    let shape = check(&a.operand(), &b.operand())?;
    let out = out.output();
    if out.shape() != shape {
        return Err(Error::output_shape("outer", &shape, out.shape()));
    }
    ops::Multiply.outer_into(a, b, out)
}

/// Returns the shape of the outer product of two vectors.
fn check<T: Element, U: Element>(a: &ArrayView<'_, T>, b: &ArrayView<'_, U>) -> Result<[usize; 2]> {
    let (&[m], &[n]) = (a.shape(), b.shape()) else {
        let what = "an operand does not have one axis";
        return Err(Error::InvalidParameter { op: "outer", what });
    };
    Ok([m, n])
}
