//! `rad2deg`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// Radians to degrees: `x * 180 / pi`.
///
/// # Method
/// The factor is the sum of two floats, the first rounded down: one product and one fused
/// multiply-add. Sollya computes them, with `SG` or `D` for `p`:
///
/// ```text
/// h = round(180 / pi, p, RD); h; round(180 / pi - h, p, RN);
/// ```
///
/// # Accuracy
/// At most 0.51 ULP, as measured by `tests/accuracy`; 0.99 ULP for `f32` and 1 ULP for `f64` if the
/// second product underflows, with results that are subnormal or nearly so.
///
/// # Special values
/// Zeros and infinities stay as they are. NaN gives NaN.
#[derive(Clone, Copy, Debug)]
pub struct Rad2Deg;

impl Catalogued for Rad2Deg {
    type By = ByType;
}

/// Lists the floats, each with the parts of the factor. Both are positive, so that their products
/// with infinity do not cancel.
macro_rules! floats {
    ($($t:ident $high:literal $low:literal)*) => {$(
        impl Unary<$t> for Rad2Deg {
            const COST: Cost = Cost::Low;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                x.mul_add(x.like($high), x * $low)
            }
        }
    )*};
}
floats! {
    f32 57.295776 3.1458949e-6
    f64 57.295779513082316 5.117577790543373e-15
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Rad2Deg: Unary<T>,
{
    /// Radians to degrees; see [`Rad2Deg`].
    #[inline(always)]
    pub fn rad2deg(self) -> Self {
        Rad2Deg.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn special_values() {
        for x in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY] {
            let double = Vector::splat(Scalar::new(), x).rad2deg().lane(0);
            let single = Vector::splat(Scalar::new(), x as f32).rad2deg().lane(0);
            assert_eq!(double.to_bits(), x.to_bits());
            assert_eq!(single.to_bits(), (x as f32).to_bits());
        }
        assert!(Vector::splat(Scalar::new(), f64::NAN).rad2deg().lane(0).is_nan());
    }

    #[test]
    fn halves_and_quarters_of_a_turn() {
        use core::f64::consts::{FRAC_PI_2, PI};
        for (x, y) in [(PI, 180.0), (-PI, -180.0), (FRAC_PI_2, 90.0)] {
            assert_eq!(Vector::splat(Scalar::new(), x).rad2deg().lane(0), y);
        }
    }
}
