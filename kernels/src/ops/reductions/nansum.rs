//! `nansum`.

use super::nan::MaybeNan;
use crate::ops::Add;
use crate::{Fold, Isa};
use tightloop_array_core::Element;

/// The sum of the elements that are not NaN, a fold with [`Add`]: NaN counts as 0. Complex numbers,
/// which are NaN if either part is, are added in `f64`.
///
/// # Accuracy
/// Elements are added in a fixed tree, and each sum is rounded.
///
/// # Special values
/// 0 if there are no numbers.
#[derive(Clone, Copy, Debug)]
pub struct NanSum;

impl<X: MaybeNan> Fold<X> for NanSum
where
    Add: Fold<X, Acc = X, Out = X>,
{
    type Acc = X;
    type Out = X;
    const ALLOWS_EMPTY: bool = true;
    const COUNTS: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> X::Of<S> {
        Add.identity(s)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: X::Of<S>, x: X::Of<S>) -> X::Of<S> {
        Add.step::<S>(acc, X::or::<S>(x, X::Lane::ZERO))
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: X::Of<S>, b: X::Of<S>) -> X::Of<S> {
        Fold::<X>::merge::<S>(&Add, a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: X::Of<S>, count: usize) -> X::Of<S> {
        Fold::<X>::finish::<S>(&Add, acc, count)
    }
}
