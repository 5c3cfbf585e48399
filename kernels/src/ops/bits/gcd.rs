//! `gcd`.

use crate::math::Divisible;
use crate::{Associative, Binary, Catalogued, Cost, Isa, Vector, Widened};
use tightloop_array_core::Element;

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

impl<T: Element> Associative<T> for Gcd {
    const IDENTITY: Option<T> = Some(T::ZERO);
}

impl<T: Divisible> Binary<T> for Gcd {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.gcd(b)
    }
}
