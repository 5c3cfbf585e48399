//! Tangents of what reductions leave.

use super::reduction::{QuarterTurns, Reduced, flip};
use crate::math::{Pair, long_polynomial};
use crate::{Isa, Vector};

/// The polynomial that differs between `f32` and `f64`.
pub struct Tangent<T, const N: usize> {
    /// `(1 - r / tan r) / r^2` in powers of `r^2`, for `|r| <= π/4`. It needs fewer terms than the
    /// tangent, whose poles are half as far away. Sollya computes it, with `(SG, 4)` or `(D, 9)`
    /// for `(P, n)`:
    ///
    /// ```text
    /// I = [1e-6; (pi/4 * 1.0001)^2];
    /// fpminimax(1-sqrt(x)/tan(sqrt(x)), [|1,...,n|], [|P...|], I, absolute);
    /// ```
    polynomial: [T; N],
}

impl Tangent<f32, 4> {
    /// The polynomial for `f32`.
    pub const SINGLE: Self =
        Self { polynomial: [0.33333308, 0.022226231, 0.0020971699, 0.0002474134] };
}

impl Tangent<f64, 9> {
    /// The polynomial for `f64`.
    pub const DOUBLE: Self = Self {
        polynomial: [
            0.3333333333333344,
            0.022222222222152112,
            0.00211640211795568,
            0.00021164019476241328,
            2.13779027415081e-5,
            2.1640214381081076e-6,
            2.201262482486043e-7,
            2.1045885812081044e-8,
            3.095987723133376e-9,
        ],
    };
}

impl<T: QuarterTurns, const N: usize> Tangent<T, N> {
    /// The tangent of an angle; NaN if `high` is 0 in an odd quadrant.
    ///
    /// With `c = r / tan r`, it is `r / c`, or, in odd quadrants, `-c / r`.
    #[inline(always)]
    pub fn of<S: Isa>(&self, angle: Reduced<S, T>) -> Vector<S, T> {
        let Reduced { high, low, .. } = angle;
        let [one, slope] = high.like_each([T::ONE, T::from_f64(-0.36)]);
        let square = high * high;
        let series = long_polynomial(square, &self.polynomial);
        let c = square.neg_mul_add(series, one);
        let lost = square.neg_mul_add(series, one - c);
        // What the square lacks, times the derivative.
        let rest = (high + high).mul_add(low, high.mul_add(high, -square));
        let c = Pair::new(c, rest.mul_add(slope, lost));

        // Near multiples of π/2, `low` may be more than the last place of `high`.
        let (r, is_odd) = (Pair::quick_sum(high, low), angle.is_odd());
        let (numerator, denominator) = (Pair::select(is_odd, c, r), Pair::select(is_odd, r, c));
        let inverse = one / denominator.high;
        let quotient = numerator.high * inverse;
        let rest = quotient.neg_mul_add(denominator.high, numerator.high);
        let rest = rest + quotient.neg_mul_add(denominator.low, numerator.low);
        flip(rest.mul_add(inverse, quotient), angle.odd_bit())
    }

    /// As [`of`](Self::of), but if `high` is 0, nothing is left: then the tangent is zero or
    /// infinite, with the sign of the half of the turn.
    #[inline(always)]
    pub fn of_exact<S: Isa>(&self, angle: Reduced<S, T>) -> Vector<S, T> {
        let zero = angle.high.like(T::ZERO);
        let (tangent, is_zero) = (self.of(angle), angle.high.eq(zero));
        if !is_zero.any() {
            return tangent;
        }
        let magnitude = angle.is_odd().select(zero.like(T::INFINITY), zero);
        is_zero.select(flip(magnitude, angle.second_half()), tangent)
    }
}
