//! `rsqrt`.

use crate::math::{is_between, pow2, reciprocal_sqrt_series, rough_reciprocal_sqrt};
use crate::{ByType, Catalogued, Cost, Float, Int, Isa, Unary, Vector};

/// The reciprocal square root, `1 / sqrt(x)`.
///
/// # Method
/// Half the bits of a [guess](rough_reciprocal_sqrt) `y` are dropped, so that `y^2` is exact, and
/// the residual `r = 1 - x * y^2` too, but for one rounding. Then the result is `y / sqrt(1 - r)`,
/// of which the first terms of the power series are enough. A division and a square root would take
/// longer than all of it. Subnormal numbers and the largest ones are scaled by a power of two
/// first.
///
/// # Accuracy
/// At most 0.57 ULP, as measured by `tests/accuracy`.
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
        let [least, limit] = common(self);
        if is_between(self, least, limit).all() { of_common(self) } else { of_any(self) }
    }
}

/// The least normal number, and the numbers above which `y^2` would be subnormal.
#[inline(always)]
fn common<S: Isa, T: Float>(x: Vector<S, T>) -> [Vector<S, T>; 2] {
    [pow2(x.like_int(1 - T::EXPONENT_BIAS)), pow2(x.like_int(T::EXPONENT_BIAS - 1))]
}

/// The function of numbers that are positive and neither subnormal nor among the largest.
#[inline(always)]
fn of_common<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let lower_half = T::Bits::wrapping_from((1 << (T::MANTISSA_BITS / 2 + 1)) - 1);
    let lower_half = Vector::splat(x.isa, lower_half);
    let y = Vector::from_bits(rough_reciprocal_sqrt(x).to_bits() & !lower_half);
    let r = x.neg_mul_add(y * y, x.like(T::ONE));
    (y * r).mul_add(reciprocal_sqrt_series(r), y)
}

/// The function of any numbers.
#[inline(always)]
fn of_any<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let (zero, infinity) = (x.like(T::ZERO), x.like(T::INFINITY));
    // An even number, which makes subnormal numbers normal.
    let digits = (T::MANTISSA_BITS as i32 + 2) / 2 * 2;
    let [least, limit] = common(x);
    let shift = x.lt(least).select(x.like_int(digits), x.like_int(0));
    let shift = x.ge(limit).select(x.like_int(-digits), shift);
    let y = of_common(x * pow2(shift)) * pow2(shift >> 1);
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
        assert_eq!(Vector::splat(Scalar::new(), f32::MAX).rsqrt().lane(0), 2_f32.powi(-64));
        assert_eq!(
            Vector::splat(Scalar::new(), 2_f64.powi(-1074)).rsqrt().lane(0),
            2_f64.powi(537)
        );
        for x in [f64::NAN, -1.0, -5e-324, f64::MIN, -INFINITY] {
            assert!(Vector::splat(Scalar::new(), x).rsqrt().lane(0).is_nan(), "{x}");
        }
    }
}
