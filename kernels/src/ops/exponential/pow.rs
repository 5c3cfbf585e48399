//! `pow`.

use crate::math::{Power, PowerTo, pow2, power};
use crate::op::ByNumber;
use crate::{Binary, Catalogued, Cost, Domain, Int, Isa, SignBlind, Vector};

/// `x^y`.
///
/// # Method
/// Floats: `2^(y * log2(|x|))`, with the binary logarithm as the sum of two floats: [`power`].
/// Numbers that are not positive, finite and normal take another way, with the same result for all
/// others.
///
/// Integers: squares the base again and again, and multiplies the squares that belong to ones of
/// the exponent.
///
/// # Accuracy
/// Integers wrap. Floats: at most 0.77 ULP for `f32`, over 10^9 pairs, and 0.89 ULP for `f64`, as
/// measured by `tests/accuracy`. Powers that a float holds are exact.
///
/// Complex numbers: each part is within 4 ULP, however large the angle; see
/// [`complex::power`](crate::math::complex::power).
///
/// # Special values
/// Integers: `0^0` is 1; a call with a negative exponent is an error. Floats: as C99 has them.
/// `x^±0 = 1` and `1^y = 1`, even if the other number is NaN; apart from that, NaN gives NaN. A
/// negative finite `x` gives NaN unless `y` is an integer. A power of a negative number, or of -0,
/// is negative if `y` is an odd integer. Zeros and infinities give infinity or zero, as their
/// limits do; `(-1)^±inf = 1`.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 3.0_f64);
/// // In an operation of your own, on a vector `x` of threes.
/// assert_eq!(x.pow(x).lane(0), 27.0);
/// assert_eq!((-x).pow(x).lane(0), -27.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pow;

impl Catalogued for Pow {
    type By = SignBlind;
}

#[inline(always)]
fn pow<S: Isa, T: Power>(x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
    let (one, infinity) = (x.like(T::ONE), x.like(T::INFINITY));
    let least = pow2::<S, T>(x.like_int(1 - T::EXPONENT_BIAS));
    let is_common = x.ge(least) & x.lt(infinity) & y.abs().lt(infinity);
    if is_common.all() {
        return power(x, y, true);
    }
    let zero = x.like(T::ZERO);
    let magnitude = x.abs();
    let is_finite = magnitude.gt(zero) & magnitude.lt(infinity);
    let is_regular = is_finite & y.abs().lt(infinity);
    let result = power(is_finite.select(magnitude, one), is_regular.select(y, one), false);

    // Zeros and infinities, as the base or the exponent.
    let grows = magnitude.gt(one) ^ y.lt(zero);
    let limit = magnitude.eq(one).select(one, grows.select(infinity, zero));
    let result = is_regular.select(result, limit);

    let half = y * x.like(T::from_f64(0.5));
    let is_integer = y.trunc().eq(y);
    let is_odd = is_integer & !half.trunc().eq(half);
    let is_negative = is_odd & one.copysign(x).lt(zero);
    let result = is_negative.select(-result, result);

    let is_nan = x.is_nan() | y.is_nan() | (x.lt(zero) & is_finite & !is_integer);
    let result = is_nan.select(x.like(T::NAN), result);
    (x.eq(one) | y.eq(zero)).select(one, result)
}

/// Lists the floats.
macro_rules! floats {
    ($($t:ident)*) => {$(
        impl Binary<$t> for Pow {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>, y: Vector<S, $t>) -> Vector<S, $t> {
                pow(x, y)
            }
        }

        impl<S: Isa> Vector<S, $t> {
            /// `self^exponent`; see [`Pow`].
            #[inline(always)]
            pub fn pow(self, exponent: Self) -> Self {
                pow(self, exponent)
            }
        }
    )*};
}
floats! { f32 f64 }

/// Integers raised to one number take the multiplications that it needs.
impl<T: Int> ByNumber<T> for Pow
where
    u64: TryFrom<T>,
{
    type Prepared = PowerTo;

    fn prepare(number: T) -> Option<PowerTo> {
        PowerTo::new(number)
    }
}

/// Lists the integers: signed ones are computed as unsigned ones.
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Binary<$t> for Pow {
            const COST: Cost = Cost::High;
            const DOMAIN: Domain = Domain::NonNegativeExponent;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>, y: Vector<S, $t>) -> Vector<S, $t> {
                x.pow(y)
            }
        }
    )*};
}
ints! { u8 u16 u32 u64 }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;
    use core::f64::consts::SQRT_2;

    fn pow32(x: f32, y: f32) -> f32 {
        let s = Scalar::new();
        Vector::splat(s, x).pow(Vector::splat(s, y)).lane(0)
    }

    fn pow64(x: f64, y: f64) -> f64 {
        let s = Scalar::new();
        Vector::splat(s, x).pow(Vector::splat(s, y)).lane(0)
    }

    const INFINITY: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;

    /// The cases of C99, F.9.4.4, and powers that are exact.
    #[test]
    fn special_values() {
        let cases = [
            (0.0, -3.0, INFINITY),
            (-0.0, -3.0, -INFINITY),
            (0.0, -2.0, INFINITY),
            (-0.0, -2.0, INFINITY),
            (0.0, -2.5, INFINITY),
            (-0.0, -2.5, INFINITY),
            (0.0, 3.0, 0.0),
            (-0.0, 3.0, -0.0),
            (0.0, 2.0, 0.0),
            (-0.0, 2.0, 0.0),
            (-0.0, 2.5, 0.0),
            (0.0, -INFINITY, INFINITY),
            (-0.0, -INFINITY, INFINITY),
            (-0.0, INFINITY, 0.0),
            (-1.0, INFINITY, 1.0),
            (-1.0, -INFINITY, 1.0),
            (1.0, INFINITY, 1.0),
            (1.0, NAN, 1.0),
            (NAN, 0.0, 1.0),
            (NAN, -0.0, 1.0),
            (-INFINITY, 0.0, 1.0),
            (0.0, -0.0, 1.0),
            (-2.0, 2.5, NAN),
            (-2.0, -0.5, NAN),
            (0.5, -INFINITY, INFINITY),
            (-0.5, -INFINITY, INFINITY),
            (1.5, -INFINITY, 0.0),
            (-1.5, -INFINITY, 0.0),
            (0.5, INFINITY, 0.0),
            (-0.5, INFINITY, 0.0),
            (1.5, INFINITY, INFINITY),
            (-1.5, INFINITY, INFINITY),
            (-INFINITY, -3.0, -0.0),
            (-INFINITY, -2.0, 0.0),
            (-INFINITY, -2.5, 0.0),
            (-INFINITY, 3.0, -INFINITY),
            (-INFINITY, 2.0, INFINITY),
            (-INFINITY, 2.5, INFINITY),
            (INFINITY, -1.0, 0.0),
            (INFINITY, 1.0, INFINITY),
            (INFINITY, INFINITY, INFINITY),
            (INFINITY, -INFINITY, 0.0),
            (NAN, 1.0, NAN),
            (2.0, NAN, NAN),
            (NAN, NAN, NAN),
            (-1.0, NAN, NAN),
            (0.0, NAN, NAN),
            (3.0, 5.0, 243.0),
            (-3.0, 5.0, -243.0),
            (-3.0, 4.0, 81.0),
            (2.5, 2.0, 6.25),
            (0.25, -2.5, 32.0),
            (7.0, 1.0, 7.0),
            (-1.0, 1e30, 1.0),
            (10.0, 3.0, 1000.0),
            (1.0, 1e30, 1.0),
            (2.0, 1e30, INFINITY),
            (0.5, 1e30, 0.0),
            (-2.0, 16_777_215.0, -INFINITY),
            (-0.5, 16_777_215.0, -0.0),
        ];
        for (x, y, z) in cases {
            let (single, double) = (pow32(x as f32, y as f32), pow64(x, y));
            if z.is_nan() {
                assert!(single.is_nan() && double.is_nan(), "{x}^{y}: {single}, {double}");
            } else {
                assert_eq!(double.to_bits(), z.to_bits(), "{x}^{y}: {double}");
                assert_eq!(single.to_bits(), (z as f32).to_bits(), "{x}^{y}: {single}");
            }
        }
    }

    #[test]
    fn the_ends_of_the_range() {
        assert_eq!((pow32(2.0, 127.0), pow64(2.0, 1023.0)), (2_f32.powi(127), 2_f64.powi(1023)));
        assert_eq!((pow32(2.0, 128.0), pow64(2.0, 1024.0)), (f32::INFINITY, INFINITY));
        assert_eq!((pow32(2.0, -149.0), pow64(2.0, -1074.0)), (f32::from_bits(1), 5e-324));
        assert_eq!((pow32(2.0, -150.5), pow64(2.0, -1075.5)), (0.0, 0.0));
        assert_eq!(
            (pow32(f32::from_bits(1), 0.5), pow64(5e-324, 0.5)),
            (3.743_392e-23, 2_f64.powi(-537))
        );
        assert_eq!((pow32(f32::MAX, 1.0), pow64(f64::MAX, 1.0)), (f32::MAX, f64::MAX));
        assert_eq!((pow32(2.0, 0.5), pow64(2.0, 0.5)), (SQRT_2 as f32, SQRT_2));
        assert!(pow64(-0.125, 1.0 - f64::EPSILON).is_nan());
    }
}
