//! Angles as multiples of π/2 or π, and what is left.

use super::payne_hanek::{modulo_4, reduce_large, reduce_large_single};
use crate::{Float, Isa, MaskOf, Vector};
use tightloop_array_core::Element;

/// An angle, `quadrant * π/2 + high + low`, where `|high + low|` is at most π/4, or a little more.
#[derive(Clone, Copy)]
pub struct Reduced<S: Isa, T: Float> {
    /// An integer, of which only the last two bits have a meaning.
    pub quadrant: Vector<S, T::Bits>,
    /// What is left, rounded.
    pub high: Vector<S, T>,
    /// The rounding error of `high`.
    pub low: Vector<S, T>,
}

/// The floats whose angles can be reduced.
///
/// Sollya computes the constants: with `P` for the precision of the type, and `S` = 33 (`f64`) or
/// 24 (`f32`):
///
/// ```text
/// a = round(pi/2, P, RN); b = round(pi/2 - a, S, RN); a; b; round(pi/2 - a - b, P, RN);
/// round(2/pi, P, RN); round(pi, P, RN); round(pi - round(pi, P, RN), P, RN);
/// ```
pub trait QuarterTurns: Float {
    /// `1.5 * 2^`[`MANTISSA_BITS`](Float::MANTISSA_BITS): the floats around it are the integers.
    const ROUNDER: Self;
    /// 2/π.
    const PER_RADIAN: Self;
    /// π/2 as a sum of three numbers.
    const QUARTER_TURN: [Self; 3];
    /// π as a sum of two numbers.
    const HALF_TURN: [Self; 2];
    /// The largest angle for which [`subtract`](Self::subtract) is accurate.
    const LARGEST: Self;

    /// `x - n * π/2` as the sum of two numbers, for `0 <= x <= LARGEST` and the nearest integer
    /// `n`.
    fn subtract<S: Isa>(x: Vector<S, Self>, n: Vector<S, Self>) -> [Vector<S, Self>; 2];

    /// Reduces an angle `x >= 2`, however large. If `x` is infinite or NaN, `high` is NaN.
    fn reduce_large<S: Isa>(x: Vector<S, Self>) -> Reduced<S, Self>;
}

impl QuarterTurns for f64 {
    const ROUNDER: f64 = 6_755_399_441_055_744.0;
    const PER_RADIAN: f64 = core::f64::consts::FRAC_2_PI;
    const QUARTER_TURN: [f64; 3] =
        [core::f64::consts::FRAC_PI_2, 6.12323399538461e-17, 3.5215598651832e-27];
    const HALF_TURN: [f64; 2] = [core::f64::consts::PI, 1.2246467991473532e-16];
    const LARGEST: f64 = 1_600_000.0;

    /// The first difference is exact, and so are the products with the second part, which has 33
    /// bits.
    #[inline(always)]
    fn subtract<S: Isa>(x: Vector<S, f64>, n: Vector<S, f64>) -> [Vector<S, f64>; 2] {
        let [first, second, third] = x.like_each(Self::QUARTER_TURN);
        let left = n.neg_mul_add(first, x);
        let high = n.neg_mul_add(second, left);
        let lost = n.neg_mul_add(second, left - high);
        [high, n.neg_mul_add(third, lost)]
    }

    #[inline(always)]
    fn reduce_large<S: Isa>(x: Vector<S, f64>) -> Reduced<S, f64> {
        reduce_large(x)
    }
}

impl QuarterTurns for f32 {
    const ROUNDER: f32 = 12_582_912.0;
    const PER_RADIAN: f32 = core::f32::consts::FRAC_2_PI;
    const QUARTER_TURN: [f32; 3] = [core::f32::consts::FRAC_PI_2, -4.371139e-8, -1.7151245e-15];
    const HALF_TURN: [f32; 2] = [core::f32::consts::PI, -8.742278e-8];
    const LARGEST: f32 = 100_000.0;

    /// The first difference is exact. The product with the second part is the sum of two numbers.
    #[inline(always)]
    fn subtract<S: Isa>(x: Vector<S, f32>, n: Vector<S, f32>) -> [Vector<S, f32>; 2] {
        let [first, second, third] = x.like_each(Self::QUARTER_TURN);
        let left = n.neg_mul_add(first, x);
        let product = n * second;
        let high = left - product;
        let lost = (left - high) - product;
        let lost = n.neg_mul_add(second, product) + lost;
        [high, n.neg_mul_add(third, lost)]
    }

    #[inline(always)]
    fn reduce_large<S: Isa>(x: Vector<S, f32>) -> Reduced<S, f32> {
        let [lower, upper] = x.widen();
        let [[lower_quadrant, lower], [upper_quadrant, upper]] =
            [reduce_large_single(lower), reduce_large_single(upper)];
        let high = Vector::narrow([lower, upper]);
        let [lower_high, upper_high] = high.widen();
        let rounder = x.like(f32::ROUNDER);
        Reduced {
            quadrant: (Vector::narrow([modulo_4(lower_quadrant), modulo_4(upper_quadrant)])
                + rounder)
                .to_bits(),
            high,
            low: Vector::narrow([lower - lower_high, upper - upper_high]),
        }
    }
}

impl<S: Isa, T: QuarterTurns> Reduced<S, T> {
    /// Reduces an angle `x >= 0` in radians, within two bits more than `high` has. If `x` is
    /// infinite or NaN, `high` is NaN.
    ///
    /// Up to [`LARGEST`](QuarterTurns::LARGEST), multiples of three parts of π/2 are subtracted
    /// (Cody and Waite, "Software Manual for the Elementary Functions", 1980); larger angles are
    /// reduced one by one.
    #[inline(always)]
    pub fn radians(x: Vector<S, T>) -> Self {
        let rounder = x.like(T::ROUNDER);
        let biased = x.mul_add(x.like(T::PER_RADIAN), rounder);
        let mut quadrant = biased.to_bits();
        let [mut high, mut low] = T::subtract(x, biased - rounder);
        let is_large = x.gt(x.like(T::LARGEST));
        if is_large.any() {
            let large = T::reduce_large(x);
            quadrant = is_large.select(large.quadrant, quadrant);
            high = is_large.select(large.high, high);
            low = is_large.select(large.low, low);
        }
        Self { quadrant, high, low }
    }

    /// Reduces an angle `x >= 0` in half turns. If `x` is infinite or NaN, `high` is NaN.
    #[inline(always)]
    pub fn half_turns(x: Vector<S, T>) -> Self {
        let (rounder, half) = (x.like(T::ROUNDER), x.like(T::from_f64(0.5)));
        // Below, the nearest multiple of 1/2 is near enough to `rounder`.
        let is_large = x.gt(x.like(T::from_f64(1.0 / 8.0)) * rounder);
        let x = if is_large.any() { within_a_turn(x) } else { x };
        let biased = x.mul_add(x.like(T::from_f64(2.0)), rounder);
        let left = half.neg_mul_add(biased - rounder, x);
        let [pi, pi_rest] = x.like_each(T::HALF_TURN);
        let high = left * pi;
        let low = left.mul_add(pi_rest, left.mul_add(pi, -high));
        Self { quadrant: biased.to_bits(), high, low }
    }
}

/// An angle `x >= 0` in half turns, without full turns: at most 1 in magnitude. Exact.
#[inline(always)]
pub fn within_a_turn<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T> {
    let (half, two) = (x.like(T::from_f64(0.5)), x.like(T::from_f64(2.0)));
    (x * half).round().neg_mul_add(two, x)
}

impl<S: Isa, T: Float> Reduced<S, T> {
    /// Bits of which the uppermost says whether the angle is in the second half of a turn.
    #[inline(always)]
    pub fn second_half(self) -> Vector<S, T::Bits> {
        self.quadrant << (8 * size_of::<T>() as u32 - 2)
    }

    /// Bits of which the uppermost says whether the quadrant is odd.
    #[inline(always)]
    pub fn odd_bit(self) -> Vector<S, T::Bits> {
        self.quadrant << (8 * size_of::<T>() as u32 - 1)
    }

    /// Whether the quadrant is odd.
    #[inline(always)]
    pub fn is_odd(self) -> MaskOf<S, T> {
        let one = self.quadrant.like(T::Bits::ONE);
        (self.quadrant & one).eq(one)
    }
}

/// `x`, with its sign flipped if the uppermost bit of `bits` is set.
#[inline(always)]
pub fn flip<S: Isa, T: Float>(x: Vector<S, T>, bits: Vector<S, T::Bits>) -> Vector<S, T> {
    let sign = x.like(T::from_f64(-0.0)).to_bits();
    Vector::from_bits(x.to_bits() ^ (bits & sign))
}
