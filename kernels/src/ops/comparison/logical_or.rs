//! `logical_or`.

use crate::math::Logical;
use crate::{AgainstZero, Associative, Binary, Catalogued, Cost, Fold, Isa, Mask, MaskOf, Truth};
use tightloop_array_core::Element;

/// Whether `a` or `b` is true, or both are. Numbers are true unless they are zero.
///
/// # Special values
/// NaN is true, and so is a complex number unless both of its parts are zero.
#[derive(Clone, Copy, Debug)]
pub struct LogicalOr;

impl Catalogued for LogicalOr {
    type By = AgainstZero;
}

impl<T: Element> Associative<T> for LogicalOr {
    const IDENTITY: Option<T> = Some(T::ZERO);
}

impl<X: Logical> Binary<X, X, Truth<X::Lane>> for LogicalOr {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: X::Of<S>, b: X::Of<S>) -> MaskOf<S, X::Lane> {
        X::truth(a) | X::truth(b)
    }
}

/// Whether any element is true: of no elements, none is.
impl<X: Logical> Fold<X> for LogicalOr {
    type Acc = Truth<X::Lane>;
    type Out = Truth<X::Lane>;
    const ALLOWS_EMPTY: bool = true;
    // Blocks of exact folds are long: those of complex numbers would not fit into a tile.
    const IS_EXACT: bool = X::BYTES * X::WIDEST <= 64;
    const ENDS: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> MaskOf<S, X::Lane> {
        Mask::splat(s, false)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: MaskOf<S, X::Lane>, x: X::Of<S>) -> MaskOf<S, X::Lane> {
        acc | X::truth(x)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: MaskOf<S, X::Lane>, b: MaskOf<S, X::Lane>) -> MaskOf<S, X::Lane> {
        a | b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: MaskOf<S, X::Lane>, _: usize) -> MaskOf<S, X::Lane> {
        acc
    }

    #[inline(always)]
    fn is_final<S: Isa>(&self, acc: MaskOf<S, X::Lane>) -> bool {
        acc.to_bits() & 1 == 1
    }
}
