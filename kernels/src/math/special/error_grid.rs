//! The error function between the points of a grid, by Taylor's series.
//!
//! `erf` and its complement have the derivatives `±s`, with `s = 2 / sqrt(pi) * e^(-r^2)` at `r`.
//! Let `d` be the distance from the nearest point `r` of a grid of 64 points per unit. Then
//! `erf(r + d) = erf(r) + s * d * (1 + t)`, where the small `t` is the integral of
//! `e^(r^2 - (r + x)^2)` for `x` from 0 to `d`, divided by `d`, less 1. Its series in `d` has
//! polynomials in `r` as coefficients. So a table needs two numbers per point, `s` and the value,
//! of which the second has a rest. The compiler computes them.

use crate::math::{Pair, polynomial};
use crate::{Isa, Vector};

/// The number of points of the grid per unit.
const STEPS: usize = 64;

/// The distance of two points.
const STEP: f64 = 1.0 / STEPS as f64;

/// The floats around this are multiples of the step, whose last bits say which.
const ROUNDER: f64 = 1.5 * (1_u64 << 52) as f64 * STEP;

/// The number of points, from 0 on.
const POINTS: usize = 512;

/// For each point `r`: the value there in two parts, and `s`. The last column makes rows a power of
/// two.
pub type Grid<const ROWS: usize> = [[f64; 4]; ROWS];

/// The point of the grid next to each lane.
#[derive(Clone, Copy)]
pub struct Nearest<S: Isa> {
    /// The point.
    pub r: Vector<S, f64>,
    /// Its number, in the low bits.
    row: Vector<S, i64>,
}

impl<S: Isa> Nearest<S> {
    /// The point next to `x`, from 0, or -7.9 for a grid with negative points, to 7.9.
    #[inline(always)]
    pub fn to(x: Vector<S, f64>) -> Self {
        let rounder = x.like(ROUNDER);
        let shifted = x + rounder;
        Self { r: shifted - rounder, row: shifted.to_bits().bitcast() }
    }

    /// The value at the point, and `s`.
    ///
    /// The rounding error of `s` counts only next to the first point after 0, where `s * d` may be
    /// as large as the result.
    #[inline(always)]
    pub fn value_and_slope<const ROWS: usize>(self, grid: &Grid<ROWS>) -> [Pair<S, f64>; 2] {
        let value = Pair::new(Vector::gather(grid, 0, self.row), Vector::gather(grid, 1, self.row));
        let slope = Vector::gather(grid, 2, self.row);
        let is_first = self.row.eq(self.row.like((ROUNDER + STEP).to_bits().cast_signed()));
        let rest = is_first.select(slope.like(const { slopes()[1][1] }), slope.like(0.0));
        [value, Pair::new(slope, rest)]
    }

    /// `t`, for the distance `d`, by the series up to the sixth power, or to the eighth.
    #[inline(always)]
    pub fn excess<const TO_EIGHTH: bool>(self, d: Vector<S, f64>) -> Vector<S, f64> {
        let (v, square) = (self.r * self.r, d * d);
        let (mut even, mut odd) = (polynomial(v, &SIXTH), polynomial(v, &FIFTH));
        if TO_EIGHTH {
            even = polynomial(v, &EIGHTH).mul_add(square, even);
            odd = polynomial(v, &SEVENTH).mul_add(square, odd);
        }
        even = even.mul_add(square, polynomial(v, &FOURTH)).mul_add(square, polynomial(v, &SECOND));
        odd = odd.mul_add(square, polynomial(v, &THIRD)).mul_add(square, v.like(-1.0));
        even.mul_add(square, (self.r * d) * odd)
    }
}

/// `erfc(z + rest)`, for `|z|` up to [`COMPLEMENT_LIMIT`]. Further down, it is 2.
#[inline(always)]
pub fn complement<S: Isa>(z: Vector<S, f64>, rest: Vector<S, f64>) -> Pair<S, f64> {
    let nearest = Nearest::to(z);
    let d = (z - nearest.r) + rest;
    let value =
        Pair::new(Vector::gather(&ERFC, 0, nearest.row), Vector::gather(&ERFC, 1, nearest.row));
    let slope = Vector::gather(&ERFC, 2, nearest.row);
    let small = (slope * d).neg_mul_add(nearest.excess::<true>(d), value.low);
    Pair::new(value.high, slope.neg_mul_add(d, small))
}

/// The largest argument of [`complement`].
pub const COMPLEMENT_LIMIT: f64 = 6.0;

// The coefficients of `d^2, d^3, ..` in the series of `t`, as polynomials in `r^2` or, for odd
// powers, `r` times such polynomials. That of `d` is `-r`.
const SECOND: [f64; 2] = coefficient(2);
const THIRD: [f64; 2] = coefficient(3);
const FOURTH: [f64; 3] = coefficient(4);
const FIFTH: [f64; 3] = coefficient(5);
const SIXTH: [f64; 4] = coefficient(6);
const SEVENTH: [f64; 4] = coefficient(7);
const EIGHTH: [f64; 5] = coefficient(8);

/// The coefficient of `d^k`: Hermite's polynomial times `(-1)^k / (k + 1)!`.
const fn coefficient<const N: usize>(k: usize) -> [f64; N] {
    let mut numbers = [0.0; N];
    // That of the highest power is (-2)^k / (k + 1)!.
    let mut number = 1.0 / (k + 1) as f64;
    let mut m = 1;
    while m <= k {
        number *= -2.0 / m as f64;
        m += 1;
    }
    m = 0;
    while m < N {
        let power = k - 2 * m;
        numbers[power / 2] = number;
        m += 1;
        number *= -((power * (power + 1) - 2 * power) as f64) / (4 * m) as f64;
    }
    numbers
}

/// `erf` on the grid, by integrals from one point to the next.
pub static ERF: Grid<POINTS> = {
    let slopes = slopes();
    let mut value = [0.0; 2];
    let mut rows = [[0.0; 4]; POINTS];
    let mut i = 0;
    while i < POINTS {
        rows[i] = [value[0], value[1], slopes[i][0], 0.0];
        value = sum(value, product(slopes[i], integral(i)));
        i += 1;
    }
    rows
};

/// `erfc` on the grid, and on the negative points, in the last rows, by integrals from far above
/// downwards. They begin with the first term of an asymptotic series, whose error matters less and
/// less, because further down all else is larger.
pub static ERFC: Grid<{ 2 * POINTS }> = {
    let slopes = slopes();
    let mut value = over(slopes[BEGIN], 2.0 * BEGIN as f64 * STEP);
    let mut rows = [[0.0; 4]; 2 * POINTS];
    let mut i = BEGIN;
    while i > 0 {
        i -= 1;
        value = sum(value, product(slopes[i], integral(i)));
        if i < POINTS {
            let reflected = sum([2.0, 0.0], [-value[0], -value[1]]);
            rows[(2 * POINTS - i) % (2 * POINTS)] = [reflected[0], reflected[1], slopes[i][0], 0.0];
            rows[i] = [value[0], value[1], slopes[i][0], 0.0];
        }
    }
    rows
};

/// Where the computation of [`ERFC`] begins: at 11.
const BEGIN: usize = 11 * STEPS;

/// `s` at the points. The factors from one to the next have a constant ratio.
const fn slopes() -> [[f64; 2]; BEGIN + 1] {
    let mut slopes = [TWO_OVER_SQRT_PI; BEGIN + 1];
    let mut factor = exp([-STEP * STEP, 0.0]);
    let ratio = exp([-2.0 * STEP * STEP, 0.0]);
    let mut i = 0;
    while i < BEGIN {
        slopes[i + 1] = product(slopes[i], factor);
        factor = product(factor, ratio);
        i += 1;
    }
    slopes
}

/// `2 / sqrt(pi)`
const TWO_OVER_SQRT_PI: [f64; 2] = [core::f64::consts::FRAC_2_SQRT_PI, 1.533545961316588e-17];

/// The integral of `e^(r^2 - (r + x)^2)` for `x` from 0 to the step, at the point `r` with this
/// number. The coefficients of the integrand satisfy `c[k] = -2 / k * (r * c[k-1] + c[k-2])`.
const fn integral(point: usize) -> [f64; 2] {
    let r = point as f64 * STEP;
    let (mut before, mut term) = ([0.0; 2], [STEP, 0.0]);
    let mut total = term;
    let mut k = 1;
    while k < 20 {
        let next = sum(product(term, [r * STEP, 0.0]), product(before, [STEP * STEP, 0.0]));
        (before, term) = (term, over([-2.0 * next[0], -2.0 * next[1]], k as f64));
        total = sum(total, over(term, (k + 1) as f64));
        k += 1;
    }
    total
}

/// `e^x` for tiny `x`.
const fn exp(x: [f64; 2]) -> [f64; 2] {
    let (mut term, mut total) = ([1.0, 0.0], [1.0, 0.0]);
    let mut k = 1;
    while k < 10 {
        term = over(product(term, x), k as f64);
        total = sum(total, term);
        k += 1;
    }
    total
}

/// As [`Pair::plus_pair`].
const fn sum(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    let high = a[0] + b[0];
    let of_b = high - a[0];
    let low = (a[0] - (high - of_b)) + (b[0] - of_b);
    normal(high, low + (a[1] + b[1]))
}

/// As [`Pair::times_pair`], with exact products of halves.
const fn product(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    let ([a0, a1], [b0, b1]) = (halves(a[0]), halves(b[0]));
    let high = a[0] * b[0];
    let low = ((a0 * b0 - high) + a0 * b1 + a1 * b0) + a1 * b1;
    normal(high, low + (a[0] * b[1] + a[1] * b[0]))
}

/// The quotient.
const fn over(a: [f64; 2], b: f64) -> [f64; 2] {
    let high = a[0] / b;
    let back = product([high, 0.0], [b, 0.0]);
    normal(high, ((a[0] - back[0]) - back[1] + a[1]) / b)
}

/// As [`Pair::quick_sum`].
const fn normal(high: f64, low: f64) -> [f64; 2] {
    let sum = high + low;
    [sum, low - (sum - high)]
}

/// The number as the sum of two with half of the digits.
const fn halves(x: f64) -> [f64; 2] {
    let scaled = x * ((1 << 27) + 1) as f64;
    let high = scaled - (scaled - x);
    [high, x - high]
}
