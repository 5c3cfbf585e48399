//! `+ - * / %`, `& | ^ << >>` and the same with `=`, and `- !`, of arrays, views and numbers.

use crate::bounds::{Beside, Promote, Strong};
use crate::call::promoted;
use crate::infallible::infallible;
use crate::operand::Read;
use crate::{Array, ArrayView, ArrayViewMut, Element, Operand, Ufunc, bf16, f16, ops};
use core::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign,
    Mul, MulAssign, Neg, Not, Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign,
};

/// Returns the result of an operator between `x` and `y`.
#[track_caller]
fn binary<Op, A: Operand<T>, B: Operand<U>, T, U: Element, To: Element, Y: Element>(
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

/// Lists the operators with the operations that they are, and the numbers that may be on the left
/// of an array.
macro_rules! operators {
    ($each:ident) => {
        operators! { @numbers $each [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] }
        operators! { @bits $each [bool i8 i16 i32 i64 u8 u16 u32 u64] }
        operators! { @shifts $each [i8 i16 i32 i64 u8 u16 u32 u64] }
    };
    (@numbers $each:ident $left:tt) => {
        $each! { Add add AddAssign add_assign Add add $left }
        $each! { Sub sub SubAssign sub_assign Subtract subtract $left }
        $each! { Mul mul MulAssign mul_assign Multiply multiply $left }
        $each! { Div div DivAssign div_assign Divide divide $left }
        $each! { Rem rem RemAssign rem_assign Remainder remainder $left }
    };
    (@bits $each:ident $left:tt) => {
        $each! { BitAnd bitand BitAndAssign bitand_assign BitwiseAnd bitwise_and $left }
        $each! { BitOr bitor BitOrAssign bitor_assign BitwiseOr bitwise_or $left }
        $each! { BitXor bitxor BitXorAssign bitxor_assign BitwiseXor bitwise_xor $left }
    };
    (@shifts $each:ident $left:tt) => {
        $each! { Shl shl ShlAssign shl_assign BitwiseLeftShift bitwise_left_shift $left }
        $each! { Shr shr ShrAssign shr_assign BitwiseRightShift bitwise_right_shift $left }
    };
}

/// Lists the types on the left of an operator.
macro_rules! on_the_left {
    (
        $trait:ident $method:ident $assign_trait:ident $assign:ident $op:ident $function:ident
        $left:tt
    ) => {
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
    (
        $trait:ident $method:ident $assign_trait:ident $assign:ident $op:ident $function:ident
        $left:tt
    ) => {
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
    (
        $trait:ident $method:ident $assign_trait:ident $assign:ident $op:ident $function:ident
        [$($number:ident)+]
    ) => {
        numbers! { @each $trait $method $op $function: $($number)+ }
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

/// Lists the types whose bits can be inverted.
macro_rules! inverted {
    ($($array:ty)*) => {$(
        /// Computes [`bitwise_invert`](crate::bitwise_invert): of `bool`, "not".
        impl<T: Element> Not for $array
        where
            ops::BitwiseInvert: Ufunc<(T,), Out = (T,)>,
        {
            type Output = Array<T>;

            /// # Panics
            ///
            /// If allocation fails.
            #[inline]
            #[track_caller]
            fn not(self) -> Array<T> {
                crate::bitwise_invert(self)
            }
        }
    )*};
}
inverted! { Array<T> &Array<T> ArrayView<'_, T> &ArrayView<'_, T> }
