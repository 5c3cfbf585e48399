//! `angle`.

use crate::math::complex::polar;
use crate::{Catalogued, ComplexVector, Cost, Cplx, DoubleComplex, Isa, Unary, Vector};

/// The angle of a complex number in radians, from `-pi` to `pi`.
///
/// # Method
/// [`polar`], in `f64`.
///
/// # Accuracy
/// Within 0.51 ULP.
///
/// # Special values
/// As of `atan2(im, re)`: signs of zeros say on which side of the negative real axis a number is.
#[derive(Clone, Copy, Debug)]
pub struct Angle;

impl Catalogued for Angle {
    type By = DoubleComplex;
}

impl Unary<Cplx<f64>, f64> for Angle {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, f64>) -> Vector<S, f64> {
        polar(z.re, None, z.im).angle.round()
    }
}
