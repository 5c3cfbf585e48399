//! Powers of two: reading and changing exponents.

use crate::{Float, Int, Isa, MaskOf, Vector};

/// `x * 2^n`, rounded once, for any `n`.
///
/// If a float holds `2^n` in every lane, one multiplication is enough. If not, `2^n` is split into
/// at most three factors that a float holds. Downwards, each step except the last stays so far
/// above the subnormals that it is exact, unless the final result rounds to zero anyway.
#[inline(always)]
pub fn scale<S: Isa, T: Float>(x: Vector<S, T>, n: Vector<S, T::Int>) -> Vector<S, T> {
    let highest = x.like_int(T::EXPONENT_BIAS);
    let lowest = x.like_int(1 - T::EXPONENT_BIAS);
    let (mut x, mut n) = (x, n);
    if (n.gt(highest) | n.lt(lowest)).any() {
        let down = x.like_int(1 - T::EXPONENT_BIAS + T::MANTISSA_BITS as i32 + 1);
        let (up_factor, down_factor) = (pow2(highest), pow2(down));
        for _ in 0..2 {
            let (too_high, too_low) = (n.gt(highest), n.lt(lowest));
            x = too_high.select(x * up_factor, too_low.select(x * down_factor, x));
            n = too_high.select(n - highest, too_low.select(n - down, n));
        }
        n = n.max(lowest).min(highest);
    }
    x * pow2(n)
}

/// `2^n`, for `n` from the exponent of the smallest normal number to that of the largest.
#[inline(always)]
pub fn pow2<S: Isa, T: Float>(n: Vector<S, T::Int>) -> Vector<S, T> {
    let bias = Vector::splat(n.isa, T::Int::wrapping_from(i64::from(T::EXPONENT_BIAS)));
    Vector::from_bits(((n + bias) << T::MANTISSA_BITS).bitcast())
}

/// How much higher exponents are while results that may be subnormal are computed.
pub const fn lift<T: Float>() -> i32 {
    T::EXPONENT_BIAS / 2
}

/// `t * (1 + u) / 2^n`, where `n` is the [lift](lift()), `u` at most about 1/32, and `t` positive
/// and normal. Rounded once if `u` is 0 or the result normal; else the error is at most half a unit
/// in the last place and a sixty-fourth.
///
/// CPUs need a hundred cycles or more for subnormal results, so none is computed as a float: adding
/// the least normal number, lifted, rounds where subnormal numbers end, and leaves the bits of the
/// result below those of that number.
#[inline(always)]
pub fn lowered<S: Isa, T: Float>(t: Vector<S, T>, u: Vector<S, T>) -> Vector<S, T> {
    let least = pow2(t.like_int(1 - T::EXPONENT_BIAS + lift::<T>()));
    let sum = t + least;
    let lost = t - (sum - least);
    let subnormal = (sum + t.mul_add(u, lost)).to_bits() - least.to_bits();
    let result = t.mul_add(u, t);
    let exponents = t.like_int(lift::<T>()) << T::MANTISSA_BITS;
    let normal = (result.to_bits().bitcast() - exponents).bitcast();
    Vector::from_bits(result.lt(least).select(subnormal, normal))
}

/// Whether `least <= x < limit`, for positive bounds. One comparison tells: the bits are shifted so
/// that those of `limit` are the least signed integer. Then those of negative numbers are below
/// those of `least`, too.
#[inline(always)]
pub fn is_between<S: Isa, T: Float>(
    x: Vector<S, T>,
    least: Vector<S, T>,
    limit: Vector<S, T>,
) -> MaskOf<S, T> {
    let wrap: Vector<S, T::Bits> = x.like(T::from_f64(-0.0)).to_bits();
    let shift = wrap - limit.to_bits();
    let [x, least] = [x.to_bits() + shift, least.to_bits() + shift];
    x.bitcast::<T::Int>().ge(least.bitcast())
}

/// `2^n` as a number, which is normal.
pub const fn power_of_2(n: i32) -> f64 {
    f64::from_bits(((n + 1023) as u64) << 52)
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// The exponent `e` of a positive finite number: `2^e <= x < 2^(e + 1)`. The exponent of zero
    /// is below all others; those of infinity and NaN are above.
    #[inline(always)]
    pub fn exponent(self) -> Vector<S, T::Int> {
        let shift = T::MANTISSA_BITS as i32 + 1;
        // Subnormal numbers are scaled to normal ones.
        let smallest_normal = pow2(self.like_int(1 - T::EXPONENT_BIAS));
        let is_small = self.abs().lt(smallest_normal);
        let normal = is_small.select(self * pow2(self.like_int(shift)), self).abs();
        let exponent =
            (normal.to_bits() >> T::MANTISSA_BITS).bitcast() - self.like_int(T::EXPONENT_BIAS);
        is_small.select(exponent - self.like_int(shift), exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn lowered_numbers_are_nearest() {
        let lift = lift::<f32>();
        for exponent in -151..-120 {
            for fraction in (0..1 << 23).step_by(1009).chain([1, 1 << 22, (1 << 23) - 1]) {
                let mantissa = f32::from_bits(0x3f80_0000 | fraction);
                let t = mantissa * power_of_2(exponent + lift) as f32;
                for u in [0.0, 0.03, -0.03] {
                    // Exact: the product has 48 bits.
                    let wide = f64::from(t) + f64::from(t) * f64::from(u);
                    let expected = wide * power_of_2(-lift);
                    let [t, u] = [t, u].map(|x| Vector::splat(Scalar::new(), x));
                    let found = lowered(t, u).lane(0);
                    let unit = power_of_2(-149).max(expected.abs() * power_of_2(-23));
                    let error = (f64::from(found) - expected).abs() / unit;
                    assert!(error <= 0.5 + 1.0 / 64.0, "{expected:e}: {error}");
                    if u.lane(0) == 0.0 {
                        assert_eq!(found.to_bits(), (expected as f32).to_bits(), "{expected:e}");
                    }
                }
            }
        }
    }

    /// `x * 2^n`, by repeated doubling or halving in a wider type, where it is exact.
    fn expected(x: f32, n: i32) -> f32 {
        let mut wide = f64::from(x);
        // 2^-149 * 2^-600 and 2^127 * 2^600 still fit into an `f64`.
        for _ in 0..n.unsigned_abs().min(600) {
            wide *= if n > 0 { 2.0 } else { 0.5 };
        }
        wide as f32
    }

    #[test]
    fn scaling_rounds_once() {
        let s = Scalar::new();
        let values = [
            1.0,
            1.999_999_9,
            1.5,
            -0.75,
            f32::MAX,
            f32::MIN_POSITIVE,
            1e-45,
            3e-45,
            1.1e-38,
            0.0,
            -0.0,
        ];
        for x in values {
            for n in (-700..=700).chain([i32::MIN, i32::MAX]) {
                let found = scale(Vector::splat(s, x), Vector::splat(s, n)).lane(0);
                assert_eq!(found.to_bits(), expected(x, n).to_bits(), "{x:e} * 2^{n}");
            }
        }
        for n in [-1000, 0, 1000] {
            assert_eq!(
                scale(Vector::splat(s, f32::INFINITY), Vector::splat(s, n)).lane(0),
                f32::INFINITY
            );
            assert!(scale(Vector::splat(s, f32::NAN), Vector::splat(s, n)).lane(0).is_nan());
        }
    }

    #[test]
    fn exponents_bracket_the_number() {
        let s = Scalar::new();
        for (x, e) in [
            (1.0, 0),
            (1.999, 0),
            (2.0, 1),
            (0.5, -1),
            (f64::MIN_POSITIVE, -1022),
            (5e-324, -1074),
            (f64::MAX, 1023),
        ] {
            assert_eq!(Vector::splat(s, x).exponent().lane(0), e, "{x:e}");
        }
    }
}
