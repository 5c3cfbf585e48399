//! Tangents of what reductions leave.

use super::reduction::{QuarterTurns, Reduced, flip};
use crate::math::long_polynomial;
use crate::{Isa, Vector};

/// The polynomial that differs between `f32` and `f64`.
pub struct Tangent<T, const N: usize> {
    /// `(tan(r) / r - 1) / r^2` in powers of `r^2`, for `|r| <= π/4`. Sollya computes it, with
    /// `(SG, 7)` or `(D, 15)` for `(P, n)`:
    ///
    /// ```text
    /// I = [1e-12; (pi/4 * 1.0001)^2];
    /// fpminimax(tan(sqrt(x))/sqrt(x), [|1,...,n|], [|P...|], I, absolute, 1);
    /// ```
    polynomial: [T; N],
}

impl Tangent<f32, 7> {
    /// The polynomial for `f32`.
    pub const SINGLE: Self = Self {
        polynomial: [
            0.33333352,
            0.1333259,
            0.05406732,
            0.021247163,
            0.010920135,
            -1.0731263e-5,
            0.004423014,
        ],
    };
}

impl Tangent<f64, 15> {
    /// The polynomial for `f64`.
    pub const DOUBLE: Self = Self {
        polynomial: [
            0.3333333333333338,
            0.13333333333325276,
            0.05396825397294972,
            0.021869488398041308,
            0.008863237940931627,
            0.0035921007197222904,
            0.001456046434102865,
            0.0005888614612358184,
            0.00024375779165270903,
            8.355252580569552e-5,
            6.72145983460316e-5,
            -2.5601418611933865e-5,
            4.859032816961805e-5,
            -2.4242499157681676e-5,
            9.79016390719511e-6,
        ],
    };
}

impl<T: QuarterTurns, const N: usize> Tangent<T, N> {
    /// The tangent of an angle; NaN if `high` is 0 in an odd quadrant.
    ///
    /// In odd quadrants, it is `-1 / tan(high + low)`.
    #[inline(always)]
    pub fn of<S: Isa>(&self, angle: Reduced<S, T>) -> Vector<S, T> {
        let Reduced { high, low, .. } = angle;
        let [one, slope, three_halves] =
            high.like_each([T::ONE, T::from_f64(0.6), T::from_f64(1.5)]);
        let square = high * high;
        // tan(h + l) = tan h + l * (1 + tan(h)^2). The square has an error, too, with which small
        // terms grow as `slope * high`, if they are large. Neither factor need be accurate.
        let low = (low * square).mul_add(three_halves, low);
        let low = high.mul_add(high, -square).mul_add(high * slope, low);
        let small = (high * square).mul_add(long_polynomial(square, &self.polynomial), low);
        let large = high + small;

        let small = small - (large - high);
        let inverse = one / large;
        let error = small.neg_mul_add(inverse, large.neg_mul_add(inverse, one));
        let inverse = inverse.mul_add(error, inverse);
        let magnitude = angle.is_odd().select(inverse, large);
        flip(magnitude, angle.odd_bit())
    }

    /// As [`of`](Self::of), but if `high` is 0, nothing is left: then the tangent is zero or
    /// infinite, with the sign of the half of the turn.
    #[inline(always)]
    pub fn of_exact<S: Isa>(&self, angle: Reduced<S, T>) -> Vector<S, T> {
        let zero = angle.high.like(T::ZERO);
        let magnitude = angle.is_odd().select(zero.like(T::INFINITY), zero);
        let exact = flip(magnitude, angle.second_half());
        angle.high.eq(zero).select(exact, self.of(angle))
    }
}
