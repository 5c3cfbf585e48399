//! `e^x` and `e^-x` together: what hyperbolic functions are made of.

use super::polynomial;
use crate::{Float, Int, Isa, Vector};

/// The floats with constants for `e^x` near 0. Sollya computes them, with `(SG, 6, 7, 4)` or
/// `(D, 12, 11, 9)` for `(p, c, s, d)`:
///
/// ```text
/// round(1/log(2), p, RN); h = round(log(2), p, RN); h; round(log(2) - h, p, RN);
/// I = [2^-40; 0.4952];
/// fpminimax(cosh(x) - 1, [|2, 4, .., c|], [|p...|], I, absolute);
/// fpminimax(sinh(x) - x, [|3, 5, .., s|], [|p...|], I, absolute);
/// fpminimax((expm1(x) - x)/x^2, d, [|p...|], log(2)/2 * [-1.001; 1.001], absolute);
/// ```
pub trait HyperbolicConstants: Float {
    /// `1 / ln(2)`.
    const LOG2_E: Self;
    /// `ln(2)`, and its rounding error.
    const LN_2: [Self; 2];
    /// `(cosh(r) - 1) / r^2`, a polynomial in `r^2`.
    const COSH: &'static [Self];
    /// `(sinh(r) - r) / r^3`, a polynomial in `r^2`.
    const SINH: &'static [Self];
    /// `(e^r - 1 - r) / r^2`, a polynomial in `r`.
    const EXP: &'static [Self];
    /// `1.5 * 2^`[`MANTISSA_BITS`](Float::MANTISSA_BITS) plus `EXPONENT_BIAS - 1`. The floats
    /// around it are integers. So adding it to a number rounds that to an integer `n`, and gives a
    /// float whose last bits are the exponent bits of `2^(n-1)`.
    const ROUNDER: Self;
    /// Up to here, no power is out of range.
    const LARGE: Self;
    /// The largest number whose hyperbolic sine and cosine are finite.
    const LAST: Self;
}

impl HyperbolicConstants for f32 {
    const LOG2_E: f32 = core::f32::consts::LOG2_E;
    const LN_2: [f32; 2] = [core::f32::consts::LN_2, -1.904_654_2e-9];
    const COSH: &'static [f32] = &[0.50000006, 0.04166509, 0.0014003706];
    const SINH: &'static [f32] = &[0.16666667, 0.008333173, 0.00019965619];
    const EXP: &'static [f32] = &[0.5, 0.16666576, 0.041666463, 0.008363273, 0.0013935338];
    const ROUNDER: f32 = 12_582_912.0 + 126.0;
    const LARGE: f32 = 87.0;
    const LAST: f32 = 89.415_985;
}

impl HyperbolicConstants for f64 {
    const LOG2_E: f64 = core::f64::consts::LOG2_E;
    const LN_2: [f64; 2] = super::LN_2;
    const COSH: &'static [f64] = &[
        0.5,
        0.04166666666666735,
        0.0013888888888610696,
        2.4801587713042578e-05,
        2.7557035872456374e-07,
        2.096900707002865e-09,
    ];
    const SINH: &'static [f64] = &[
        0.16666666666667276,
        0.00833333333304476,
        0.00019841270316526668,
        2.7556964590238415e-06,
        2.5174989611875272e-08,
    ];
    const EXP: &'static [f64] = &[
        0.5000000000000001,
        0.16666666666666674,
        0.04166666666662294,
        0.008333333333322554,
        0.0013888888917630484,
        0.00019841269885769095,
        2.4801520765521165e-05,
        2.755724311305161e-06,
        2.76203096917595e-07,
        2.510979545766977e-08,
    ];
    const ROUNDER: f64 = 6_755_399_441_055_744.0 + 1022.0;
    const LARGE: f64 = 708.0;
    const LAST: f64 = 710.475_860_073_943_9;
}

/// `e^x` and `e^-x` for `x >= 0`: as the product of `2^n`, or `2^-n`, and functions of `r = x - n *
/// ln(2)`, for the integer `n` for which `r` is from -1/4 to 1/2, nearly.
///
/// Below 0, the error of the sums would double with each power of two that the result is smaller
/// than its largest term. So `r` is hardly ever below.
#[derive(Clone, Copy)]
pub struct OppositePowers<S: Isa, T: Float> {
    x: Vector<S, T>,
    /// `2^n / 2`, unless that is out of range.
    up: Vector<S, T>,
    /// `2^-n / 2`.
    down: Vector<S, T>,
    /// `r`, less a number so small that it joins `sinh_rest`. It is exact.
    nearly_r: Vector<S, T>,
    /// `sinh(r) - r`.
    sinh_rest: Vector<S, T>,
    /// `cosh(r) - 1`.
    cosh_rest: Vector<S, T>,
}

impl<S: Isa, T: HyperbolicConstants> OppositePowers<S, T> {
    /// Splits `x`, which is not negative.
    #[inline(always)]
    pub fn new(x: Vector<S, T>) -> Self {
        let rounder = x.like(T::ROUNDER);
        let biased = x.mul_add(x.like(T::LOG2_E), x.like(T::from_f64(-0.14))) + rounder;
        let n = biased - rounder;
        let [high, low] = T::LN_2;
        let nearly_r = n.neg_mul_add(x.like(high), x);
        let r = n.neg_mul_add(x.like(low), nearly_r);

        let up = biased.to_bits() << T::MANTISSA_BITS;
        let both = i64::from(2 * (T::EXPONENT_BIAS - 1)) << T::MANTISSA_BITS;
        let down = up.like(T::Bits::wrapping_from(both)) - up;

        let square = r * r;
        OppositePowers {
            x,
            up: Vector::from_bits(up),
            down: Vector::from_bits(down),
            nearly_r,
            sinh_rest: n.neg_mul_add(x.like(low), square * r * polynomial(square, T::SINH)),
            cosh_rest: square * polynomial(square, T::COSH),
        }
    }

    /// The hyperbolic sine.
    #[inline(always)]
    pub fn sinh(self) -> Vector<S, T> {
        let (sum, difference) = (self.up + self.down, self.up - self.down);
        let lost = (self.up - difference) - self.down;
        let small = difference.mul_add(self.cosh_rest, lost);
        let small = sum.mul_add(self.sinh_rest, small);
        let twice = self.down + self.down;
        let small = difference.mul_add(self.nearly_r, twice.mul_add(self.nearly_r, small));
        self.in_range(difference + small)
    }

    /// The hyperbolic cosine.
    #[inline(always)]
    pub fn cosh(self) -> Vector<S, T> {
        let (sum, difference) = (self.up + self.down, self.up - self.down);
        let small = sum.mul_add(self.cosh_rest, self.down);
        let small = difference.mul_add(self.nearly_r, difference.mul_add(self.sinh_rest, small));
        self.in_range(self.up + small)
    }

    /// `y` in the lanes where powers are in range.
    #[inline(always)]
    fn in_range(self, y: Vector<S, T>) -> Vector<S, T> {
        let large = self.x.gt(self.x.like(T::LARGE));
        if !large.any() {
            return y;
        }
        // Half of `up` is in range, and `down` is too small to matter.
        let one = Vector::splat(self.x.isa, T::Bits::wrapping_from(1)) << T::MANTISSA_BITS;
        let half = Vector::<S, T>::from_bits(self.up.to_bits() - one);
        let half_y = half + half.mul_add(self.nearly_r, half * (self.sinh_rest + self.cosh_rest));
        let overflows = self.x.gt(self.x.like(T::LAST));
        let y = large.select(half_y + half_y, y);
        overflows.select(y.like(T::INFINITY), y)
    }
}
