//! `log10`.

use crate::math::logarithm;
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The decimal logarithm.
///
/// # Method
/// The natural [`logarithm`] as the sum of a large term and a small one,
/// times `1 / ln(10)` as the sum of two floats.
///
/// Complex numbers: see [`complex::log10`](crate::math::complex::log10).
///
/// # Accuracy
/// At most 0.92 ULP for `f32` and 0.89 ULP for `f64`, as measured by
/// `tests/accuracy`. Subnormal inputs are as accurate as others.
///
/// # Special values
/// Logarithms of powers of ten that a float holds are exact. `log10(±0) = -inf`, `log10(inf) =
/// inf`. The logarithm of NaN and of numbers below zero is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1000.0_f64);
/// // In an operation of your own, on a vector `x` of thousands.
/// assert_eq!(x.log10().lane(0), 3.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Log10;

impl Catalogued for Log10 {
    type By = DoubleComplex;
}

/// Lists the floats, each with `1 / ln(10)` and its rounding error.
macro_rules! log10 {
    ($($t:ident $slope:expr, $rest:literal;)*) => {$(
        impl Unary<$t> for Log10 {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                logarithm(x, Some([$slope, $rest]))
            }
        }
    )*};
}
log10! {
    f32 core::f32::consts::LOG10_E, -1.010305e-8;
    f64 core::f64::consts::LOG10_E, 1.098319650216765e-17;
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Log10: Unary<T>,
{
    /// The decimal logarithm; see [`Log10`].
    #[inline(always)]
    pub fn log10(self) -> Self {
        Log10.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn log10_32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).log10().lane(0)
    }

    fn log10_64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).log10().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(1.0, 0.0), (0.0, -INFINITY), (-0.0, -INFINITY), (INFINITY, INFINITY)] {
            assert_eq!(log10_64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(log10_32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::NAN, -f64::NAN, -1.0, -1e-40, f64::MIN, -INFINITY] {
            assert!(log10_64(x).is_nan() && log10_32(x as f32).is_nan(), "{x}");
        }
    }

    #[test]
    fn logarithms_of_powers_of_ten_are_exact() {
        for (k, x) in [1e0, 1e1, 1e2, 1e3, 1e9, 1e10, 1e20, 1e21, 1e22].iter().enumerate() {
            let k = [0, 1, 2, 3, 9, 10, 20, 21, 22][k];
            assert_eq!(log10_64(*x), f64::from(k));
            if k <= 10 {
                assert_eq!(log10_32(*x as f32), k as f32);
            }
        }
    }
}
