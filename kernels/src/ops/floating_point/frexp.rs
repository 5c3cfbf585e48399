//! `frexp`.

use crate::math::pow2;
use crate::{ByType, Catalogued, Float, Isa, Unary, Vector};
use tightloop_array_core::Element;

/// A fraction `m` and an exponent `e` with `x = m * 2^e`, where `m` is at least 1/2 and less than
/// 1. Exact. The inverse is [`Ldexp`](super::Ldexp).
///
/// # Special values
/// Zeros, infinities and NaN are their own fractions, with the exponent 0.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 6.0_f32);
/// // In an operation of your own, whose vector `x` holds sixes.
/// let (fraction, exponent) = x.frexp();
/// assert_eq!((fraction.lane(0), exponent.lane(0)), (0.75, 3));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Frexp;

impl Catalogued for Frexp {
    type By = ByType;
}

/// Lists the floats, each with the integer of its width. The exponents of `f64` are stored as
/// `i32`.
macro_rules! floats {
    ($($t:ident $int:ident)*) => {$(
        impl Unary<$t, ($t, $int)> for Frexp {
            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> (Vector<S, $t>, Vector<S, $int>) {
                x.frexp()
            }
        }
    )*};
}
floats! { f32 i32 f64 i64 }

impl<S: Isa, T: Float> Vector<S, T> {
    /// A fraction from 1/2 to 1 and the exponent of the power of two that it is multiplied by; see
    /// [`Frexp`].
    #[inline(always)]
    pub fn frexp(self) -> (Self, Vector<S, T::Int>) {
        let half = self.like(T::from_f64(0.5)).to_bits();
        // Subnormal numbers are scaled to normal ones.
        let digits = T::MANTISSA_BITS as i32 + 1;
        let is_small = self.abs().lt(pow2(self.like_int(1 - T::EXPONENT_BIAS)));
        let bits = is_small.select(self * pow2(self.like_int(digits)), self).to_bits();

        let exponents = Vector::splat(self.isa, T::INFINITY_BITS);
        let fraction = Vector::from_bits((bits & !exponents) | half);
        let stored: Vector<S, T::Int> = ((bits & exponents) >> T::MANTISSA_BITS).bitcast();
        let bias = T::EXPONENT_BIAS - 1;
        let bias = is_small.select(self.like_int(bias + digits), self.like_int(bias));

        let is_special = self.eq(self.like(T::ZERO)) | !self.is_finite();
        let no_exponent = Vector::splat(self.isa, T::Int::ZERO);
        (is_special.select(self, fraction), is_special.select(no_exponent, stored - bias))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn fractions_and_exponents() {
        for (x, fraction, exponent) in [
            (1.0, 0.5, 1),
            (-1.5, -0.75, 1),
            (0.5, 0.5, 0),
            (f64::MAX, 1.0 - f64::EPSILON / 2.0, 1024),
            (f64::MIN_POSITIVE, 0.5, -1021),
            (-f64::MIN_POSITIVE / 2.0, -0.5, -1022),
            (5e-324, 0.5, -1073),
            (0.0, 0.0, 0),
            (-0.0, -0.0, 0),
            (f64::INFINITY, f64::INFINITY, 0),
            (f64::NEG_INFINITY, f64::NEG_INFINITY, 0),
        ] {
            let (m, e) = Vector::splat(Scalar::new(), x).frexp();
            assert_eq!((m.lane(0).to_bits(), e.lane(0)), (fraction.to_bits(), exponent), "{x:e}");
        }
        let (m, e) = Vector::splat(Scalar::new(), f32::NAN).frexp();
        assert!(m.lane(0).is_nan() && e.lane(0) == 0);
        let (m, e) = Vector::splat(Scalar::new(), f32::from_bits(3)).frexp();
        assert_eq!((m.lane(0), e.lane(0)), (0.75, -147));
    }
}
