//! Conversions between element types.

use crate::call::Call;
use crate::operand::Read;
use crate::{Array, ArrayView, Element, Operand, Output, Result, Ufunc};
use tightloop_dispatch::Cast;

/// The elements of `x` converted to `U`, as by Rust's `as`: a new array.
///
/// Dtypes: all real ones, from each to each. Integers wrap; floats are rounded once to nearest,
/// ties to even; from float to integer the fraction is dropped, values beyond the range give its
/// end, and NaN gives 0 (NumPy leaves these open). To `bool`, zero is false, and all else is true.
///
/// # Errors
///
/// [`Error::Allocation`](crate::Error::Allocation).
///
/// ```
/// assert_eq!(tightloop::cast::<i8, _>(&[1.9, -1.9, 1e9, f64::NAN])?.to_vec(), [1, -1, 127, 0]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn cast<U: Element, T: Element>(x: impl Operand<T>) -> Result<Array<U>>
where
    Cast<U>: Ufunc<(T,), Out = (U,)>,
{
    Call::ufunc(&Cast::<U>::new()).new_array((Read(&x),))
}

/// As [`cast`], written into `out`. Allocates nothing.
///
/// # Errors
///
/// [`Error::OutputShape`](crate::Error::OutputShape) where `x` does not broadcast to the shape of
/// `out`. Nothing is written then.
///
/// ```
/// let mut out = [0u8; 3];
/// tightloop::cast_into(&[65.5f32, -1.0, 300.0], &mut out)?;
/// assert_eq!(out, [65, 0, 255]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn cast_into<T: Element, U: Element>(x: impl Operand<T>, out: impl Output<U>) -> Result<()>
where
    Cast<U>: Ufunc<(T,), Out = (U,)>,
{
    Call::ufunc(&Cast::<U>::new()).write((Read(&x),), out)
}

impl<T: Element> Array<T> {
    /// The elements converted to `U`, as by Rust's `as`; see [`cast`].
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`](crate::Error::Allocation).
    pub fn cast<U: Element>(&self) -> Result<Array<U>>
    where
        Cast<U>: Ufunc<(T,), Out = (U,)>,
    {
        cast(self)
    }
}

impl<T: Element> ArrayView<'_, T> {
    /// The elements converted to `U`, as by Rust's `as`; see [`cast`].
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`](crate::Error::Allocation).
    pub fn cast<U: Element>(&self) -> Result<Array<U>>
    where
        Cast<U>: Ufunc<(T,), Out = (U,)>,
    {
        cast(self)
    }
}
