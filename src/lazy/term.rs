//! What may stand beside an expression.

use super::Lazy;
use super::expression::{Expression, Leaf, Number};
use crate::bounds::Natural;
use crate::{Array, ArrayView, Element};
use tightloop_kernels::Stored;

/// What an operator or a method of an expression takes beside it, if that has results of type `T`:
/// another expression, an array, or a number `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not go into an expression of `{T}`",
    label = "not an expression, an array, or a number of type `{T}`",
    note = "an expression takes `Lazy`, `&Array<T>`, `ArrayView<T>` and single numbers",
    note = "if its dtype is another one: convert it with `lazy(&x).cast::<..>()`"
)]
pub trait Term<T> {
    /// The dtype of its results.
    type Element: Element;
    /// The expression that it is.
    type Expression: Expression;

    /// Returns the expression.
    fn expression(self) -> Self::Expression;
}

impl<T, U: Element, E: Expression> Term<T> for Lazy<U, E> {
    type Element = U;
    type Expression = E;

    #[inline(always)]
    fn expression(self) -> E {
        self.expression
    }
}

impl<T, U: Natural> Term<T> for &Array<U> {
    type Element = U;
    type Expression = Leaf<Self, U, U::Value>;

    #[inline(always)]
    fn expression(self) -> Self::Expression {
        Leaf::new(self)
    }
}

impl<T, U: Natural> Term<T> for ArrayView<'_, U> {
    type Element = U;
    type Expression = Leaf<Self, U, U::Value>;

    #[inline(always)]
    fn expression(self) -> Self::Expression {
        Leaf::new(self)
    }
}

// Not recommended: a type that is no term should not be told to become a number.
#[diagnostic::do_not_recommend]
impl<T: Natural + Stored<T::Value>> Term<T> for T {
    type Element = T;
    type Expression = Number<T, T::Value>;

    #[inline(always)]
    fn expression(self) -> Self::Expression {
        Number::new(self)
    }
}
