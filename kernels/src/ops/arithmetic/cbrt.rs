//! `cbrt`.

use crate::math::{Pair, power_of_2};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The cube root.
///
/// # Method
/// The bits of a float are nearly its logarithm, so a third of them gives `z`, the reciprocal of
/// the root, within 3.5 % (Blinn, "Floating-point tricks", 1997). With `e = 1 - x * z^3`, the exact
/// reciprocal is `z * (1 - e)^(-1/3)`, of which each step takes the first terms of the binomial
/// series. The last step corrects the root `y = x * z^2` by the exact `x - y^3`.
///
/// # Accuracy
/// At most 0.54 ULP for `f32`, over all 2^32 inputs, and 0.501 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// Roots of cubes are exact. `cbrt(±0) = ±0`, `cbrt(±inf) = ±inf`, and `cbrt(NaN)` is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), -8.0_f64);
/// // In an operation of your own, whose vector `x` holds -8.
/// assert_eq!(x.cbrt().lane(0), -2.0);
/// assert_eq!((x * x).cbrt().lane(0), 4.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cbrt;

impl Catalogued for Cbrt {
    type By = ByType;
}

/// The cube root. Each step has the coefficients of its series, after the leading 1.
#[inline(always)]
fn cbrt<S: Isa, T: Float>(x: Vector<S, T>, steps: &[&[f64]]) -> Vector<S, T> {
    let a = x.abs();
    let lowest = T::from_f64(power_of_2(1 - T::EXPONENT_BIAS + 2 * T::MANTISSA_BITS as i32));
    let unusual = !(a.ge(x.like(lowest)) & a.lt(x.like(T::INFINITY)));
    if !unusual.any() {
        return usual(a, steps).copysign(x);
    }
    let digits = T::MANTISSA_BITS as i32;
    let small = a.lt(x.like(lowest));
    let scaled = small.select(a * x.like(T::from_f64(power_of_2(3 * digits))), a);
    let y = usual(scaled, steps);
    let y = small.select(y * x.like(T::from_f64(power_of_2(-digits))), y);
    // Zero, infinity and NaN.
    (a * x.like(T::from_f64(0.5))).eq(a).select(a, y).copysign(x)
}

/// The root of a number that is finite and so large that nothing underflows on the way.
#[inline(always)]
fn usual<S: Isa, T: Float>(a: Vector<S, T>, steps: &[&[f64]]) -> Vector<S, T> {
    let one = a.like(T::ONE);
    let third = a.like(T::from_f64(1.0 / 3.0));
    let short = T::MANTISSA_BITS - 23;
    let bits: Vector<S, T::Int> = a.to_bits().bitcast() >> short;
    // 0.068 makes the largest errors of both signs equal.
    let seed = (f64::from(T::EXPONENT_BIAS) * (4.0 / 3.0) - 0.068) * f64::from(1 << 23);
    let seed = Vector::from_int(bits).neg_mul_add(third, a.like(T::from_f64(seed)));
    let mut z = Vector::from_bits((seed.to_int() << short).bitcast());
    let mut az = a * z;
    for step in steps {
        let e = az.neg_mul_add(z * z, one);
        let (&last, others) = step.split_last().expect("a step has terms");
        let mut sum = a.like(T::from_f64(last));
        for &coefficient in others.iter().rev() {
            sum = sum.mul_add(e, a.like(T::from_f64(coefficient)));
        }
        z = (z * e).mul_add(sum, z);
        az = a * z;
    }
    let y = az * z;
    let square = Pair::product(y, y);
    let rest = square.low.neg_mul_add(y, square.high.neg_mul_add(y, a));
    rest.mul_add(z * z * third, y)
}

/// The first coefficients of the binomial series of `(1 - e)^(-1/3)`, without the leading 1.
const SERIES: &[f64] = &[1.0 / 3.0, 2.0 / 9.0, 14.0 / 81.0, 35.0 / 243.0];

impl Unary<f32> for Cbrt {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        cbrt(x, &[&SERIES[..3]])
    }
}

impl Unary<f64> for Cbrt {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        cbrt(x, &[SERIES, &SERIES[..2]])
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Cbrt: Unary<T>,
{
    /// The cube root; see [`Cbrt`].
    #[inline(always)]
    pub fn cbrt(self) -> Self {
        Cbrt.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn cbrt32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).cbrt().lane(0)
    }

    fn cbrt64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).cbrt().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [(0.0, 0.0), (-0.0, -0.0), (INFINITY, INFINITY), (-INFINITY, -INFINITY)] {
            assert_eq!(cbrt64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(cbrt32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(cbrt64(nan).is_nan() && cbrt32(nan as f32).is_nan(), "{nan}");
        }
        for i in -200_i32..=200 {
            assert_eq!(cbrt32(i.pow(3) as f32), i as f32);
            assert_eq!(cbrt64(f64::from(i.pow(3)) * 0.125), f64::from(i) * 0.5);
        }
        assert_eq!(cbrt32(f32::from_bits(1)), 2_f32.powi(-50) * 2_f32.cbrt());
        assert_eq!(cbrt64(f64::from_bits(4)), 2_f64.powi(-357) * 0.5_f64.cbrt());
    }
}
