//! `lcm`.

use crate::math::Divisible;
use crate::{Associative, Binary, Catalogued, Cost, Isa, Vector, Widened};
use tightloop_array_core::Element;

/// The least common multiple of `|a|` and `|b|`; wraps.
///
/// # Method
/// [`Vector::lcm`].
///
/// # Special values
/// 0 if either is 0.
#[derive(Clone, Copy, Debug)]
pub struct Lcm;

impl Catalogued for Lcm {
    type By = Widened;
}

impl<T: Element> Associative<T> for Lcm {
    const IDENTITY: Option<T> = None;
}

impl<T: Divisible> Binary<T> for Lcm {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.lcm(b)
    }
}
