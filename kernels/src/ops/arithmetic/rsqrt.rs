//! `rsqrt`.

use crate::math::{pow2, reciprocal_sqrt};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The reciprocal square root, `1 / sqrt(x)`.
///
/// # Method
/// One Newton step corrects [`reciprocal_sqrt`]. Its residual `1 - x * y^2` is computed with the
/// rounding error of `x * y`, so that it is good to the last bit. A division and a square root
/// would take longer than all of it. Subnormal numbers are scaled by a power of two first.
///
/// # Accuracy
/// At most 0.51 ULP, as measured by `tests/accuracy`.
///
/// # Special values
/// `rsqrt(±0) = ±inf`, `rsqrt(inf) = 0`. The result is NaN for NaN and numbers below zero.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 16.0_f32);
/// // In an operation of your own, on a vector `x`.
/// assert_eq!(x.rsqrt().lane(0), 0.25);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rsqrt;

impl Catalogued for Rsqrt {
    type By = ByType;
}

impl<T: Float> Unary<T> for Rsqrt {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.rsqrt()
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// `1 / sqrt(self)`; see [`Rsqrt`].
    #[inline(always)]
    pub fn rsqrt(self) -> Self {
        let least = pow2::<S, T>(self.like_int(1 - T::EXPONENT_BIAS));
        let is_normal = self.ge(least) & self.lt(self.like(T::INFINITY));
        if is_normal.all() { of_normal(self) } else { of_any(self) }
    }
}

/// The function of positive normal numbers.
#[inline(always)]
fn of_normal<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let y = reciprocal_sqrt(x);
    let product = x * y;
    let lost = x.mul_add(y, -product);
    let rest = lost.neg_mul_add(y, product.neg_mul_add(y, x.like(T::ONE)));
    (y * x.like(T::from_f64(0.5))).mul_add(rest, y)
}

/// The function of any numbers.
#[inline(always)]
fn of_any<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let (zero, one, infinity) = (x.like(T::ZERO), x.like(T::ONE), x.like(T::INFINITY));
    // An even number that makes subnormal numbers normal.
    let digits = (T::MANTISSA_BITS as i32 + 2) / 2 * 2;
    let is_small = x.lt(pow2(x.like_int(1 - T::EXPONENT_BIAS)));
    let normal = is_small.select(x * pow2(x.like_int(digits)), x);
    let y = of_normal(normal) * is_small.select(pow2(x.like_int(digits / 2)), one);
    let y = x.lt(infinity).select(y, x.eq(infinity).select(zero, x));
    let y = x.lt(zero).select(x.like(T::NAN), y);
    x.eq(zero).select(infinity.copysign(x), y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [
            (0.0, INFINITY),
            (-0.0, -INFINITY),
            (INFINITY, 0.0),
            (1.0, 1.0),
            (4.0, 0.5),
            (f64::from(f32::MIN_POSITIVE), 2_f64.powi(63)),
            (2_f64.powi(-148), 2_f64.powi(74)),
            (2_f64.powi(126), 2_f64.powi(-63)),
        ] {
            let double = Vector::splat(Scalar::new(), x).rsqrt().lane(0);
            let single = Vector::splat(Scalar::new(), x as f32).rsqrt().lane(0);
            assert_eq!((double.to_bits(), single.to_bits()), (y.to_bits(), (y as f32).to_bits()));
        }
        assert_eq!(
            Vector::splat(Scalar::new(), 2_f64.powi(-1074)).rsqrt().lane(0),
            2_f64.powi(537)
        );
        for x in [f64::NAN, -1.0, -5e-324, f64::MIN, -INFINITY] {
            assert!(Vector::splat(Scalar::new(), x).rsqrt().lane(0).is_nan(), "{x}");
        }
    }
}
