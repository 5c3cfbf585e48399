//! `nanprod`.

use super::nan::MaybeNan;
use crate::ops::Multiply;
use crate::{Fold, Isa};
use tightloop_array_core::Element;

/// The product of the elements that are not NaN, a fold with [`Multiply`]: NaN counts as 1. Complex
/// numbers, which are NaN if either part is, are multiplied in `f64`.
///
/// # Accuracy
/// Elements are multiplied in a fixed tree, and each product is rounded.
///
/// # Special values
/// 1 if there are no numbers.
#[derive(Clone, Copy, Debug)]
pub struct NanProduct;

impl<X: MaybeNan> Fold<X> for NanProduct
where
    Multiply: Fold<X, Acc = X, Out = X>,
{
    type Acc = X;
    type Out = X;
    const ALLOWS_EMPTY: bool = true;
    const COUNTS: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> X::Of<S> {
        Multiply.identity(s)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: X::Of<S>, x: X::Of<S>) -> X::Of<S> {
        Multiply.step::<S>(acc, X::or::<S>(x, X::Lane::ONE))
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: X::Of<S>, b: X::Of<S>) -> X::Of<S> {
        Fold::<X>::merge::<S>(&Multiply, a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: X::Of<S>, count: usize) -> X::Of<S> {
        Fold::<X>::finish::<S>(&Multiply, acc, count)
    }
}
