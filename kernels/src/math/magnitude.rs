//! The magnitudes of numbers.

use super::hypot;
use crate::{ComplexVector, Cplx, Float, Isa, Value, Vector};

/// Values that have a magnitude: real and complex numbers.
pub trait Magnitude: Value {
    /// The lanes of the magnitudes.
    type Lane: Float;
    /// Whether magnitudes are exact. Those of complex numbers are rounded.
    const IS_EXACT: bool;
    /// The absolute value.
    fn magnitude<S: Isa>(x: Self::Of<S>) -> Vector<S, Self::Lane>;
}

impl<T: Float> Magnitude for T {
    type Lane = T;
    const IS_EXACT: bool = true;
    #[inline(always)]
    fn magnitude<S: Isa>(x: Vector<S, T>) -> Vector<S, T> {
        x.abs()
    }
}

impl<T: Float> Magnitude for Cplx<T> {
    type Lane = T;
    const IS_EXACT: bool = false;
    #[inline(always)]
    fn magnitude<S: Isa>(z: ComplexVector<S, T>) -> Vector<S, T> {
        hypot(z.re, z.im)
    }
}
