//! `hypot`.

use crate::math::hypot;
use crate::{Associative, Binary, ByType, Catalogued, Cost, Float, Isa, Vector};
use tightloop_array_core::Element;

/// `sqrt(x^2 + y^2)`: the length of the hypotenuse.
///
/// # Method
/// [`hypot`]: without intermediate overflow or underflow.
///
/// # Accuracy
/// At most 0.86 ULP, or 0.94 ULP if the result is subnormal, as measured by `tests/accuracy`.
///
/// # Special values
/// If either operand is infinite, the result is infinite, even beside NaN; else if either is NaN,
/// it is NaN. `hypot(x, ±0) = |x|`.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 3.0_f64);
/// // In an operation of your own, whose vector `x` holds threes.
/// assert_eq!(x.hypot(x + 1.0).lane(0), 5.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Hypot;

impl Catalogued for Hypot {
    type By = ByType;
}

impl<T: Element> Associative<T> for Hypot {
    const IDENTITY: Option<T> = Some(T::ZERO);
}

impl<T: Float> Binary<T> for Hypot {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
        hypot(x, y)
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// `sqrt(self^2 + other^2)`; see [`Hypot`].
    #[inline(always)]
    pub fn hypot(self, other: Self) -> Self {
        hypot(self, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y, z) in [
            (3.0, 4.0, 5.0),
            (0.0, 0.0, 0.0),
            (-0.0, -0.0, 0.0),
            (-1.0, 0.0, 1.0),
            (-0.0, -2.5, 2.5),
            (INFINITY, f64::NAN, INFINITY),
            (f64::NAN, -INFINITY, INFINITY),
            (INFINITY, INFINITY, INFINITY),
            (-INFINITY, 1.0, INFINITY),
            (0.0, 5e-324, 5e-324),
            (3.0 * 5e-324, 4.0 * 5e-324, 5.0 * 5e-324),
            (f64::MAX, 0.0, f64::MAX),
            (f64::MAX, f64::MAX, INFINITY),
            (f64::MAX, 1.0, f64::MAX),
            (3.0 * 2_f64.powi(1000), 4.0 * 2_f64.powi(1000), 5.0 * 2_f64.powi(1000)),
        ] {
            let at = |x| Vector::splat(Scalar::new(), x);
            assert_eq!(at(x).hypot(at(y)).lane(0).to_bits(), z.to_bits(), "{x:e} {y:e}");
            assert_eq!(at(y).hypot(at(x)).lane(0).to_bits(), z.to_bits(), "{y:e} {x:e}");
        }
        for (x, y) in [(f32::NAN, 1.0), (0.0, f32::NAN), (f32::NAN, f32::MAX)] {
            let [x, y] = [x, y].map(|x| Vector::splat(Scalar::new(), x));
            assert!(x.hypot(y).lane(0).is_nan() && y.hypot(x).lane(0).is_nan());
        }
    }
}
