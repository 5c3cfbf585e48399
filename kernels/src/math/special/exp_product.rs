//! `e^x * y` for numbers of more digits than a float has.

use crate::math::{polynomial, pow2};
use crate::{Float, Int, Isa, Vector};

/// The floats that [`exp_product`] is for, with its constants. Sollya computes them, with
/// `(SG, 3, 8)` or `(D, 6, 16)` for `(p, d, n)`:
///
/// ```text
/// round(n/log(2), p, RN); h = round(log(2)/n, p, RN); h; round(log(2)/n - h, p, RN);
/// I = [-log(2)/(2*n) * 1.0001; log(2)/(2*n) * 1.0001];
/// fpminimax(expm1(x)/x, d, [|p...|], I, absolute);
/// for i from 0 to n-1 do { t = round(2^(i/n), p, RN); print(t, round(2^(i/n)/t - 1, p, RN)); };
/// ```
pub trait ExpProduct: Float {
    /// `1.5 * 2^`[`MANTISSA_BITS`](Float::MANTISSA_BITS): adding it rounds to an integer, and
    /// leaves that in the last bits.
    const ROUNDER: Self;
    /// The binary logarithm of the number of steps per power of two.
    const STEP_BITS: u32;
    /// The number of steps over `ln(2)`.
    const STEPS: Self;
    /// The inverse of that, and its rounding error.
    const STEP: [Self; 2];
    /// `t` and `u` with `2^(i / steps) = t * (1 + u)`, for `i` in the low bits.
    fn power<S: Isa>(i: Vector<S, Self::Int>) -> [Vector<S, Self>; 2];
    /// `(e^r - 1) / r`.
    fn expm1_over<S: Isa>(r: Vector<S, Self>) -> Vector<S, Self>;
}

/// `e^(x[0] + x[1]) * (y[0] + y[1])` as the sum of two floats, within about 2^-5 units in the last
/// place of the first one. `x[1]` is at most some units in the last place of `x[0]`, and `y[1]` may
/// be up to a quarter of `y[0]`; the smaller it is, the more accurate is the result.
///
/// If the product is near the range of subnormal numbers or below, the second float is 0, and the
/// first the product, rounded once. `x[0]` is between ±800 (`f64`) or ±140 (`f32`).
#[inline(always)]
pub fn exp_product<S: Isa, T: ExpProduct>(
    x: [Vector<S, T>; 2],
    y: [Vector<S, T>; 2],
) -> [Vector<S, T>; 2] {
    let rounder = x[0].like(T::ROUNDER);
    let shifted = x[0].mul_add(x[0].like(T::STEPS), rounder);
    let n = shifted - rounder;
    let bits: Vector<S, T::Int> = shifted.to_bits().bitcast();
    let [high, low] = T::STEP;
    let r = n.neg_mul_add(x[0].like(high), x[0]);
    let r = n.neg_mul_add(x[0].like(low), r) + x[1];

    // The power is t * (1 + u) * 2^k.
    let [t, rest] = T::power(bits);
    let u = r.mul_add(T::expm1_over(r), rest);
    let large = t * y[0];
    let lost = t.mul_add(y[0], -large);
    let rest = t * y[1];
    let small = u.mul_add(large + rest, rest + lost);

    // The number of bits between the last of `n` and that of an exponent.
    let shift = T::MANTISSA_BITS - T::STEP_BITS;
    let exponent_mask = bits.like(T::Int::wrapping_from(-1 << T::MANTISSA_BITS));
    let bias = T::Int::wrapping_from(i64::from(T::EXPONENT_BIAS) << T::MANTISSA_BITS);
    let scale = Vector::from_bits((((bits << shift) & exponent_mask) + bits.like(bias)).bitcast());
    let product = [large * scale, small * scale];

    // Beyond this, the scale may not be a float, or the small term may not be normal.
    let near_end = (T::EXPONENT_BIAS - T::MANTISSA_BITS as i32 - 16) << T::STEP_BITS;
    let near_end = n.abs().ge(n.like(T::from_f64(f64::from(near_end))));
    if !near_end.any() {
        return product;
    }
    let k = (bits - rounder.to_bits().bitcast()) >> T::STEP_BITS;
    let half = k >> 1;
    let (half, other_half) = (pow2::<S, T>(half), pow2::<S, T>(k - half));
    let (large, small) = (large * half, small * half);
    let smallest_normal = pow2(large.like_int(1 - T::EXPONENT_BIAS));
    let subnormal = (large * other_half).abs().lt(smallest_normal);
    // A power of two just above is exact even as a subnormal number, so only the last sum rounds.
    let two = large.like(T::from_f64(2.0));
    let exponent_mask: Vector<S, T::Bits> = exponent_mask.bitcast();
    let above = Vector::from_bits(large.to_bits() & exponent_mask) * two;
    let below = (small + (large - above)).mul_add(other_half, above * other_half);
    let end = subnormal.select(below, (large + small) * other_half);
    [near_end.select(end, product[0]), near_end.select(end.like(T::ZERO), product[1])]
}

impl ExpProduct for f32 {
    const ROUNDER: f32 = 12_582_912.0;
    const STEP_BITS: u32 = 3;
    const STEPS: f32 = 11.54156;
    const STEP: [f32; 2] = [0.0866434, -2.3808178e-10];
    #[inline(always)]
    fn power<S: Isa>(i: Vector<S, i32>) -> [Vector<S, f32>; 2] {
        [Vector::lookup_8(&SINGLE[0], i), Vector::lookup_8(&SINGLE[1], i)]
    }
    #[inline(always)]
    fn expm1_over<S: Isa>(r: Vector<S, f32>) -> Vector<S, f32> {
        polynomial(r, &[1.0, 0.5, 0.16667971, 0.041669022])
    }
}

#[expect(clippy::approx_constant, reason = "a table of numbers, one of which has a name")]
const SINGLE: [[f32; 8]; 2] = [
    [1.0, 1.0905077, 1.1892071, 1.2968396, 1.4142135, 1.5422108, 1.6817929, 1.8340081],
    [
        0.0,
        -1.19921575e-08,
        3.193418e-08,
        -3.099072e-08,
        1.7114271e-08,
        5.233334e-09,
        -1.4719605e-08,
        -6.1282597e-09,
    ],
];

impl ExpProduct for f64 {
    const ROUNDER: f64 = 6_755_399_441_055_744.0;
    const STEP_BITS: u32 = 4;
    const STEPS: f64 = 23.083120654223414;
    const STEP: [f64; 2] = [0.04332169878499658, 1.4494042586539372e-18];
    #[inline(always)]
    fn power<S: Isa>(i: Vector<S, i64>) -> [Vector<S, f64>; 2] {
        [Vector::lookup(&DOUBLE[0], i), Vector::lookup(&DOUBLE[1], i)]
    }
    #[inline(always)]
    fn expm1_over<S: Isa>(r: Vector<S, f64>) -> Vector<S, f64> {
        polynomial(
            r,
            &[
                1.0,
                0.5000000000000003,
                0.16666666666666674,
                0.041666666661527935,
                0.00833333333250943,
                0.0013889098043834353,
                0.00019841540783169462,
            ],
        )
    }
}

#[expect(clippy::approx_constant, reason = "a table of numbers, one of which has a name")]
static DOUBLE: [[f64; 16]; 2] = [
    [
        1.0,
        1.0442737824274138,
        1.0905077326652577,
        1.1387886347566916,
        1.189207115002721,
        1.241857812073484,
        1.2968395546510096,
        1.3542555469368927,
        1.4142135623730951,
        1.4768261459394993,
        1.5422108254079407,
        1.6104903319492543,
        1.681792830507429,
        1.7562521603732995,
        1.8340080864093424,
        1.9152065613971474,
    ],
    [
        0.0,
        8.189317638195515e-17,
        -2.7939114859515733e-17,
        7.826573258636076e-17,
        3.3484623336251524e-17,
        3.750854201303127e-17,
        1.9572585293112036e-17,
        5.68648095791174e-17,
        -6.835808657661922e-17,
        -2.3591094770850053e-17,
        5.1548301170786783e-17,
        1.5341410053603723e-17,
        4.875160526227062e-17,
        1.685487290628973e-17,
        1.790126907604513e-17,
        -5.545065618639427e-17,
    ],
];
