//! `log2`.

use crate::math::logarithm;
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The binary logarithm.
///
/// # Method
/// The natural [`logarithm`] as the sum of a large term and a small one,
/// times `1 / ln(2)` as the sum of two floats.
///
/// Complex numbers: see [`complex::log2`](crate::math::complex::log2).
///
/// # Accuracy
/// At most 1.00 ULP for `f32` and 0.95 ULP for `f64`, as measured by
/// `tests/accuracy`. Subnormal inputs are as accurate as others.
///
/// # Special values
/// Logarithms of powers of two are exact. `log2(±0) = -inf`, `log2(inf) = inf`. The
/// logarithm of NaN and of numbers below zero is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 8.0_f64);
/// // In an operation of your own, on a vector `x` of eights.
/// assert_eq!(x.log2().lane(0), 3.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Log2;

impl Catalogued for Log2 {
    type By = DoubleComplex;
}

/// Lists the floats, each with `1 / ln(2)` and its rounding error.
macro_rules! log2 {
    ($($t:ident $slope:expr, $rest:literal;)*) => {$(
        impl Unary<$t> for Log2 {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                logarithm(x, Some([$slope, $rest]))
            }
        }
    )*};
}
log2! {
    f32 core::f32::consts::LOG2_E, 1.925963e-8;
    f64 core::f64::consts::LOG2_E, 2.0355273740931033e-17;
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Log2: Unary<T>,
{
    /// The binary logarithm; see [`Log2`].
    #[inline(always)]
    pub fn log2(self) -> Self {
        Log2.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn log2_32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).log2().lane(0)
    }

    fn log2_64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).log2().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(1.0, 0.0), (0.0, -INFINITY), (-0.0, -INFINITY), (INFINITY, INFINITY)] {
            assert_eq!(log2_64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(log2_32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::NAN, -f64::NAN, -1.0, -1e-40, f64::MIN, -INFINITY] {
            assert!(log2_64(x).is_nan() && log2_32(x as f32).is_nan(), "{x}");
        }
    }

    #[test]
    fn logarithms_of_powers_of_two_are_exact() {
        for k in -1074..=1023 {
            let x = if k < -1022 { f64::from_bits(1 << (k + 1074)) } else { 2_f64.powi(k) };
            assert_eq!(log2_64(x), f64::from(k));
            if (-149..=127).contains(&k) {
                assert_eq!(log2_32(x as f32), k as f32);
            }
        }
    }
}
