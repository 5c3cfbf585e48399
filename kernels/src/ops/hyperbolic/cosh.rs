//! `cosh`.

use crate::math::{HyperbolicConstants, OppositePowers};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The hyperbolic cosine.
///
/// # Method
/// Writes `|x| = n * ln(2) + r` with a small `r`. Then `cosh(x) = cosh(n * ln(2)) * cosh(r) +
/// sinh(n * ln(2)) * sinh(r)`, where the functions of `n * ln(2)` are half the sum and half the
/// difference of two powers of two, and those of `r` are polynomials. See [`OppositePowers`].
///
/// # Accuracy
/// At most 0.94 ULP for `f32`, over all 2^32 inputs, and 0.97 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// `cosh(±0) = 1`, `cosh(±inf) = inf`, and `cosh(NaN)` is NaN. Results that are too large become
/// infinite.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.0_f64);
/// // In an operation of your own, on a vector `x` of zeros.
/// assert_eq!(x.cosh().lane(0), 1.0);
/// assert_eq!((x - 1e3).cosh().lane(0), f64::INFINITY);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cosh;

impl Catalogued for Cosh {
    type By = DoubleComplex;
}

impl<T: HyperbolicConstants> Unary<T> for Cosh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        OppositePowers::new(x.abs()).cosh()
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Cosh: Unary<T>,
{
    /// The hyperbolic cosine; see [`Cosh`].
    #[inline(always)]
    pub fn cosh(self) -> Self {
        Cosh.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn cosh32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).cosh().lane(0)
    }

    fn cosh64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).cosh().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(0.0, 1.0), (-0.0, 1.0), (INFINITY, INFINITY), (-INFINITY, INFINITY)] {
            assert_eq!(cosh64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(cosh32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(cosh64(nan).is_nan() && cosh32(nan as f32).is_nan(), "{nan}");
        }
        // The largest numbers whose results are finite.
        let (x, y) = (89.415_985_f32, 710.475_860_073_943_9_f64);
        assert!(cosh32(x).is_finite() && cosh64(-y).is_finite());
        assert_eq!((cosh32(x.next_up()), cosh64(-y.next_up())), (f32::INFINITY, INFINITY));
    }
}
