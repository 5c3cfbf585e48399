//! `modf`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The fraction and the integer part of `x`, both with its sign. Exact.
///
/// # Special values
/// The fraction of integers and infinities is a zero. Both parts of NaN are NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), -2.25_f32);
/// // In an operation of your own, on a vector `x`.
/// let (fraction, integer) = x.modf();
/// assert_eq!((fraction.lane(0), integer.lane(0)), (-0.25, -2.0));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Modf;

impl Catalogued for Modf {
    type By = ByType;
}

impl<T: Float> Unary<T, (T, T)> for Modf {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> (Vector<S, T>, Vector<S, T>) {
        x.modf()
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// The fraction and the integer part; see [`Modf`].
    #[inline(always)]
    pub fn modf(self) -> (Self, Self) {
        let integer = self.trunc();
        let fraction = self.eq(integer).select(self.like(T::ZERO), self - integer);
        (fraction.copysign(self), integer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn parts_have_the_sign() {
        for (x, fraction, integer) in [
            (2.75, 0.75, 2.0),
            (-2.75, -0.75, -2.0),
            (3.0, 0.0, 3.0),
            (-3.0, -0.0, -3.0),
            (0.0, 0.0, 0.0),
            (-0.0, -0.0, -0.0),
            (-5e-324, -5e-324, -0.0),
            (f64::INFINITY, 0.0, f64::INFINITY),
            (f64::NEG_INFINITY, -0.0, f64::NEG_INFINITY),
            (f64::MIN, -0.0, f64::MIN),
        ] {
            let (f, i) = Vector::splat(Scalar::new(), x).modf();
            let found = [f, i].map(|part| part.lane(0).to_bits());
            assert_eq!(found, [fraction, integer].map(f64::to_bits), "{x:e}");
        }
        let (f, i) = Vector::splat(Scalar::new(), f32::NAN).modf();
        assert!(f.lane(0).is_nan() && i.lane(0).is_nan());
    }
}
