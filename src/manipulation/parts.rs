//! What can be joined.

use crate::{Array, ArrayView, Element, Operand, Result};

/// An array to join with others: an [`Array`], an [`ArrayView`] or a reference to one, or a
/// [`Result`] of an array or a view, so that closures may use `?`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be joined with others as an array of `{T}`",
    label = "not an array of `{T}`",
    note = "arrays to join are `Array<T>`, `&Array<T>` and `ArrayView<T>`, and `Result`s of these"
)]
pub trait Part<T: Element> {
    /// The array.
    type Array: Operand<T>;

    /// Returns the array.
    ///
    /// # Errors
    ///
    /// The error, if this is one.
    fn array(self) -> Result<Self::Array>;
}

/// Lists the types that are arrays, each with how to get an operand.
macro_rules! arrays {
    ($([$($life:lifetime)*] $part:ty => $array:ty: |$x:ident| $get:expr;)*) => {$(
        impl<$($life,)* T: Element> Part<T> for $part {
            type Array = $array;

            fn array(self) -> Result<$array> {
                let $x = self;
                $get
            }
        }
    )*};
}
arrays! {
    [] Array<T> => Array<T>: |x| Ok(x);
    ['a] &'a Array<T> => &'a Array<T>: |x| Ok(x);
    ['a] &&'a Array<T> => &'a Array<T>: |x| Ok(*x);
    ['a] ArrayView<'a, T> => ArrayView<'a, T>: |x| Ok(x);
    ['a] &ArrayView<'a, T> => ArrayView<'a, T>: |x| Ok(*x);
    [] Result<Array<T>> => Array<T>: |x| x;
    ['a] Result<ArrayView<'a, T>> => ArrayView<'a, T>: |x| x;
}
