//! `logical_xor`.

use crate::math::Logical;
use crate::{AgainstZero, Associative, Binary, Catalogued, Cost, Isa, MaskOf, Truth};
use tightloop_array_core::Element;

/// Whether exactly one of `a` and `b` is true. Numbers are true unless they are zero.
///
/// # Special values
/// NaN is true, and so is a complex number unless both of its parts are zero.
#[derive(Clone, Copy, Debug)]
pub struct LogicalXor;

impl Catalogued for LogicalXor {
    type By = AgainstZero;
}

impl<T: Element> Associative<T> for LogicalXor {
    const IDENTITY: Option<T> = Some(T::ZERO);
}

impl<X: Logical> Binary<X, X, Truth<X::Lane>> for LogicalXor {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: X::Of<S>, b: X::Of<S>) -> MaskOf<S, X::Lane> {
        X::truth(a) ^ X::truth(b)
    }
}
