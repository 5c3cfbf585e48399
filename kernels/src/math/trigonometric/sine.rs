//! Sines and cosines of what reductions leave.

use super::reduction::{Reduced, flip};
use crate::math::polynomial;
use crate::{Isa, Vector};

/// `(sin(r) / r - 1) / r^2` in powers of `r^2`, for `|r| <= π/4`. Sollya computes it:
///
/// ```text
/// I = [1e-12; (pi/4 * 1.0001)^2];
/// fpminimax(sin(sqrt(x))/sqrt(x), [|1,...,6|], [|D...|], I, absolute, 1);
/// ```
const SINE: [f64; 6] = [
    -0.16666666666666632,
    0.00833333333332249,
    -0.00019841269829857063,
    2.755731370645297e-6,
    -2.5050760110655603e-8,
    1.5896899224460556e-10,
];

/// `(cos(r) - 1 + r^2 / 2) / r^4` in powers of `r^2`, for `|r| <= π/4`, from
///
/// ```text
/// fpminimax(cos(sqrt(x)), [|2,...,7|], [|D...|], I, absolute, 1 - x/2);
/// ```
const COSINE: [f64; 6] = [
    0.0416666666666666,
    -0.0013888888888874478,
    2.4801587289675145e-5,
    -2.7557314402098614e-7,
    2.087572941462085e-9,
    -1.1359940151314212e-11,
];

impl<S: Isa> Reduced<S, f64> {
    /// The sine and cosine of `high + low`, each with an error little above half a unit in the
    /// last place: the last step adds a small term to a large one.
    #[inline(always)]
    fn near_zero(self) -> [Vector<S, f64>; 2] {
        let Self { high, low, .. } = self;
        let (one, half_high) = (high.like(1.0), high * 0.5);
        let square = high * high;
        let large = half_high.neg_mul_add(high, one);
        // sin(h + l) = sin h + l * cos h
        let small = (high * square).mul_add(polynomial(square, &SINE), low * large);
        let sine = high + small;

        // cos(h + l) = cos h - l * sin h
        let lost = half_high.neg_mul_add(high, one - large);
        let small = high.neg_mul_add(low, lost);
        let small = (square * square).mul_add(polynomial(square, &COSINE), small);
        [sine, large + small]
    }

    /// The sine and cosine of the angle.
    #[inline(always)]
    pub fn sine_cosine(self) -> [Vector<S, f64>; 2] {
        let [sine, cosine] = self.near_zero();
        let is_odd = self.is_odd();
        let next = Self { quadrant: self.quadrant + self.quadrant.like(1), ..self };
        [
            flip(is_odd.select(cosine, sine), self.second_half()),
            flip(is_odd.select(sine, cosine), next.second_half()),
        ]
    }
}
