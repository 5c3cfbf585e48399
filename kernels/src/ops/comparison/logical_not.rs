//! `logical_not`.

use crate::math::Logical;
use crate::{AgainstZero, Catalogued, Cost, Isa, MaskOf, Truth, Unary};

/// Whether `x` is false. Numbers are true unless they are zero.
///
/// # Special values
/// NaN is true, and so is a complex number unless both of its parts are zero.
#[derive(Clone, Copy, Debug)]
pub struct LogicalNot;

impl Catalogued for LogicalNot {
    type By = AgainstZero;
}

impl<X: Logical> Unary<X, Truth<X::Lane>> for LogicalNot {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: X::Of<S>) -> MaskOf<S, X::Lane> {
        !X::truth::<S>(x)
    }
}
