//! `logical_or`.

use crate::math::Logical;
use crate::{AgainstZero, Binary, Catalogued, Cost, Fold, Isa, Lane, Mask, MaskOf, Truth};

/// Whether `a` or `b` is true, or both are. Numbers are true unless they are zero.
///
/// # Special values
/// NaN is true, and so is a complex number unless both of its parts are zero.
#[derive(Clone, Copy, Debug)]
pub struct LogicalOr;

impl Catalogued for LogicalOr {
    type By = AgainstZero;
}

impl<X: Logical> Binary<X, X, Truth<X::Lane>> for LogicalOr {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: X::Of<S>, b: X::Of<S>) -> MaskOf<S, X::Lane> {
        X::truth(a) | X::truth(b)
    }
}

/// Whether any element is true: of no elements, none is.
///
/// Numbers are converted to truth values on the way, so that few loops serve all of them. Lanes are
/// as wide as the numbers, and blocks of the widest ones shorter, so that a block fits into a tile
/// before it is converted.
impl<T: Lane> Fold<Truth<T>> for LogicalOr {
    type Acc = Truth<T>;
    type Out = Truth<T>;
    const ALLOWS_EMPTY: bool = true;
    const IS_EXACT: bool = size_of::<T>() < 8;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> MaskOf<S, T> {
        Mask::splat(s, false)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: MaskOf<S, T>, x: MaskOf<S, T>) -> MaskOf<S, T> {
        acc | x
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a | b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: MaskOf<S, T>, _: usize) -> MaskOf<S, T> {
        acc
    }
}
