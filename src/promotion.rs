//! Operands of different dtypes.

use crate::operand::{Operand, Strong, Weak};
use crate::{Array, ArrayView, ArrayViewMut, Element};
use tightloop_array_core::PromotesWith;
use tightloop_dispatch::Kernel;

/// Operands with elements of `Self` and `U`, of the [typing](Operand#dtypes-that-differ) `A` and
/// `B`, that go together.
#[diagnostic::on_unimplemented(
    message = "operands of `{Self}` and `{U}` do not go together",
    label = "no common dtype of `{Self}` and `{U}`",
    note = "arrays of two dtypes are promoted if one dtype holds all numbers of both; `bool`, \
            integers and floats are not mixed",
    note = "numbers, slices and `Vec`s must have the dtype of the array",
    note = "convert one operand with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait Promote<U: Element, A, B>: Element {
    /// The common dtype.
    type To: Element;

    /// Calls `f` with the kernel for elements of both types.
    #[doc(hidden)]
    fn with_kernel<Op, Out, R>(
        kernel: &Kernel<Op, (Self::To, Self::To), Out>,
        f: impl FnOnce(&Kernel<Op, (Self, U), Out>) -> R,
    ) -> R;
}

impl<T: PromotesWith<U>, U: Element> Promote<U, Strong, Strong> for T {
    type To = T::To;

    #[inline(always)]
    fn with_kernel<Op, Out, R>(
        kernel: &Kernel<Op, (T::To, T::To), Out>,
        f: impl FnOnce(&Kernel<Op, (T, U), Out>) -> R,
    ) -> R {
        kernel.with_promoted(f)
    }
}

/// Lists the other typings of two operands. Both have the same dtype.
macro_rules! one_dtype {
    ($($a:ident $b:ident),*) => {$(
        impl<T: Element> Promote<T, $a, $b> for T {
            type To = T;

            #[inline(always)]
            fn with_kernel<Op, Out, R>(
                kernel: &Kernel<Op, (T, T), Out>,
                f: impl FnOnce(&Kernel<Op, (T, T), Out>) -> R,
            ) -> R {
                f(kernel)
            }
        }
    )*};
}
one_dtype! { Strong Weak, Weak Strong, Weak Weak }

/// What may stand on the right of an operator if an array of `T` is on the left: any [`Operand`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operand beside an array of `{T}`",
    label = "not an operand beside an array of `{T}`",
    note = "operands are `&Array<T>`, `ArrayView<T>`, `&[T]`, `&Vec<T>`, `&[T; N]` and a single \
            `T`",
    note = "if it is a `Result`: add `?` to get the array",
    note = "if its dtype is another one: convert it with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait Beside<T: Element>: Operand<Self::Element, Typing = Self::Typed> {
    /// The type of its elements.
    type Element: Element;
    /// Its [`Typing`](Operand::Typing).
    type Typed;
}

/// Lists operands that may have another dtype.
macro_rules! strong {
    ($($operand:ty)*) => {$(
        impl<T: Element, U: Element> Beside<T> for $operand {
            type Element = U;
            type Typed = Strong;
        }
    )*};
}
strong! {
    Array<U> &Array<U> ArrayView<'_, U> &ArrayView<'_, U> ArrayViewMut<'_, U> &ArrayViewMut<'_, U>
}

/// Lists operands that have the dtype of the array beside them.
macro_rules! weak {
    ($([$($generics:tt)*] $operand:ty;)*) => {$(
        impl<T: Element, $($generics)*> Beside<T> for $operand {
            type Element = T;
            type Typed = Weak;
        }
    )*};
}
weak! {
    [] &[T];
    [] &Vec<T>;
    [] Vec<T>;
    [const N: usize] &[T; N];
    [const N: usize] [T; N];
    [const M: usize, const N: usize] &[[T; N]; M];
    [const M: usize, const N: usize] [[T; N]; M];
}

// Not recommended: a type that is no operand should not be told to become an element.
#[diagnostic::do_not_recommend]
impl<T: Element> Beside<T> for T {
    type Element = T;
    type Typed = Weak;
}
