//! `sincos`.

use crate::math::trigonometric::{Reduced, flip, sine_of_radians};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The sine and the cosine of an angle in radians.
///
/// # Method
/// Those of [`Sin`](crate::ops::Sin) and [`Cos`](crate::ops::Cos), whose results it has. In `f64`,
/// they share the reduction and both polynomials.
///
/// # Accuracy
/// At most 0.61 ULP for `f32` and 0.75 ULP for `f64`, as measured by `tests/accuracy` for the
/// separate functions.
///
/// # Special values
/// `sincos(±0) = (±0, 1)`. Both results of infinities and NaN are NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.5_f64);
/// // In an operation of your own, whose vector `x` holds 1/2.
/// let (sine, cosine) = x.sincos();
/// assert_eq!(sine.lane(0), x.sin().lane(0));
/// assert_eq!(cosine.lane(0), x.cos().lane(0));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sincos;

impl Catalogued for Sincos {
    type By = ByType;
}

impl Unary<f32, (f32, f32)> for Sincos {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> (Vector<S, f32>, Vector<S, f32>) {
        let magnitude = x.abs();
        let sine = sine_of_radians::<0, S>(magnitude);
        (flip(sine, x.to_bits()), sine_of_radians::<1, S>(magnitude))
    }
}

impl Unary<f64, (f64, f64)> for Sincos {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> (Vector<S, f64>, Vector<S, f64>) {
        let [sine, cosine] = Reduced::radians(x.abs()).sine_cosine();
        (flip(sine, x.to_bits()), cosine)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Sincos: Unary<T, (T, T)>,
{
    /// The sine and the cosine of an angle in radians; see [`Sincos`].
    #[inline(always)]
    pub fn sincos(self) -> (Self, Self) {
        Sincos.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn both_results_are_those_of_the_separate_functions() {
        for x in [0.0, -0.0, 0.5, -2.0, 1e5, -1e7, 1e13, 1e38, f64::INFINITY, f64::NAN] {
            let x = Vector::splat(Scalar::new(), x);
            let (sine, cosine) = x.sincos();
            assert_eq!(sine.lane(0).to_bits(), x.sin().lane(0).to_bits());
            assert_eq!(cosine.lane(0).to_bits(), x.cos().lane(0).to_bits());
            let x = Vector::splat(Scalar::new(), x.lane(0) as f32);
            let (sine, cosine) = x.sincos();
            assert_eq!(sine.lane(0).to_bits(), x.sin().lane(0).to_bits());
            assert_eq!(cosine.lane(0).to_bits(), x.cos().lane(0).to_bits());
        }
    }
}
