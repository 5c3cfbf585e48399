//! `divmod`.

use crate::math::long_division;
use crate::{Binary, Catalogued, Cost, Float, Isa, Vector, Widened};
use tightloop_array_core::Element;

/// The quotient rounded down, and the remainder, as Python's `divmod`: `a = q * b + r`, where `r`
/// has the sign of `b`.
///
/// # Method
/// Floats: [`long_division`], whose digits are exact.
///
/// Integers: [`Vector::divmod`].
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
        divmod(a, b)
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
        divmod(a, b)
    }
}

#[inline(always)]
fn divmod<S: Isa, T: Float>(a: Vector<S, T>, b: Vector<S, T>) -> (Vector<S, T>, Vector<S, T>) {
    let zero = a.like(T::ZERO);
    let signs_differ =
        (a.to_bits() ^ b.to_bits()).bitcast::<T::Int>().lt(Vector::splat(a.isa, T::Int::ZERO));
    let is_fine = a.abs().lt(a.like(T::INFINITY)) & b.abs().gt(zero);
    let (magnitude, left) = long_division(
        is_fine.select(a.abs(), zero),
        is_fine.select(b.abs(), a.like(T::ONE)),
        signs_differ,
    );

    let is_zero = left.eq(zero);
    let truncated = left.copysign(a);
    let moved = (!is_zero & signs_differ).select(truncated + b, truncated);
    let remainder = is_fine.select(is_zero.select(zero.copysign(b), moved), a.like(T::NAN));
    let quotient = signs_differ.select(-magnitude, magnitude);
    // Infinity for `a / 0`; NaN for `0 / 0` and for all other special operands.
    let special = b.eq(zero).select(a / b, a.like(T::NAN));
    (is_fine.select(quotient, special), remainder)
}
