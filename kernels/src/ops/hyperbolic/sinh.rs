//! `sinh`.

use crate::math::{HyperbolicConstants, OppositePowers};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The hyperbolic sine.
///
/// # Method
/// Writes `|x| = n * ln(2) + r` with a small `r`. Then `sinh(|x|) = sinh(n * ln(2)) * cosh(r) +
/// cosh(n * ln(2)) * sinh(r)`, where the functions of `n * ln(2)` are half the sum and half the
/// difference of two powers of two, and those of `r` are polynomials. See [`OppositePowers`].
///
/// # Accuracy
/// At most 0.97 ULP for `f32`, over all 2^32 inputs, and 0.94 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// `sinh(±0) = ±0`, `sinh(±inf) = ±inf`, and `sinh(NaN)` is NaN. Results that are too large become
/// infinite. Subnormal numbers stay as they are.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.0_f64);
/// // In an operation of your own, on a vector `x` of zeros.
/// assert_eq!(x.sinh().lane(0), 0.0);
/// assert_eq!((x + 1e3).sinh().lane(0), f64::INFINITY);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sinh;

impl Catalogued for Sinh {
    type By = DoubleComplex;
}

impl<T: HyperbolicConstants> Unary<T> for Sinh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        OppositePowers::new(x.abs()).sinh().copysign(x)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Sinh: Unary<T>,
{
    /// The hyperbolic sine; see [`Sinh`].
    #[inline(always)]
    pub fn sinh(self) -> Self {
        Sinh.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn sinh32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).sinh().lane(0)
    }

    fn sinh64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).sinh().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(0.0, 0.0), (-0.0, -0.0), (INFINITY, INFINITY), (-INFINITY, -INFINITY)] {
            assert_eq!(sinh64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(sinh32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(sinh64(nan).is_nan() && sinh32(nan as f32).is_nan(), "{nan}");
        }
        for x in [f64::from_bits(1), f64::MIN_POSITIVE, -1e-310, 1e-30] {
            assert_eq!(sinh64(x), x);
        }
        for x in [f32::from_bits(1), f32::MIN_POSITIVE, -1e-40, 1e-15] {
            assert_eq!(sinh32(x), x);
        }
        // The largest numbers whose results are finite.
        let (x, y) = (89.415_985_f32, 710.475_860_073_943_9_f64);
        assert!(sinh32(x).is_finite() && sinh64(-y).is_finite());
        assert_eq!((sinh32(x.next_up()), sinh64(-y.next_up())), (f32::INFINITY, -INFINITY));
    }
}
