//! `float_power`.

use crate::{Binary, Catalogued, Cost, DoubleComplex, Isa, Vector};

/// `x^y` in `f64`, or in complex numbers of `f64`, whatever the dtype of the operands.
///
/// # Method, accuracy, special values
/// Those of [`Pow`](super::Pow). Integers are converted to `f64`, so a negative exponent is no
/// error.
#[derive(Clone, Copy, Debug)]
pub struct FloatPower;

impl Catalogued for FloatPower {
    type By = DoubleComplex;
}

impl Binary<f64> for FloatPower {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
        x.pow(y)
    }
}
