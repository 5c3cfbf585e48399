//! Circular functions of complex numbers and their inverses, as the hyperbolic ones of `iz`.

use super::{asinh, atanh, cosh, sinh, tanh};
use crate::{ComplexVector, Isa};

/// `sin(z)`: `-i sinh(iz)`.
#[inline(always)]
pub fn sin<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    sinh(z.times_i()).times_minus_i()
}

/// `cos(z)`: `cosh(iz)`.
#[inline(always)]
pub fn cos<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    cosh(z.times_i())
}

/// `tan(z)`: `-i tanh(iz)`.
#[inline(always)]
pub fn tan<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    tanh(z.times_i()).times_minus_i()
}

/// `asin(z)`: `-i asinh(iz)`.
#[inline(always)]
pub fn asin<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    asinh(z.times_i()).times_minus_i()
}

/// `atan(z)`: `-i atanh(iz)`.
#[inline(always)]
pub fn atan<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    atanh(z.times_i()).times_minus_i()
}
