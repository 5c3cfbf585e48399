//! Powers with 70 bits, for sums in which they nearly cancel.

use super::{LN_2, Pair, Sixteenths, polynomial};
use crate::{Isa, Vector};

/// A base of powers `b^x`.
pub struct Base<const PARTS: usize> {
    /// The number of sixteenths in the exponent of 2, for each 1 in the exponent of `b`.
    pub steps: f64,
    /// The parts of the inverse of that.
    pub step: [f64; PARTS],
    /// `ln(b)`, and its rounding error.
    pub ln: [f64; 2],
}

impl Base<2> {
    /// `e`, with the constants of [`Exp`](crate::ops::Exp).
    pub const E: Self = Self {
        steps: 23.083120654223414,
        step: [0.04332169878499658, 1.4494042586539372e-18],
        ln: [1.0, 0.0],
    };
}

impl Base<1> {
    /// 2.
    pub const TWO: Self = Self { steps: 16.0, step: [0.0625], ln: LN_2 };
}

/// A power with 70 bits, which is not near the range of subnormal numbers.
pub struct LongPower<S: Isa> {
    /// The nearest power of `2^(1/16)`, rounded.
    t: Vector<S, f64>,
    /// What is to be added to it.
    rest: Pair<S, f64>,
}

/// Taylor's series of `(e^z - 1 - z - z^2 / 2) / z^3`, for `|z| < 0.022`.
const POLYNOMIAL: [f64; 8] = [
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
];

impl<const PARTS: usize> Base<PARTS> {
    /// `b^x`.
    #[inline(always)]
    pub fn power<S: Isa>(&self, x: Vector<S, f64>) -> LongPower<S> {
        let steps = Sixteenths::nearest(x, self.steps);
        let mut r = Pair::of(steps.rest(x, &[self.step[0]]));
        for &part in &self.step[1..] {
            let product = Pair::product(steps.n, x.like(part));
            r = Pair::sum(r.high, -product.high).plus(r.low - product.low);
        }

        // `e^z - 1 = z + z^2 / 2 + ..`
        let z = r.times_pair(Pair::splat(x.isa, self.ln));
        let half_square = Pair::product(z.high, z.high * 0.5);
        let cube = z.high * z.high * z.high;
        let low = z.low.mul_add(z.high, z.low) + half_square.low;
        let low = cube.mul_add(polynomial(z.high, &POLYNOMIAL), low);
        let expm1 = Pair::quick_sum(z.high, half_square.high).plus(low);

        let [t, u] = steps.power();
        LongPower { t, rest: expm1.plus(u.mul_add(expm1.high, u)).times(t) }
    }
}

impl<S: Isa> LongPower<S> {
    /// The power.
    #[inline(always)]
    pub fn sum(self) -> Pair<S, f64> {
        Pair::quick_sum(self.t, self.rest.high).with_rest(self.rest.low)
    }

    /// The power minus 1, of which cancellation takes no digits.
    #[inline(always)]
    pub fn minus_1(self) -> Pair<S, f64> {
        Pair::sum(self.t, self.t.like(-1.0)).plus_pair(self.rest)
    }
}
