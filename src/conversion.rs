//! Conversions between dtypes.

use crate::call::Call;
use crate::infallible::infallible;
use crate::operand::Read;
use crate::{Array, ArrayView, Element, Operand, Output, Result, Ufunc};
use tightloop_dispatch::Cast;

/// Converts each element to the dtype `U`, as Rust's `as` does.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | each real one → each real one |
/// | **Shapes** | any; the result has the shape of `x` |
/// | **Accuracy** | rounded once to nearest, ties to even; integers wrap |
/// | **Special values** | NaN gives the integer 0; `inf` gives the largest one |
/// | **NumPy** | `x.astype(dtype)` |
///
/// From float to integer, the fraction is dropped, and numbers beyond the range give its end (NumPy
/// leaves these open). To `bool`, zero gives `false`, and all else `true`.
///
/// # Panics
///
/// If allocation fails, as `Vec` does.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, cast};
///
/// let x = Array::from([[1.9, -1.9], [1e9, f64::NAN]]);
/// assert_eq!(cast::<i8, _>(&x), Array::from([[1, -1], [127, 0]]));
/// ```
#[track_caller]
pub fn cast<U: Element, T: Element>(x: impl Operand<T>) -> Array<U>
where
    Cast<U>: Ufunc<(T,), Out = (U,)>,
{
    infallible(Call::ufunc(&Cast::<U>::new()).new_array((Read(&x),)))
}

/// Converts each element to the dtype of `out`, as Rust's `as` does, into existing memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | each real one → each real one |
/// | **Shapes** | `x` broadcasts to the shape of `out` |
/// | **Accuracy** | that of [`cast`] |
/// | **Special values** | those of [`cast`] |
/// | **NumPy** | `np.copyto(out, x, casting="unsafe")` |
///
/// # Errors
///
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `x` does not broadcast to the shape of
///   `out`. Then nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::cast_into;
///
/// let mut out = [0u8; 3];
/// cast_into(&[65.5f32, -1.0, 300.0], &mut out)?;
/// assert_eq!(out, [65, 0, 255]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn cast_into<T: Element, U: Element>(x: impl Operand<T>, out: impl Output<U>) -> Result<()>
where
    Cast<U>: Ufunc<(T,), Out = (U,)>,
{
    Call::ufunc(&Cast::<U>::new()).write((Read(&x),), out)
}

/// Lists the types with a method of that name.
macro_rules! casts {
    ($($array:ty)*) => {$(
        impl<T: Element> $array {
            /// Converts the elements to the dtype `U`: see [`cast`].
            ///
            /// # Panics
            ///
            /// If allocation fails, as `Vec` does.
            #[track_caller]
            pub fn cast<U: Element>(&self) -> Array<U>
            where
                Cast<U>: Ufunc<(T,), Out = (U,)>,
            {
                cast(self)
            }
        }
    )*};
}
casts! { Array<T> ArrayView<'_, T> }
