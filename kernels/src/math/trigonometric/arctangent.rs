//! Inverse tangents.

use super::arcsine::rough_reciprocal;
use super::reduction::{QuarterTurns, flip};
use crate::math::{long_polynomial, pow2};
use crate::{Float, Isa, MaskOf, Vector};

/// The polynomial that differs between `f32` and `f64`.
pub struct Arctangent<T, const N: usize> {
    /// `(atan(t) / t - 1) / t^2` in powers of `t^2`, for `|t| <= 5/8`. Sollya computes it, with
    /// `(SG, 6)` or `(D, 14)` for `(P, n)`:
    ///
    /// ```text
    /// I = [1e-10; 0.6251^2];
    /// fpminimax(atan(sqrt(x))/sqrt(x), [|1,...,n|], [|P...|], I, absolute, 1);
    /// ```
    polynomial: [T; N],
}

impl Arctangent<f32, 6> {
    /// The polynomial for `f32`.
    pub const SINGLE: Self = Self {
        polynomial: [-0.33333272, 0.19996774, -0.14229007, 0.10643104, -0.07045674, 0.027655978],
    };
}

impl Arctangent<f64, 14> {
    /// The polynomial for `f64`.
    pub const DOUBLE: Self = Self {
        polynomial: [
            -0.3333333333333306,
            0.19999999999935125,
            -0.1428571428031729,
            0.11111110883612788,
            -0.09090903387129015,
            0.07692214735817952,
            -0.06665626973483786,
            0.0587409394973839,
            -0.052155674362663204,
            0.04560654373656598,
            -0.03720400481825532,
            0.025574842724572812,
            -0.01253166660525943,
            0.003137076870365533,
        ],
    };
}

/// The ratio of two sides up to which the angle is that of a polynomial. Nearer to the diagonal, it
/// is measured from there: `atan(y / x) = π/4 + atan((y - x) / (y + x))`. The last ratio is at most
/// 3/13, so its rounding error is small beside π/4.
const NEAR_AXIS: f64 = 0.625;

impl<T: QuarterTurns, const N: usize> Arctangent<T, N> {
    /// The arc tangent.
    #[inline(always)]
    pub fn of<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let [zero, one, two] = x.like_each([T::ZERO, T::ONE, T::from_f64(2.0)]);
        let magnitude = x.abs();
        let is_steep = magnitude.gt(x.like(T::from_f64(1.0 / NEAR_AXIS)));
        let is_diagonal = !is_steep & magnitude.gt(x.like(T::from_f64(NEAR_AXIS)));
        let numerator = is_diagonal.select(magnitude - one, is_steep.select(-one, magnitude));
        let denominator = is_diagonal.select(magnitude + one, is_steep.select(magnitude, one));
        let eighths = is_diagonal.select(one, is_steep.select(two, zero));
        self.turned(eighths, numerator / denominator, zero).copysign(x)
    }

    /// The angle of the point `(x, y)`, in magnitude at most π.
    #[inline(always)]
    pub fn of_point<S: Isa>(&self, y: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        let [zero, one, two] = x.like_each([T::ZERO, T::ONE, T::from_f64(2.0)]);
        let [three, four] = x.like_each([T::from_f64(3.0), T::from_f64(4.0)]);
        let (height, width) = (y.abs(), x.abs());
        let (is_steep, is_left) = (height.gt(width), is_negative(x));
        let (short, long) =
            into_range(is_steep.select(width, height), is_steep.select(height, width));
        let is_diagonal = short.gt(long * x.like(T::from_f64(NEAR_AXIS)));
        let numerator = is_diagonal.select(short - long, short);
        let denominator = is_diagonal.select(short + long, long);
        // Angles are measured from the nearest axis or diagonal, some of them backwards.
        let numerator = flip(is_steep.select(-numerator, numerator), x.to_bits());
        let eighths = is_diagonal
            .select(is_left.select(three, one), is_steep.select(two, is_left.select(four, zero)));
        let ratio = numerator / denominator;
        let rest = ratio.neg_mul_add(denominator, numerator) * rough_reciprocal(denominator);
        self.turned(eighths, ratio, rest).copysign(y)
    }

    /// `eighths * π/4 + atan(ratio + rest)`.
    #[inline(always)]
    fn turned<S: Isa>(
        &self,
        eighths: Vector<S, T>,
        ratio: Vector<S, T>,
        rest: Vector<S, T>,
    ) -> Vector<S, T> {
        let half = ratio.like(T::from_f64(0.5));
        let [quarter, quarter_rest, _] = ratio.like_each(T::QUARTER_TURN);
        let (eighth, eighth_rest) = (quarter * half, quarter_rest * half);
        let square = ratio * ratio;
        // atan(t + r) = atan t + r / (1 + t^2); the last factor need not be accurate.
        let rest = square.neg_mul_add(rest, rest);
        let cube = ratio * square;
        let small = cube.mul_add(long_polynomial(square, &self.polynomial), rest);
        // The product need not be exact, but its difference from the sum is.
        let sum = eighths.mul_add(eighth, ratio);
        let lost = eighths.mul_add(eighth, -sum) + ratio;
        sum + (eighths.mul_add(eighth_rest, small) + lost)
    }
}

/// Numbers with the same ratio for which a division and its error neither overflow nor underflow;
/// if the numerator is so small that it may still, the error does not matter. The numerator is at
/// most as large as the denominator. Zeros become `0 / 1`, infinities `1 / 1`.
#[inline(always)]
fn into_range<S: Isa, T: Float>(
    numerator: Vector<S, T>,
    denominator: Vector<S, T>,
) -> (Vector<S, T>, Vector<S, T>) {
    let (zero, one, infinity) =
        (numerator.like(T::ZERO), numerator.like(T::ONE), numerator.like(T::INFINITY));
    let [bias, digits] = [T::EXPONENT_BIAS, T::MANTISSA_BITS as i32];
    let [lowest, middle, highest] = [
        pow2::<S, T>(numerator.like_int(digits + 2 - bias)),
        pow2(numerator.like_int(64)),
        pow2(numerator.like_int(bias - digits)),
    ];
    let [up, down] = [pow2(numerator.like_int(2 * digits + 8)), pow2(numerator.like_int(-64))];
    let is_rare = numerator.lt(lowest) | denominator.gt(highest);
    if !is_rare.any() {
        return (numerator, denominator);
    }
    let factor = denominator.lt(middle).select(up, denominator.gt(highest).select(down, one));
    let factor = is_rare.select(factor, one);
    let is_infinite = denominator.eq(infinity);
    // A finite number times 0 is 0; NaN stays.
    let of_infinity = numerator.eq(infinity).select(one, numerator * zero);
    let numerator = is_infinite.select(of_infinity, numerator * factor);
    let is_fixed = is_infinite | denominator.eq(zero);
    (numerator, is_fixed.select(one, denominator * factor))
}

/// Whether the sign bit is set.
#[inline(always)]
fn is_negative<S: Isa, T: Float>(x: Vector<S, T>) -> MaskOf<S, T> {
    x.to_bits().bitcast::<T::Int>().lt(x.like_int(0))
}
