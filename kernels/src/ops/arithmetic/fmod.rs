//! `fmod`.

use crate::math::truncated_remainder;
use crate::{Binary, Catalogued, Cost, Float, Isa, Vector, Widened};

/// The remainder of the division of `x` by `y` whose quotient is rounded towards zero: C's `fmod`,
/// and Rust's `%`.
///
/// # Method
/// Floats: [`truncated_remainder`], which divides once, or, if the quotient is large, digit by
/// digit. Integers: as [`Divmod`](super::Divmod).
///
/// # Accuracy
/// Exact.
///
/// # Special values
/// Integers: 0 if `y` is 0.
///
/// A float has the sign of `x`, even if it is zero. It is `x` if `y` is infinite, and NaN if `x`
/// is infinite, `y` is zero, or either is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Fmod;

impl Catalogued for Fmod {
    type By = Widened;
}

/// Lists the numbers.
macro_rules! numbers {
    ($($t:ident)*) => {$(
        impl Binary<$t> for Fmod {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>, y: Vector<S, $t>) -> Vector<S, $t> {
                x.fmod(y)
            }
        }
    )*};
}
numbers! { i32 i64 u32 u64 f32 f64 }

impl<S: Isa, T: Float> Vector<S, T> {
    /// The remainder with the sign of `self`; see [`Fmod`].
    #[inline(always)]
    pub fn fmod(self, other: Self) -> Self {
        truncated_remainder(self, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn special_values_and_large_quotients() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y, z) in [
            (7.5, 2.0, 1.5),
            (-7.5, 2.0, -1.5),
            (7.5, -2.0, 1.5),
            (6.0, 3.0, 0.0),
            (-6.0, 3.0, -0.0),
            (-0.0, 5.0, -0.0),
            (5.0, INFINITY, 5.0),
            (-5.0, -INFINITY, -5.0),
            (f64::MAX, 5e-324, 0.0),
            (1e300, 3.0, 1e300 % 3.0),
            (f64::MIN, 0.7, f64::MIN % 0.7),
            (1.0, 5e-324, 0.0),
            (1.0_f64.next_down(), 1.0, 1.0_f64.next_down()),
        ] {
            let [x, y] = [x, y].map(|x| Vector::splat(Scalar::new(), x));
            let found = x.fmod(y).lane(0).to_bits();
            assert_eq!(found, z.to_bits(), "{} {}", x.lane(0), y.lane(0));
        }
        for (x, y) in [(INFINITY, 1.0), (1.0, 0.0), (0.0, -0.0), (f64::NAN, 1.0), (1.0, f64::NAN)] {
            let [x, y] = [x, y].map(|x| Vector::splat(Scalar::new(), x));
            assert!(x.fmod(y).lane(0).is_nan());
        }
    }
}
