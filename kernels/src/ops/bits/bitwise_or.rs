//! `bitwise_or`.

use crate::{
    Associative, Binary, Catalogued, Cost, Int, IntBits, Isa, Lane, MaskOf, Truth, Vector,
};
use tightloop_array_core::Element;

/// `a | b`, bit by bit: 1 if either bit is 1.
///
/// # Accuracy
/// Exact. Of truth values, it is "or".
#[derive(Clone, Copy, Debug)]
pub struct BitwiseOr;

impl Catalogued for BitwiseOr {
    type By = IntBits;
}

impl<T: Element> Associative<T> for BitwiseOr {
    const IDENTITY: Option<T> = Some(T::ZERO);
}

impl<T: Int> Binary<T> for BitwiseOr {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a | b
    }
}

impl<T: Lane> Binary<Truth<T>> for BitwiseOr {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a | b
    }
}
