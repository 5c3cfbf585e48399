//! `remainder`.

use crate::math::Divisible;
use crate::{Binary, Catalogued, Cost, Isa, Vector, Widened};

/// `a - floor(a / b) * b`, which has the sign of `b`: the second result of
/// [`Divmod`](super::Divmod).
///
/// # Method
/// [`Vector::divmod`].
///
/// # Special values
/// 0 if `b` is 0.
#[derive(Clone, Copy, Debug)]
pub struct Remainder;

impl Catalogued for Remainder {
    type By = Widened;
}

impl<T: Divisible> Binary<T> for Remainder {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.remainder(b)
    }
}
