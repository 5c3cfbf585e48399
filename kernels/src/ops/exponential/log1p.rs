//! `log1p`.

use crate::math::{LOWEST, Logarithm, Split, ln_in_parts, pow2};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// `ln(1 + x)`, accurate near 0 too.
///
/// # Method
/// The rounded sum `1 + x` gives the exponent `k` alone: `f = (1 + x) / 2^k - 1` comes from `x`
/// itself, with its rounding error. Then see [`ln_in_parts`].
///
/// Complex numbers: see [`complex::log_1p`](crate::math::complex::log_1p).
///
/// # Accuracy
/// At most 0.90 ULP for `f32` and 0.89 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// `log1p(±0) = ±0`, `log1p(-1) = -inf`, `log1p(inf) = inf`. The result for NaN and for numbers
/// below -1 is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1e-20_f64);
/// // In an operation of your own, on a vector `x` of small numbers.
/// assert_eq!(x.log1p().lane(0), 1e-20);
/// assert_eq!((x + 1.0).log().lane(0), 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Log1p;

impl Catalogued for Log1p {
    type By = DoubleComplex;
}

impl<T: Logarithm> Unary<T> for Log1p {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let one = x.like(T::ONE);
        let limit = pow2(x.like_int(T::EXPONENT_BIAS - 1));
        let y = log1p(x).copysign(x);
        if (x.gt(-one) & x.lt(limit)).all() {
            return y;
        }
        let y = x.lt(limit).select(y, x.log());
        let y = x.lt(-one).select(x.like(T::NAN), y);
        x.eq(-one).select(-x.like(T::INFINITY), y)
    }
}

/// The function of numbers above -1 whose exponents are not the largest ones.
#[inline(always)]
fn log1p<S: Isa, T: Logarithm>(x: Vector<S, T>) -> Vector<S, T> {
    let one = x.like(T::ONE);
    let sum = x + one;
    let Split { k, m, .. } = Split::of(sum, LOWEST);
    let scale = Vector::from_bits(one.to_bits() - sum.to_bits() + m.to_bits());
    // `f + rest = (1 + x) * 2^-k - 1`
    let less = one - scale;
    let f = x.mul_add(scale, -less);
    let rest = x.mul_add(scale, -(less + f));
    let [large, small] = ln_in_parts(k, f, rest);
    large + small
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Log1p: Unary<T>,
{
    /// `ln(1 + x)`, accurate near 0 too; see [`Log1p`].
    #[inline(always)]
    pub fn log1p(self) -> Self {
        Log1p.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn log1p_32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).log1p().lane(0)
    }

    fn log1p_64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).log1p().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(0.0, 0.0), (-0.0, -0.0), (-1.0, -INFINITY), (INFINITY, INFINITY)] {
            assert_eq!(log1p_64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(log1p_32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for x in [f64::NAN, -f64::NAN, -2.0, -1.0000001, f64::MIN, -INFINITY] {
            assert!(log1p_64(x).is_nan() && log1p_32(x as f32).is_nan(), "{x}");
        }
    }

    #[test]
    fn tiny_numbers_stay_themselves() {
        for x in [1e-40, -1e-40, f64::from(f32::from_bits(1)), 1e-10] {
            assert_eq!(log1p_32(x as f32), x as f32);
        }
        for x in [1e-310, -1e-310, f64::from_bits(1), 1e-20] {
            assert_eq!(log1p_64(x), x);
        }
    }

    #[test]
    fn large_numbers_have_the_logarithm_of_themselves() {
        for x in [1e20, 1e300, f64::MAX, f64::MAX / 1.5] {
            assert_eq!(log1p_64(x), Vector::splat(Scalar::new(), x).log().lane(0));
        }
        for x in [1e20, f32::MAX, f32::MAX / 1.5] {
            assert_eq!(log1p_32(x), Vector::splat(Scalar::new(), x).log().lane(0));
        }
    }
}
