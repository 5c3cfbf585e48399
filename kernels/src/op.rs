//! What an operation is: a function of registers, written once for every ISA.
//!
//! An operation is a type, zero-sized or with the parameters that it captures. It implements one
//! trait for each set of types that it is defined on. Users' own operations implement the same
//! traits.
//!
//! ```
//! use tightloop_kernels::{Isa, Unary, Vector};
//!
//! /// `1 / (1 + x^2)`.
//! struct Lorentz;
//!
//! impl Unary<f32> for Lorentz {
//!     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
//!         1.0 / (1.0 + x * x)
//!     }
//! }
//! ```
//!
//! The methods should be `#[inline(always)]`: they end up in the middle of a loop that is compiled
//! for one ISA.
//!
//! The bits contract: `apply` must be a fixed graph of operations, the same on every ISA, each lane
//! by itself. Formulas over [`Vector`](crate::Vector) are that by construction.

use crate::isa::Isa;
use crate::value::Value;

/// How much work one element is, against moving it. It decides how loops are unrolled, and from
/// which size on threads pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// One or two instructions: memory is the limit.
    Low,
    /// About ten instructions, or one division or square root.
    Medium,
    /// A transcendental function.
    High,
}

/// A function of one value: `X` to `Y`.
///
/// `Y` is the type of the result where it differs: `Unary<f32, Truth<f32>>` is a predicate. A
/// function of two or three values of different types is `Unary<(A, B), Y>`; [`Binary`] and
/// [`Ternary`] are the same with the values apart. One of up to six values of the same type is
/// `Unary<[X; 6]>`. One with two results gives `(Y, Z)`.
pub trait Unary<X: Value, Y: Value = X>: Send + Sync {
    /// The work of one element.
    const COST: Cost = Cost::Medium;

    /// The function, on as many elements as a register has lanes.
    fn apply<S: Isa>(&self, x: X::Of<S>) -> Y::Of<S>;
}

/// A function of two values: `A` and `B` to `Y`.
pub trait Binary<A: Value, B: Value = A, Y: Value = A>: Send + Sync {
    /// The work of one element.
    const COST: Cost = Cost::Medium;

    /// The function, on as many elements as a register has lanes.
    fn apply<S: Isa>(&self, a: A::Of<S>, b: B::Of<S>) -> Y::Of<S>;
}

/// A function of three values: `A`, `B` and `C` to `Y`.
pub trait Ternary<A: Value, B: Value = A, C: Value = A, Y: Value = A>: Send + Sync {
    /// The work of one element.
    const COST: Cost = Cost::Medium;

    /// The function, on as many elements as a register has lanes.
    fn apply<S: Isa>(&self, a: A::Of<S>, b: B::Of<S>, c: C::Of<S>) -> Y::Of<S>;
}

/// An operation of the catalogue.
pub trait Catalogued {
    /// What its dtypes are computed as: a marker that [`Computes`](crate::computed_as::Computes) them.
    type By;
}

/// A [`Binary`] function as a [`Unary`] one of pairs: loops know only that one trait.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct OfPair<Op>(pub Op);

impl<A: Value, B: Value, Y: Value, Op: Binary<A, B, Y>> Unary<(A, B), Y> for OfPair<Op> {
    const COST: Cost = Op::COST;

    #[inline(always)]
    fn apply<S: Isa>(&self, (a, b): (A::Of<S>, B::Of<S>)) -> Y::Of<S> {
        self.0.apply::<S>(a, b)
    }
}

/// A [`Ternary`] function as a [`Unary`] one of triples.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct OfTriple<Op>(pub Op);

impl<A: Value, B: Value, C: Value, Y: Value, Op: Ternary<A, B, C, Y>> Unary<(A, B, C), Y>
    for OfTriple<Op>
{
    const COST: Cost = Op::COST;

    #[inline(always)]
    fn apply<S: Isa>(&self, (a, b, c): (A::Of<S>, B::Of<S>, C::Of<S>)) -> Y::Of<S> {
        self.0.apply::<S>(a, b, c)
    }
}

/// What a reduction does with each element: an associative function, its neutral value, and a last
/// step.
///
/// A reduction keeps many accumulators, steps elements into them, and merges them in a fixed tree.
/// Where the accumulator is more than one number (a value and its place, a mean and a variance),
/// [`Acc`](Self::Acc) is a tuple.
pub trait Fold<X: Value>: Send + Sync {
    /// What is kept while going through the elements.
    type Acc: Value;
    /// What comes out.
    type Out: Value;
    /// Whether the fold of no elements has a meaning.
    const OF_NOTHING: bool;

    /// The neutral accumulator: merging it changes nothing.
    fn identity<S: Isa>(&self, s: S) -> <Self::Acc as Value>::Of<S>;

    /// An accumulator with one more element.
    fn step<S: Isa>(
        &self,
        acc: <Self::Acc as Value>::Of<S>,
        x: X::Of<S>,
    ) -> <Self::Acc as Value>::Of<S>;

    /// Two accumulators as one; the first is of earlier elements.
    fn merge<S: Isa>(
        &self,
        a: <Self::Acc as Value>::Of<S>,
        b: <Self::Acc as Value>::Of<S>,
    ) -> <Self::Acc as Value>::Of<S>;

    /// The result, of the accumulator of `count` elements.
    fn finish<S: Isa>(
        &self,
        acc: <Self::Acc as Value>::Of<S>,
        count: usize,
    ) -> <Self::Out as Value>::Of<S>;
}
