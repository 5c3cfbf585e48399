//! `deg2rad`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// Degrees to radians: `x * pi / 180`.
///
/// # Method
/// The factor is the sum of two floats, the first rounded down: one product and one fused
/// multiply-add. Sollya computes them, with `SG` or `D` for `p`:
///
/// ```text
/// h = round(pi / 180, p, RD); h; round(pi / 180 - h, p, RN);
/// ```
///
/// # Accuracy
/// At most 0.51 ULP, as measured by `tests/accuracy`; 0.66 ULP if the second product underflows,
/// with results that are subnormal or nearly so.
///
/// # Special values
/// Zeros and infinities stay as they are. NaN gives NaN.
#[derive(Clone, Copy, Debug)]
pub struct Deg2Rad;

impl Catalogued for Deg2Rad {
    type By = ByType;
}

/// Lists the floats, each with the parts of the factor. Both are positive, so that their products
/// with infinity do not cancel.
macro_rules! floats {
    ($($t:ident $high:literal $low:literal)*) => {$(
        impl Unary<$t> for Deg2Rad {
            const COST: Cost = Cost::Low;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                x.mul_add(x.like($high), x * $low)
            }
        }
    )*};
}
floats! {
    f32 0.017453292 1.351996e-10
    f64 0.017453292519943295 2.9486522708701687e-19
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Deg2Rad: Unary<T>,
{
    /// Degrees to radians; see [`Deg2Rad`].
    #[inline(always)]
    pub fn deg2rad(self) -> Self {
        Deg2Rad.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn special_values() {
        for x in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY] {
            let double = Vector::splat(Scalar::new(), x).deg2rad().lane(0);
            let single = Vector::splat(Scalar::new(), x as f32).deg2rad().lane(0);
            assert_eq!(double.to_bits(), x.to_bits());
            assert_eq!(single.to_bits(), (x as f32).to_bits());
        }
        assert!(Vector::splat(Scalar::new(), f64::NAN).deg2rad().lane(0).is_nan());
    }

    #[test]
    fn halves_and_quarters_of_a_turn() {
        use core::f64::consts::{FRAC_PI_2, PI};
        for (x, y) in [(180.0, PI), (-180.0, -PI), (90.0, FRAC_PI_2)] {
            assert_eq!(Vector::splat(Scalar::new(), x).deg2rad().lane(0), y);
            assert_eq!(Vector::splat(Scalar::new(), x as f32).deg2rad().lane(0), y as f32);
        }
    }
}
