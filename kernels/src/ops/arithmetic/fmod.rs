//! `fmod`.

use crate::math::Divisible;
use crate::{Binary, Catalogued, Cost, Isa, Vector, Widened};

/// `a - trunc(a / b) * b`, which has the sign of `a`.
///
/// # Method
/// [`Vector::fmod`].
///
/// # Special values
/// 0 if `b` is 0.
#[derive(Clone, Copy, Debug)]
pub struct Fmod;

impl Catalogued for Fmod {
    type By = Widened;
}

impl<T: Divisible> Binary<T> for Fmod {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.fmod(b)
    }
}
