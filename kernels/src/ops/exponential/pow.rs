//! `pow`.

use crate::{Binary, Catalogued, Cost, Domain, Isa, SignBlind, Vector};

/// `a` to the power of `b`.
///
/// # Method
/// Integers: square and multiply.
///
/// # Accuracy
/// Integers wrap.
///
/// # Special values
/// `0^0` is 1. A call with a negative exponent of an integer is an error.
#[derive(Clone, Copy, Debug)]
pub struct Pow;

impl Catalogued for Pow {
    type By = SignBlind;
}

/// Lists the integers.
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Binary<$t> for Pow {
            const COST: Cost = Cost::High;
            const DOMAIN: Domain = Domain::NonNegativeExponent;

            #[inline(always)]
            fn apply<S: Isa>(&self, a: Vector<S, $t>, b: Vector<S, $t>) -> Vector<S, $t> {
                a.pow(b)
            }
        }
    )*};
}
ints! { u8 u16 u32 u64 }
