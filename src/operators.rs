//! `+ - * /` and `+= -= *= /=` of arrays, views and numbers; `& | !` of masks.

use crate::bounds::{Beside, Promote, Strong};
use crate::call::promoted;
use crate::infallible::infallible;
use crate::operand::Read;
use crate::{Array, ArrayView, ArrayViewMut, Element, Operand, Ufunc, bf16, f16, ops};
use core::ops::{
    Add, AddAssign, BitAnd, BitOr, Div, DivAssign, Mul, MulAssign, Neg, Not, Sub, SubAssign,
};

/// Returns the result of an operator between `x` and `y`.
#[track_caller]
fn binary<Op, A: Operand<T>, B: Operand<U>, T: Element, U: Element, To: Element, Y: Element>(
    op: Op,
    x: A,
    y: B,
) -> Array<Y>
where
    T: Promote<U, A::Typing, B::Typing, To = To>,
    Op: Ufunc<(To, To), Out = (Y,)> + Send + Sync,
{
    infallible(promoted::<T, U, A::Typing, B::Typing, _, _>(&op, |call| {
        call.new_array((Read(&x), Read(&y)))
    }))
}

/// Lists the operators with the operations that they are.
macro_rules! operators {
    ($each:ident) => {
        $each! { Add add AddAssign add_assign Add add }
        $each! { Sub sub SubAssign sub_assign Subtract subtract }
        $each! { Mul mul MulAssign mul_assign Multiply multiply }
        $each! { Div div DivAssign div_assign Divide divide }
    };
}

/// Lists the types on the left of an operator.
macro_rules! on_the_left {
    ($trait:ident $method:ident $assign_trait:ident $assign:ident $op:ident $function:ident) => {
        on_the_left! {
            @each $trait $method $op $function:
            Array<T>, &Array<T>, ArrayView<'_, T>, &ArrayView<'_, T>
        }
    };
    (@each $trait:ident $method:ident $op:ident $function:ident: $($left:ty),+) => {$(
        #[doc = concat!("Computes ", link!($function), ", for any [`Operand`] on the right.")]
        impl<T: Element, R: Beside<T>, To: Element, Y: Element> $trait<R> for $left
        where
            T: Promote<R::Element, Strong, R::Typed, To = To>,
            ops::$op: Ufunc<(To, To), Out = (Y,)>,
        {
            type Output = Array<Y>;

            /// # Panics
            ///
            /// If the shapes do not broadcast together, or allocation fails.
            #[inline]
            #[track_caller]
            fn $method(self, right: R) -> Array<Y> {
                binary(ops::$op, self, right)
            }
        }
    )+};
}
operators! { on_the_left }

/// Lists the types on the left of an assignment.
macro_rules! assigned {
    ($trait:ident $method:ident $assign_trait:ident $assign:ident $op:ident $function:ident) => {
        assigned! { @each $assign_trait $assign $op $function: Array<T>, ArrayViewMut<'_, T> }
    };
    (@each $trait:ident $method:ident $op:ident $function:ident: $($left:ty),+) => {$(
        #[doc = concat!(
            "Computes ", link!($function), " in place, for any [`Operand`] on the right."
        )]
        impl<T: Element, R: Beside<T>> $trait<R> for $left
        where
            T: Promote<R::Element, Strong, R::Typed, To = T>,
            ops::$op: Ufunc<(T, T), Out = (T,)>,
        {
            /// # Panics
            ///
            /// If the right side does not broadcast to the shape of the left.
            #[inline]
            #[track_caller]
            fn $method(&mut self, right: R) {
                infallible(promoted::<T, R::Element, Strong, R::Typed, _, _>(&ops::$op, |call| {
                    call.assign(self, (Read(&right),))
                }));
            }
        }
    )+};
}
operators! { assigned }

/// Lists the numbers on the left of an array.
macro_rules! numbers {
    ($trait:ident $method:ident $assign_trait:ident $assign:ident $op:ident $function:ident) => {
        numbers! {
            @each $trait $method $op $function:
            i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64
        }
    };
    (@each $trait:ident $method:ident $op:ident $function:ident: $($number:ident)+) => {$(
        numbers! {
            @right $trait $method $op $function $number:
            Array<$number>, &Array<$number>, ArrayView<'_, $number>
        }
    )+};
    (
        @right $trait:ident $method:ident $op:ident $function:ident $number:ident:
        $($right:ty),+
    ) => {$(
        // There are so many that they would bury the rest of a page.
        #[doc(hidden)]
        #[doc = concat!("Computes ", link!($function), " of a number and each element.")]
        impl $trait<$right> for $number {
            type Output = <Array<$number> as $trait<$number>>::Output;

            /// # Panics
            ///
            /// If allocation fails.
            #[inline]
            #[track_caller]
            fn $method(self, right: $right) -> Self::Output {
                binary(ops::$op, self, right)
            }
        }
    )+};
}
operators! { numbers }

/// Lists the types that can be negated.
macro_rules! negated {
    ($($array:ty)*) => {$(
        /// Computes [`negative`](crate::negative).
        impl<T: Element> Neg for $array
        where
            ops::Negative: Ufunc<(T,), Out = (T,)>,
        {
            type Output = Array<T>;

            /// # Panics
            ///
            /// If allocation fails.
            #[inline]
            #[track_caller]
            fn neg(self) -> Array<T> {
                crate::negative(self)
            }
        }
    )*};
}
negated! { Array<T> &Array<T> ArrayView<'_, T> &ArrayView<'_, T> }

/// Lists the operators of masks.
macro_rules! masks {
    ($($trait:ident $method:ident $op:ident $word:literal: $($left:ty),+;)*) => {$($(
        #[doc = concat!("Computes \"", $word, "\" of two arrays of `bool`, which broadcast.")]
        impl<R: Operand<bool>> $trait<R> for $left
        where
            bool: Promote<bool, Strong, R::Typing, To = bool>,
        {
            type Output = Array<bool>;

            /// # Panics
            ///
            /// If the shapes do not broadcast together, or allocation fails.
            #[inline]
            #[track_caller]
            fn $method(self, right: R) -> Array<bool> {
                binary(ops::$op, self, right)
            }
        }
    )+)*};
}
masks! {
    BitAnd bitand Multiply "and":
        Array<bool>, &Array<bool>, ArrayView<'_, bool>, &ArrayView<'_, bool>;
    BitOr bitor Add "or":
        Array<bool>, &Array<bool>, ArrayView<'_, bool>, &ArrayView<'_, bool>;
}

/// Lists the masks that can be inverted.
macro_rules! inverted {
    ($($array:ty)*) => {$(
        /// Computes "not" of an array of `bool`.
        impl Not for $array {
            type Output = Array<bool>;

            /// # Panics
            ///
            /// If allocation fails.
            #[inline]
            #[track_caller]
            fn not(self) -> Array<bool> {
                binary(ops::Equal, self, false)
            }
        }
    )*};
}
inverted! { Array<bool> &Array<bool> ArrayView<'_, bool> &ArrayView<'_, bool> }
