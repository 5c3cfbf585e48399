//! `gcd`.

use crate::math::Divisible;
use crate::{Binary, Catalogued, Cost, Isa, Vector, Widened};

/// The greatest common divisor of `|a|` and `|b|`.
///
/// # Method
/// [`Vector::gcd`].
///
/// # Special values
/// The greatest common divisor of 0 and `x` is `|x|`. If it is the magnitude of the least signed
/// number, it wraps to that number.
#[derive(Clone, Copy, Debug)]
pub struct Gcd;

impl Catalogued for Gcd {
    type By = Widened;
}

impl<T: Divisible> Binary<T> for Gcd {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.gcd(b)
    }
}
