//! What an operation is: a function on registers, written once for every ISA.
//!
//! An operation is a type: zero-sized, or with its parameters as fields. It implements one trait
//! per set of types that it is defined on. Users' operations implement the same traits as ours.
//!
//! ```
//! use tightloop_kernels::{Isa, Unary, Vector};
//!
//! /// `1 / (1 + x^2)`.
//! struct Lorentz;
//!
//! impl Unary<f32> for Lorentz {
//!     #[inline(always)]
//!     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
//!         1.0 / (1.0 + square(x))
//!     }
//! }
//!
//! #[inline(always)]
//! fn square<S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
//!     x * x
//! }
//! ```
//!
//! # `#[inline(always)]` is a must
//!
//! Write it on every `apply`, and on every function that `apply` calls with vectors. Loops are
//! compiled for the features of one ISA, and an inlined function is compiled as part of the loop. A
//! function that is not inlined is compiled without those features: then every instruction becomes
//! a call, and the operation takes up to 38 times as long. The results are the same, so nothing
//! else tells. To find out, debug builds apply each operation once to ones, and print a complaint
//! on standard error.
//!
//! Closures cannot have the attribute: pass vectors to none, not even to one in `array::map` or
//! `array::from_fn`. Use a `for` loop.
//!
//! # The bits contract
//!
//! `apply` must be a fixed graph of operations, the same on every ISA, on each lane by itself.
//! Formulas on [`Vector`] always are.

use crate::isa::Isa;
use crate::lane::Lane;
use crate::value::Value;
use crate::vector::{MaskOf, Vector};

/// How much work it is to compute one element. It decides how loops are unrolled, and from which
/// size on threads pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// One or two instructions, so that memory sets the speed.
    Low,
    /// About ten instructions, or one division or square root.
    Medium,
    /// A transcendental function.
    High,
}

/// Which operands a function is defined for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// All of them.
    All,
    /// If integers: those whose second one is not negative.
    NonNegativeExponent,
}

/// A function of one value: `X` to `Y`.
///
/// `Y` is the type of the result if it differs: `Unary<f32, Truth<f32>>` is a predicate. A function
/// of two values is `Unary<(A, B), Y>`, and one of three `Unary<(A, B, C), Y>`; [`Binary`] and
/// [`Ternary`] are the same with separate arguments. A function of up to six values of the same
/// type is `Unary<[X; 6], X>`. A function with two results returns `(Y, Z)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no operation from `{X}` to `{Y}`",
    label = "not implemented from `{X}` to `{Y}`",
    note = "an operation is a type that implements `Unary` for each dtype that it has: convert \
            operands with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait Unary<X: Value, Y: Value = X>: Send + Sync {
    /// The work per element.
    const COST: Cost = Cost::Medium;
    /// The operands that it is defined for. A call with others is an error, and computes nothing.
    const DOMAIN: Domain = Domain::All;

    /// Computes the function for one element per lane.
    ///
    /// Must be `#[inline(always)]`, and so must every function that it calls with vectors: if not,
    /// it may take 38 times as long. See the [module](self#inlinealways-is-a-must).
    fn apply<S: Isa>(&self, x: X::Of<S>) -> Y::Of<S>;
}

/// A function of two values: `A` and `B` to `Y`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no operation from `{A}` and `{B}` to `{Y}`",
    label = "not implemented from `{A}` and `{B}` to `{Y}`",
    note = "an operation is a type that implements `Binary` for each dtype that it has: convert \
            operands with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait Binary<A: Value, B: Value = A, Y: Value = A>: Send + Sync {
    /// The work per element.
    const COST: Cost = Cost::Medium;
    /// The operands that it is defined for. A call with others is an error, and computes nothing.
    const DOMAIN: Domain = Domain::All;

    /// Computes the function for one element per lane.
    ///
    /// Must be `#[inline(always)]`, and so must every function that it calls with vectors: if not,
    /// it may take 38 times as long. See the [module](self#inlinealways-is-a-must).
    fn apply<S: Isa>(&self, a: A::Of<S>, b: B::Of<S>) -> Y::Of<S>;
}

/// A function of three values: `A`, `B` and `C` to `Y`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no operation from `{A}`, `{B}` and `{C}` to `{Y}`",
    label = "not implemented from `{A}`, `{B}` and `{C}` to `{Y}`",
    note = "an operation is a type that implements `Ternary` for each dtype that it has: convert \
            operands with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait Ternary<A: Value, B: Value = A, C: Value = A, Y: Value = A>: Send + Sync {
    /// The work per element.
    const COST: Cost = Cost::Medium;

    /// Computes the function for one element per lane.
    ///
    /// Must be `#[inline(always)]`, and so must every function that it calls with vectors: if not,
    /// it may take 38 times as long. See the [module](self#inlinealways-is-a-must).
    fn apply<S: Isa>(&self, a: A::Of<S>, b: B::Of<S>, c: C::Of<S>) -> Y::Of<S>;
}

/// An operation on many numbers and one, the same for all: it is prepared for that one first.
pub trait ByNumber<T: Value> {
    /// The operation on the other number.
    type Prepared: Unary<T>;

    /// Prepares for a number, unless [`Binary`] is to compute this case.
    fn prepare(number: T) -> Option<Self::Prepared>;
}

/// An operation of the [catalogue](crate::ops).
pub trait Catalogued {
    /// The marker that says what its dtypes are [computed](crate::computed_as::Computes) as.
    type By;
}

/// A [`Binary`] operation that gives the same, or for floats nearly the same, however its operands
/// are grouped and ordered. So elements of type `T` may be reduced by a tree.
pub trait Associative<T> {
    /// The element that changes no other: the reduction of no elements. `None` if there is none.
    const IDENTITY: Option<T>;
}

/// A [`Binary`] function as a [`Unary`] function of pairs, the only kind that loops know.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct OfPair<Op>(pub Op);

impl<A: Value, B: Value, Y: Value, Op: Binary<A, B, Y>> Unary<(A, B), Y> for OfPair<Op> {
    const COST: Cost = Op::COST;
    const DOMAIN: Domain = Op::DOMAIN;

    #[inline(always)]
    fn apply<S: Isa>(&self, (a, b): (A::Of<S>, B::Of<S>)) -> Y::Of<S> {
        self.0.apply::<S>(a, b)
    }
}

/// A [`Ternary`] function as a [`Unary`] function of triples.
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

/// A reduction: an associative function, its neutral value, and a last step.
///
/// Loops keep many accumulators, add elements to them, and merge them in a fixed tree. If an
/// accumulator is more than one number, [`Acc`](Self::Acc) is a tuple. All methods must be
/// `#[inline(always)]`, as for [`Unary::apply`].
pub trait Fold<X: Value>: Send + Sync {
    /// The accumulator.
    type Acc: Value;
    /// The result.
    type Out: Value;
    /// Whether no elements at all may be reduced. If so, the result is the finished
    /// [`identity`](Self::identity): 0 for a sum. If not, it is an error, as for a maximum.
    const ALLOWS_EMPTY: bool;
    /// Whether the result is the same in whatever order elements are added and accumulators are
    /// merged, as for a maximum, or a sum of integers. Then loops choose the fastest.
    const IS_EXACT: bool = false;
    /// Whether [`finish`](Self::finish) looks at the number of elements, as for a mean. If not,
    /// scans along an axis finish a register of results at a time.
    const COUNTS: bool = true;
    /// Whether further elements may not matter: see [`is_final`](Self::is_final).
    const ENDS: bool = false;

    /// Returns the neutral accumulator: merging it changes nothing.
    fn identity<S: Isa>(&self, s: S) -> <Self::Acc as Value>::Of<S>;

    /// Adds one element per lane to an accumulator.
    fn step<S: Isa>(
        &self,
        acc: <Self::Acc as Value>::Of<S>,
        x: X::Of<S>,
    ) -> <Self::Acc as Value>::Of<S>;

    /// Returns the accumulator of one element.
    #[inline(always)]
    fn start<S: Isa>(&self, s: S, x: X::Of<S>) -> <Self::Acc as Value>::Of<S> {
        self.step::<S>(self.identity(s), x)
    }

    /// Merges two accumulators; `a` is that of earlier elements.
    fn merge<S: Isa>(
        &self,
        a: <Self::Acc as Value>::Of<S>,
        b: <Self::Acc as Value>::Of<S>,
    ) -> <Self::Acc as Value>::Of<S>;

    /// Returns the result of the accumulator of `count` elements.
    fn finish<S: Isa>(
        &self,
        acc: <Self::Acc as Value>::Of<S>,
        count: usize,
    ) -> <Self::Out as Value>::Of<S>;

    /// Returns whether no further element changes the accumulator in the first lane, if the
    /// reduction [`ENDS`](Self::ENDS). Reductions of lines stop there.
    #[inline(always)]
    fn is_final<S: Isa>(&self, _acc: <Self::Acc as Value>::Of<S>) -> bool {
        false
    }
}

/// A reduction in blocks of neighbouring elements: the only kind that loops know, as every [`Fold`]
/// is one.
///
/// A block begins with its [`pivot`](Self::pivot), which stands by while its elements are added to
/// [parts](Self::Part), and these are joined. The one that is left is [closed](Self::close), and
/// becomes the accumulator of the block. So a variance adds up differences from the pivot, and
/// divides once per block. All methods must be `#[inline(always)]`.
pub trait BlockFold<X: Value>: Send + Sync {
    /// What is known of a block before its elements are added.
    type Pivot: Value;
    /// The accumulator within a block.
    type Part: Value;
    /// The accumulator of blocks.
    type Acc: Value;
    /// The result.
    type Out: Value;
    /// See [`Fold::ALLOWS_EMPTY`].
    const ALLOWS_EMPTY: bool;
    /// See [`Fold::IS_EXACT`]; then blocks may have any length.
    const IS_EXACT: bool;
    /// See [`Fold::ENDS`].
    const ENDS: bool = false;

    /// Returns the pivot of a block, given its first element.
    fn pivot<S: Isa>(&self, first: X::Of<S>) -> <Self::Pivot as Value>::Of<S>;

    /// Returns the neutral part: joining it changes nothing.
    fn identity<S: Isa>(&self, s: S) -> <Self::Part as Value>::Of<S>;

    /// Adds one element per lane to a part.
    fn step<S: Isa>(
        &self,
        part: <Self::Part as Value>::Of<S>,
        pivot: <Self::Pivot as Value>::Of<S>,
        x: X::Of<S>,
    ) -> <Self::Part as Value>::Of<S>;

    /// Joins two parts of one block; `a` is that of earlier elements.
    fn join<S: Isa>(
        &self,
        a: <Self::Part as Value>::Of<S>,
        b: <Self::Part as Value>::Of<S>,
    ) -> <Self::Part as Value>::Of<S>;

    /// Returns the accumulator of a block of `count` elements.
    fn close<S: Isa>(
        &self,
        part: <Self::Part as Value>::Of<S>,
        pivot: <Self::Pivot as Value>::Of<S>,
        count: usize,
    ) -> <Self::Acc as Value>::Of<S>;

    /// Merges two accumulators, of so many elements each; `a` is that of earlier elements.
    fn merge<S: Isa>(
        &self,
        a: <Self::Acc as Value>::Of<S>,
        b: <Self::Acc as Value>::Of<S>,
        counts: [usize; 2],
    ) -> <Self::Acc as Value>::Of<S>;

    /// Returns the result of the accumulator of `count` elements.
    fn finish<S: Isa>(
        &self,
        acc: <Self::Acc as Value>::Of<S>,
        count: usize,
    ) -> <Self::Out as Value>::Of<S>;

    /// See [`Fold::is_final`].
    #[inline(always)]
    fn is_final<S: Isa>(&self, _acc: <Self::Acc as Value>::Of<S>) -> bool {
        false
    }
}

impl<X: Value, Op: Fold<X>> BlockFold<X> for Op {
    type Pivot = [X; 0];
    type Part = Op::Acc;
    type Acc = Op::Acc;
    type Out = Op::Out;
    const ALLOWS_EMPTY: bool = Op::ALLOWS_EMPTY;
    const IS_EXACT: bool = Op::IS_EXACT;
    const ENDS: bool = Op::ENDS;

    #[inline(always)]
    fn pivot<S: Isa>(&self, _: X::Of<S>) -> [X::Of<S>; 0] {
        []
    }

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> <Op::Acc as Value>::Of<S> {
        Fold::identity(self, s)
    }

    #[inline(always)]
    fn step<S: Isa>(
        &self,
        part: <Op::Acc as Value>::Of<S>,
        _: [X::Of<S>; 0],
        x: X::Of<S>,
    ) -> <Op::Acc as Value>::Of<S> {
        Fold::step::<S>(self, part, x)
    }

    #[inline(always)]
    fn join<S: Isa>(
        &self,
        a: <Op::Acc as Value>::Of<S>,
        b: <Op::Acc as Value>::Of<S>,
    ) -> <Op::Acc as Value>::Of<S> {
        Fold::merge::<S>(self, a, b)
    }

    #[inline(always)]
    fn close<S: Isa>(
        &self,
        part: <Op::Acc as Value>::Of<S>,
        _: [X::Of<S>; 0],
        _: usize,
    ) -> <Op::Acc as Value>::Of<S> {
        part
    }

    #[inline(always)]
    fn merge<S: Isa>(
        &self,
        a: <Op::Acc as Value>::Of<S>,
        b: <Op::Acc as Value>::Of<S>,
        _: [usize; 2],
    ) -> <Op::Acc as Value>::Of<S> {
        Fold::merge::<S>(self, a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(
        &self,
        acc: <Op::Acc as Value>::Of<S>,
        count: usize,
    ) -> <Op::Out as Value>::Of<S> {
        Fold::finish::<S>(self, acc, count)
    }

    #[inline(always)]
    fn is_final<S: Isa>(&self, acc: <Op::Acc as Value>::Of<S>) -> bool {
        Fold::is_final::<S>(self, acc)
    }
}

/// A reduction to one of its elements, whose place can be searched: the first of the best ones.
pub trait Search<T: Lane>: BlockFold<T, Acc = T, Out = T> {
    /// Whether larger elements are better.
    const IS_LARGEST: bool;
    /// Whether NaN is better than any number, and the search ends at the first one.
    const ENDS_AT_NAN: bool;

    /// Returns whether `x`, which comes later, is better than `best`.
    fn is_better<S: Isa>(&self, x: Vector<S, T>, best: Vector<S, T>) -> MaskOf<S, T>;
}
