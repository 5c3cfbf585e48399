//! Expressions: trees of operations, whose leaves are arrays and numbers.

use crate::Operand;
use crate::operand::Read;
use core::marker::PhantomData;
use tightloop_dispatch::{Arguments, Both, Elements, Nothing};
use tightloop_kernels::loops::Inputs;
use tightloop_kernels::op::Domain;
use tightloop_kernels::{
    Binary, ComputedAs, Constant, Cost, Isa, Stored, Streamed, Ternary, Unary, Value,
};

/// A tree of operations, computed for the elements of all its leaves in one go.
///
/// Implemented by what the functions of [`Lazy`](super::Lazy) return.
pub trait Expression: Send + Sync {
    /// The value that it computes.
    type Value: Streamed;
    /// The values of its leaves, in order.
    type Inputs: Inputs;
    /// The types of their elements.
    type Elements: Elements<Self::Inputs>;
    /// The leaves.
    type Operands<'e>: Arguments<Self::Elements>
    where
        Self: 'e;
    /// The work per element: that of all operations, where a cheap one counts as 1.
    #[doc(hidden)]
    const WORK: usize;

    /// Returns the leaves.
    #[doc(hidden)]
    fn operands(&self) -> Self::Operands<'_>;

    /// Computes one element per lane.
    #[doc(hidden)]
    fn apply<S: Isa>(&self, x: <Self::Inputs as Value>::Of<S>) -> <Self::Value as Value>::Of<S>;
}

/// The work of an operation, in cheap ones.
const fn work(cost: Cost) -> usize {
    match cost {
        Cost::Low => 1,
        Cost::Medium => 8,
        Cost::High => 32,
    }
}

/// The elements of an operand `X`, computed as the value `V`.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<X, T, V> {
    operand: X,
    computed: PhantomData<fn(T) -> V>,
}

impl<X, T, V> Leaf<X, T, V> {
    #[inline(always)]
    pub(super) fn new(operand: X) -> Self {
        Self { operand, computed: PhantomData }
    }

    /// The same elements, computed as another value.
    pub(super) fn computed_as<W>(self) -> Leaf<X, T, W> {
        Leaf::new(self.operand)
    }
}

impl<X: Operand<T> + Send + Sync, T: ComputedAs<V>, V: Streamed> Expression for Leaf<X, T, V> {
    type Value = V;
    type Inputs = V;
    type Elements = (T,);
    type Operands<'e>
        = (Read<'e, X>,)
    where
        Self: 'e;
    const WORK: usize = 0;

    #[inline(always)]
    fn operands(&self) -> Self::Operands<'_> {
        (Read(&self.operand),)
    }

    #[inline(always)]
    fn apply<S: Isa>(&self, x: V::Of<S>) -> V::Of<S> {
        x
    }
}

/// A number, the same for all elements, computed as the value `V`.
#[derive(Clone, Copy, Debug)]
pub struct Number<T, V> {
    number: T,
    value: PhantomData<fn() -> V>,
}

impl<T, V> Number<T, V> {
    #[inline(always)]
    pub(super) fn new(number: T) -> Self {
        Self { number, value: PhantomData }
    }
}

impl<T: Stored<V>, V: Streamed> Expression for Number<T, V> {
    type Value = V;
    type Inputs = Constant<V>;
    type Elements = Nothing;
    type Operands<'e>
        = Nothing
    where
        Self: 'e;
    const WORK: usize = 0;

    #[inline(always)]
    fn operands(&self) -> Nothing {
        Nothing
    }

    #[inline(always)]
    fn apply<S: Isa>(&self, s: S) -> V::Of<S> {
        T::splat(s, self.number)
    }
}

/// An operation on the results of one expression.
#[derive(Clone, Copy, Debug)]
pub struct Map<Op, X, Y> {
    op: Op,
    x: X,
    result: PhantomData<fn() -> Y>,
}

impl<Op, X, Y> Map<Op, X, Y> {
    #[inline(always)]
    pub(super) fn new(op: Op, x: X) -> Self {
        Self { op, x, result: PhantomData }
    }
}

impl<Op: Unary<X::Value, Y>, X: Expression, Y: Streamed> Expression for Map<Op, X, Y> {
    type Value = Y;
    type Inputs = X::Inputs;
    type Elements = X::Elements;
    type Operands<'e>
        = X::Operands<'e>
    where
        Self: 'e;
    const WORK: usize = work(Op::COST) + X::WORK;

    #[inline(always)]
    fn operands(&self) -> Self::Operands<'_> {
        self.x.operands()
    }

    #[inline(always)]
    fn apply<S: Isa>(&self, x: <X::Inputs as Value>::Of<S>) -> Y::Of<S> {
        self.op.apply::<S>(self.x.apply::<S>(x))
    }
}

/// An operation on the results of two expressions.
#[derive(Clone, Copy, Debug)]
pub struct Map2<Op, A, B, Y> {
    op: Op,
    a: A,
    b: B,
    result: PhantomData<fn() -> Y>,
}

impl<Op, A, B, Y> Map2<Op, A, B, Y> {
    #[inline(always)]
    pub(super) fn new(op: Op, a: A, b: B) -> Self {
        Self { op, a, b, result: PhantomData }
    }
}

impl<Op, A: Expression, B: Expression, Y: Streamed> Expression for Map2<Op, A, B, Y>
where
    Op: Binary<A::Value, B::Value, Y>,
{
    type Value = Y;
    type Inputs = (A::Inputs, B::Inputs);
    type Elements = Both<A::Elements, B::Elements>;
    type Operands<'e>
        = Both<A::Operands<'e>, B::Operands<'e>>
    where
        Self: 'e;
    const WORK: usize = {
        let is_total = matches!(Op::DOMAIN, Domain::All);
        assert!(is_total, "expressions cannot fail for some elements, as powers of integers do");
        work(Op::COST) + A::WORK + B::WORK
    };

    #[inline(always)]
    fn operands(&self) -> Self::Operands<'_> {
        Both(self.a.operands(), self.b.operands())
    }

    #[inline(always)]
    fn apply<S: Isa>(&self, (a, b): <Self::Inputs as Value>::Of<S>) -> Y::Of<S> {
        self.op.apply::<S>(self.a.apply::<S>(a), self.b.apply::<S>(b))
    }
}

/// An operation on the results of three expressions.
#[derive(Clone, Copy, Debug)]
pub struct Map3<Op, A, B, C, Y> {
    op: Op,
    a: A,
    b: B,
    c: C,
    result: PhantomData<fn() -> Y>,
}

impl<Op, A, B, C, Y> Map3<Op, A, B, C, Y> {
    #[inline(always)]
    pub(super) fn new(op: Op, a: A, b: B, c: C) -> Self {
        Self { op, a, b, c, result: PhantomData }
    }
}

impl<Op, A: Expression, B: Expression, C: Expression, Y: Streamed> Expression
    for Map3<Op, A, B, C, Y>
where
    Op: Ternary<A::Value, B::Value, C::Value, Y>,
{
    type Value = Y;
    type Inputs = (A::Inputs, (B::Inputs, C::Inputs));
    type Elements = Both<A::Elements, Both<B::Elements, C::Elements>>;
    type Operands<'e>
        = Both<A::Operands<'e>, Both<B::Operands<'e>, C::Operands<'e>>>
    where
        Self: 'e;
    const WORK: usize = work(Op::COST) + A::WORK + B::WORK + C::WORK;

    #[inline(always)]
    fn operands(&self) -> Self::Operands<'_> {
        Both(self.a.operands(), Both(self.b.operands(), self.c.operands()))
    }

    #[inline(always)]
    fn apply<S: Isa>(&self, (a, (b, c)): <Self::Inputs as Value>::Of<S>) -> Y::Of<S> {
        self.op.apply::<S>(self.a.apply::<S>(a), self.b.apply::<S>(b), self.c.apply::<S>(c))
    }
}

/// An expression as one operation on all its leaves.
#[repr(transparent)]
pub(super) struct Fused<E>(E);

impl<E> Fused<E> {
    #[inline(always)]
    pub(super) fn new(expression: E) -> Self {
        Self(expression)
    }
}

impl<E: Expression> Fused<E> {
    pub(super) fn operands(&self) -> E::Operands<'_> {
        self.0.operands()
    }
}

impl<E: Expression> Unary<E::Inputs, E::Value> for Fused<E> {
    const COST: Cost = match E::WORK {
        0..=4 => Cost::Low,
        5..=31 => Cost::Medium,
        _ => Cost::High,
    };

    #[inline(always)]
    fn apply<S: Isa>(&self, x: <E::Inputs as Value>::Of<S>) -> <E::Value as Value>::Of<S> {
        self.0.apply::<S>(x)
    }
}
