//! `divmod`.

use crate::math::floor_division;
use crate::{Binary, Catalogued, Cost, Isa, Vector, Widened};

/// The quotient rounded down, and the remainder, as Python's `divmod`: `a = q * b + r`, where `r`
/// has the sign of `b`.
///
/// # Method
/// Floats: [`floor_division`], which divides once, or, if the quotient is large, digit by digit.
///
/// Integers: by way of floats of their width, in one step if all numbers of a register are small,
/// else in two, with an exact correction.
///
/// # Accuracy
/// The quotient of floats is the exact `floor(a / b)`, rounded once to the nearest number. (Python
/// rounds twice: it subtracts the remainder from `a`, then divides.) The remainder is exact unless
/// the signs of `a` and `b` differ: then `b` is added to it, rounded once. 16-bit floats are
/// computed as `f32`, and the results rounded.
///
/// # Special values
/// Integers: if `b` is 0, both results are 0. The least value divided by -1 wraps to itself.
///
/// Floats: if `a` is infinite or either is NaN, both results are NaN. `b = 0` gives the quotient
/// `a / b` and the remainder NaN. An infinite `b` gives `(0, a)`, or `(-1, b)` if the signs differ.
/// A remainder of zero has the sign of `b`.
#[derive(Clone, Copy, Debug)]
pub struct Divmod;

impl Catalogued for Divmod {
    type By = Widened;
}

/// Lists the integers.
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Binary<$t, $t, ($t, $t)> for Divmod {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(
                &self,
                a: Vector<S, $t>,
                b: Vector<S, $t>,
            ) -> (Vector<S, $t>, Vector<S, $t>) {
                a.divmod(b)
            }
        }
    )*};
}
ints! { i32 i64 u32 u64 }

impl Binary<f32, f32, (f32, f32)> for Divmod {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: Vector<S, f32>,
        b: Vector<S, f32>,
    ) -> (Vector<S, f32>, Vector<S, f32>) {
        floor_division(a, b)
    }
}

impl Binary<f64, f64, (f64, f64)> for Divmod {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: Vector<S, f64>,
        b: Vector<S, f64>,
    ) -> (Vector<S, f64>, Vector<S, f64>) {
        floor_division(a, b)
    }
}
