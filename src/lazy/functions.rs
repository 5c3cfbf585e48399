//! The functions of the catalogue, as methods of expressions.

#![allow(clippy::should_implement_trait, reason = "there are operators, too")]

use super::{Expression, Lazy, Map, Map2, Map3, Term};
use crate::bounds::{PromotesWith, StoredFor};
use crate::{Element, catalogue, ops};
use tightloop_kernels::{Binary, Lane, Streamed, Ternary, Truth, Unary};

/// Lists the methods of one line of the catalogue.
macro_rules! functions {
    ($kind:ident $op:ident [$name:ident $($rest:ident)*] {
        $does:literal $($facts:tt)*
    } $dtypes:tt $more:tt) => {
        $kind! { $op $name $does }
    };
}

/// Methods of an expression alone.
macro_rules! unary {
    ($op:ident $name:ident $does:literal) => {
        impl<T: Element, E: Expression> Lazy<T, E> {
            #[doc = concat!($does, ": see ", link!($name), ".")]
            #[inline]
            pub fn $name<Y: Streamed + StoredFor<T>>(self) -> Lazy<Y::Element, Map<ops::$op, E, Y>>
            where
                ops::$op: Unary<E::Value, Y>,
            {
                Lazy::new(Map::new(ops::$op, self.expression))
            }
        }
    };
}

/// The same, with truth values as results.
macro_rules! predicate {
    ($($line:tt)*) => {
        unary! { $($line)* }
    };
}

/// Methods of an expression and another one.
macro_rules! binary {
    ($op:ident $name:ident $does:literal) => {
        impl<T: Element, E: Expression> Lazy<T, E> {
            #[doc = concat!($does, ": see ", link!($name), ".")]
            #[inline]
            pub fn $name<R: Term<T>, To: Element, Y: Streamed + StoredFor<To>>(
                self,
                y: R,
            ) -> Lazy<Y::Element, Map2<ops::$op, E, R::Expression, Y>>
            where
                T: PromotesWith<R::Element, To = To>,
                ops::$op: Binary<E::Value, <R::Expression as Expression>::Value, Y>,
            {
                Lazy::new(Map2::new(ops::$op, self.expression, y.expression()))
            }
        }
    };
}

/// The same, with truth values as results.
macro_rules! compare {
    ($($line:tt)*) => {
        binary! { $($line)* }
    };
}

/// Lists kinds whose functions are no methods: those of several results, of operands of different
/// types, and of several elements.
macro_rules! no_methods {
    ($dollar:tt $($kind:ident)*) => {$(
        macro_rules! $kind {
            ($dollar($line:tt)*) => {};
        }
    )*};
}
no_methods! { $ mixed pair split ternary }

catalogue! { functions arithmetic }
catalogue! { functions exponential }
catalogue! { functions trigonometric }
catalogue! { functions hyperbolic }
catalogue! { functions special }
catalogue! { functions rounding }
catalogue! { functions floating_point }
catalogue! { functions bits }
catalogue! { functions comparison }
catalogue! { functions complex }

/// The value of a term beside results of type `T`.
type ValueOf<R, T> = <<R as Term<T>>::Expression as Expression>::Value;

impl<T: Element, E: Expression<Value: StoredFor<T, Element = T>>> Lazy<T, E> {
    /// Limits each result to `[low, high]`: see [`clip`](crate::clip).
    #[inline]
    pub fn clip<A: Term<T, Element = T>, B: Term<T, Element = T>>(
        self,
        low: A,
        high: B,
    ) -> Lazy<T, Map3<ops::Clip, E, A::Expression, B::Expression, E::Value>>
    where
        ops::Clip: Ternary<E::Value, ValueOf<A, T>, ValueOf<B, T>, E::Value>,
    {
        Lazy::new(Map3::new(ops::Clip, self.expression, low.expression(), high.expression()))
    }

    /// Computes `self * b + c`, rounded once: see [`fma`](crate::fma).
    #[inline]
    pub fn fma<B: Term<T, Element = T>, C: Term<T, Element = T>>(
        self,
        b: B,
        c: C,
    ) -> Lazy<T, Map3<ops::Fma, E, B::Expression, C::Expression, E::Value>>
    where
        ops::Fma: Ternary<E::Value, ValueOf<B, T>, ValueOf<C, T>, E::Value>,
    {
        Lazy::new(Map3::new(ops::Fma, self.expression, b.expression(), c.expression()))
    }

    /// Interpolates between the results and `b`: see [`lerp`](crate::lerp).
    #[inline]
    pub fn lerp<B: Term<T, Element = T>, C: Term<T, Element = T>>(
        self,
        b: B,
        weight: C,
    ) -> Lazy<T, Map3<ops::Lerp, E, B::Expression, C::Expression, E::Value>>
    where
        ops::Lerp: Ternary<E::Value, ValueOf<B, T>, ValueOf<C, T>, E::Value>,
    {
        Lazy::new(Map3::new(ops::Lerp, self.expression, b.expression(), weight.expression()))
    }
}

impl<V: Lane, E: Expression<Value = Truth<V>>> Lazy<bool, E> {
    /// Chooses `a` if the condition is true, else `b`: see [`select`](crate::select). Both are
    /// computed for all elements.
    #[inline]
    pub fn select<A: Term<V>, B: Term<V>, To: Element, Y: Streamed + StoredFor<To>>(
        self,
        a: A,
        b: B,
    ) -> Lazy<Y::Element, Map3<ops::Select, E, A::Expression, B::Expression, Y>>
    where
        A::Element: PromotesWith<B::Element, To = To>,
        ops::Select: Ternary<Truth<V>, ValueOf<A, V>, ValueOf<B, V>, Y>,
    {
        Lazy::new(Map3::new(ops::Select, self.expression, a.expression(), b.expression()))
    }
}
