//! `lcm`.

use crate::math::Divisible;
use crate::{Binary, Catalogued, Cost, Isa, Vector, Widened};

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

impl<T: Divisible> Binary<T> for Lcm {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.lcm(b)
    }
}
