//! `logical_and`.

use crate::math::Logical;
use crate::{AgainstZero, Binary, Catalogued, Cost, Isa, MaskOf, Truth};

/// Whether both `a` and `b` are true. Numbers are true unless they are zero.
///
/// # Special values
/// NaN is true, and so is a complex number unless both of its parts are zero.
#[derive(Clone, Copy, Debug)]
pub struct LogicalAnd;

impl Catalogued for LogicalAnd {
    type By = AgainstZero;
}

impl<X: Logical> Binary<X, X, Truth<X::Lane>> for LogicalAnd {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: X::Of<S>, b: X::Of<S>) -> MaskOf<S, X::Lane> {
        X::truth(a) & X::truth(b)
    }
}
