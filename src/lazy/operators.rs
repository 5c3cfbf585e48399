//! `+ - * / %`, `& | ^` and `- !` of expressions, arrays and numbers.

use super::{Expression, Lazy, Map, Map2, Number, Term};
use crate::bounds::{PromotesWith, StoredFor};
use crate::{Element, ops};
use core::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Rem, Sub};
use tightloop_kernels::{Binary, Unary};

/// The expression of an operator between expressions of `A` and `B`.
type Between<Op, A, B> = Map2<Op, A, B, <A as Expression>::Value>;

/// Lists operators, each with the operation that it is.
macro_rules! operators {
    ($($trait:ident $method:ident $op:ident $function:ident;)*) => {$(
        #[doc = concat!("The expression of ", link!($function), ".")]
        impl<T, To, E, R> $trait<R> for Lazy<T, E>
        where
            T: PromotesWith<R::Element, To = To>,
            To: Element,
            E: Expression<Value: StoredFor<To>>,
            R: Term<T>,
            ops::$op: Binary<E::Value, <R::Expression as Expression>::Value, E::Value>,
        {
            type Output =
                Lazy<<E::Value as StoredFor<To>>::Element, Between<ops::$op, E, R::Expression>>;

            #[inline(always)]
            fn $method(self, right: R) -> Self::Output {
                Lazy::new(Map2::new(ops::$op, self.expression, right.expression()))
            }
        }
    )*};
}
operators! {
    Add add Add add;
    Sub sub Subtract subtract;
    Mul mul Multiply multiply;
    Div div Divide divide;
    Rem rem Remainder remainder;
    BitAnd bitand BitwiseAnd bitwise_and;
    BitOr bitor BitwiseOr bitwise_or;
    BitXor bitxor BitwiseXor bitwise_xor;
}

/// Lists the numbers that may stand before an expression.
macro_rules! numbers_before {
    ($trait:ident $method:ident $op:ident: $($number:ident)*) => {$(
        impl<E: Expression> $trait<Lazy<$number, E>> for $number
        where
            ops::$op: Binary<$number, E::Value, $number>,
        {
            type Output = Lazy<$number, Between<ops::$op, Number<$number, $number>, E>>;

            #[inline(always)]
            fn $method(self, right: Lazy<$number, E>) -> Self::Output {
                Lazy::new(Map2::new(ops::$op, Number::new(self), right.expression))
            }
        }
    )*};
}

/// Lists the operators that have numbers before an expression.
macro_rules! before {
    ($($trait:ident $method:ident $op:ident;)*) => {$(
        numbers_before! { $trait $method $op: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
    )*};
}
before! {
    Add add Add;
    Sub sub Subtract;
    Mul mul Multiply;
    Div div Divide;
    Rem rem Remainder;
}

/// Lists the operators of one expression.
macro_rules! of_one {
    ($($trait:ident $method:ident $op:ident;)*) => {$(
        impl<T: Element, E: Expression<Value: StoredFor<T>>> $trait for Lazy<T, E>
        where
            ops::$op: Unary<E::Value>,
        {
            type Output =
                Lazy<<E::Value as StoredFor<T>>::Element, Map<ops::$op, E, E::Value>>;

            #[inline(always)]
            fn $method(self) -> Self::Output {
                Lazy::new(Map::new(ops::$op, self.expression))
            }
        }
    )*};
}
of_one! {
    Neg neg Negative;
    Not not BitwiseInvert;
}
