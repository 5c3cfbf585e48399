//! `sqrt`.

use crate::math::complex::square_root;
use crate::{Catalogued, ComplexVector, Cost, Cplx, DoubleComplex, Float, Isa, Unary, Vector};

/// The square root.
///
/// # Method
/// Complex numbers: [`square_root`], in `f64`.
///
/// # Accuracy
/// Correctly rounded (0.5 ULP). The parts of a complex root are within 2 ULP.
///
/// # Special values
/// `sqrt(-0) = -0`. The square root of a number below zero is NaN. Complex numbers: C99, Annex
/// G. See [`square_root`].
#[derive(Clone, Copy, Debug)]
pub struct Sqrt;

impl Catalogued for Sqrt {
    type By = DoubleComplex;
}

impl<T: Float> Unary<T> for Sqrt {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.sqrt_alone()
    }
}

impl Unary<Cplx<f64>> for Sqrt {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
        square_root(z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::complex::testing::assert_table;

    #[test]
    fn complex_special_values() {
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        assert_table(
            square_root,
            &[
                ([0.0, 0.0], [0.0, 0.0]),
                ([-0.0, 0.0], [0.0, 0.0]),
                ([1.0, inf], [inf, inf]),
                ([nan, inf], [inf, inf]),
                ([-inf, inf], [inf, inf]),
                ([1.0, nan], [nan, nan]),
                ([-inf, 1.0], [0.0, inf]),
                ([inf, 1.0], [inf, 0.0]),
                ([-inf, nan], [nan, inf]),
                ([inf, nan], [inf, nan]),
                ([nan, 1.0], [nan, nan]),
                ([nan, nan], [nan, nan]),
                ([4.0, 0.0], [2.0, 0.0]),
                ([-4.0, 0.0], [0.0, 2.0]),
                ([3.0, 4.0], [2.0, 1.0]),
                ([0.0, 8.0], [2.0, 2.0]),
                ([f64::from_bits(4), 0.0], [2_f64.powi(-536), 0.0]),
                ([0.0, 2_f64.powi(1023)], [2_f64.powi(511), 2_f64.powi(511)]),
            ],
        );
    }

    #[test]
    fn complex_parts_far_apart() {
        // The imaginary part is y / 2 sqrt(x).
        let (x, y) = (2_f64.powi(1000), 2_f64.powi(-1070));
        assert_table(square_root, &[([x, y], [2_f64.powi(500), 0.0])]);
        let y = 2_f64.powi(-100);
        assert_table(square_root, &[([x, y], [2_f64.powi(500), 2_f64.powi(-601)])]);
    }
}
