//! The errors of `softmax`, `log_softmax` and `logsumexp`, against sums of two floats, on data of
//! several kinds. The pages of the functions promise these bounds.

use std::ops::{Add, Div, Mul, Neg, Sub};
use tightloop::*;

/// A sum of two floats: some 30 decimal digits.
#[derive(Clone, Copy)]
struct Long(f64, f64);

/// The sum, and what rounding has lost.
fn two_sum(a: f64, b: f64) -> Long {
    let sum = a + b;
    let of_b = sum - a;
    Long(sum, (a - (sum - of_b)) + (b - of_b))
}

impl Add for Long {
    type Output = Long;

    fn add(self, other: Long) -> Long {
        let (high, low) = (two_sum(self.0, other.0), two_sum(self.1, other.1));
        let sum = two_sum(high.0, high.1 + low.0);
        two_sum(sum.0, sum.1 + low.1)
    }
}

impl Neg for Long {
    type Output = Long;

    fn neg(self) -> Long {
        Long(-self.0, -self.1)
    }
}

impl Sub for Long {
    type Output = Long;

    fn sub(self, other: Long) -> Long {
        self + -other
    }
}

impl Mul for Long {
    type Output = Long;

    fn mul(self, other: Long) -> Long {
        let product = self.0 * other.0;
        let lost = self.0.mul_add(other.0, -product);
        two_sum(product, lost + (self.0 * other.1 + self.1 * other.0))
    }
}

impl Div for Long {
    type Output = Long;

    fn div(self, other: Long) -> Long {
        let mut quotient = Long(0.0, 0.0);
        for _ in 0..3 {
            let rest = self - quotient * other;
            quotient = quotient + Long(rest.0 / other.0, 0.0);
        }
        quotient
    }
}

impl Long {
    const ONE: Long = Long(1.0, 0.0);

    /// `y` and `k` with `e^self = y * 2^k`.
    fn exp(self) -> (Long, i32) {
        let k = (self.0 / std::f64::consts::LN_2).round();
        let ln_2 = Long(std::f64::consts::LN_2, 2.319_046_813_846_299_6e-17);
        let r = (self - ln_2 * Long(k, 0.0)) * Long(1.0 / 256.0, 0.0);
        let mut series = Long(0.0, 0.0);
        for n in (1..=10).rev() {
            series = (series + Long::ONE) * r / Long(f64::from(n), 0.0);
        }
        // (1 + s)^2 - 1 = 2 s + s^2.
        for _ in 0..8 {
            series = series + series + series * series;
        }
        (series + Long::ONE, k as i32)
    }

    /// The logarithm of a number that is not near the ends of the range.
    fn ln(self) -> Long {
        let nearly = self.0.ln();
        let (power, k) = Long(-nearly, 0.0).exp();
        let rest = (self * power).scaled(k) - Long::ONE;
        Long(nearly, 0.0) + (rest - rest * rest * Long(0.5, 0.0))
    }

    /// `self * 2^k`.
    fn scaled(self, k: i32) -> Long {
        let half = 2.0_f64.powi(k / 2);
        let rest = 2.0_f64.powi(k - k / 2);
        Long(self.0 * half * rest, self.1 * half * rest)
    }
}

/// What is known of a float type.
trait Tested: SoftmaxElement<Out = Self> {
    /// The exponents of the last bit of 1, and of the least number.
    const LAST: i32;
    const LEAST: i32;
    /// How far elements may be apart without a softmax of 0.
    const RANGE: f64;

    fn of(x: f64) -> Self;
    fn wide(self) -> f64;
}

impl Tested for f32 {
    const LAST: i32 = -23;
    const LEAST: i32 = -149;
    const RANGE: f64 = 104.0;

    fn of(x: f64) -> f32 {
        x as f32
    }

    fn wide(self) -> f64 {
        f64::from(self)
    }
}

impl Tested for f64 {
    const LAST: i32 = -52;
    const LEAST: i32 = -1074;
    const RANGE: f64 = 745.0;

    fn of(x: f64) -> f64 {
        x
    }

    fn wide(self) -> f64 {
        self
    }
}

/// The error of `found * 2^scale`, in units in the last place of `size`.
fn error<T: Tested>(found: T, exact: Long, size: f64, scale: i32) -> f64 {
    let exponent = (size.abs().to_bits() >> 52) as i32 - 1023;
    let unit = (exponent + T::LAST).max(T::LEAST + scale);
    let difference = (Long(found.wide(), 0.0).scaled(scale) - exact).0;
    // The unit may be less than any float.
    difference.abs() * 2.0_f64.powi(-unit / 2) * 2.0_f64.powi(-unit - -unit / 2)
}

struct Random(u64);

impl Random {
    /// Returns a number from 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

const KINDS: usize = 9;

/// The kind of data whose terms are equal but for one. So are their errors, which add up.
const EQUAL: usize = 6;

/// Lengths, each with a number of repetitions.
const LENGTHS: [(usize, usize); 9] = [
    (1, 20),
    (2, 300),
    (3, 200),
    (10, 100),
    (16, 60),
    (100, 20),
    (256, 10),
    (1000, 3),
    (10_000, 1),
];

/// Returns data of several kinds.
fn data<T: Tested>(random: &mut Random, kind: usize, len: usize) -> Vec<T> {
    let (shift, far) = (random.next(), T::RANGE * random.next().powi(3));
    let element = |i: usize| match kind {
        // Near zero, and of normal sizes.
        0 => random.next() - 0.5,
        1 => 20.0 * (random.next() - 0.5),
        // Far from zero, so that differences are few.
        2 => 1e4 * (1.0 + shift) + 10.0 * random.next(),
        3 => -1e6 * (1.0 + shift) + random.next() * T::RANGE,
        // Over the whole range, and with more small differences than large ones.
        4 => T::RANGE * random.next() - 50.0,
        5 => T::RANGE * random.next().powi(4) * if i.is_multiple_of(2) { -1.0 } else { 0.1 },
        // One above many that are equal; all equal.
        EQUAL if i == 0 => 0.0,
        EQUAL => -far,
        7 => shift,
        // The sum is about 1, so that terms of its logarithm cancel.
        _ => -(len as f64).ln() + 0.01 * (random.next() - 0.5),
    };
    (0..len).map(element).map(T::of).collect()
}

/// Returns the largest errors of the three functions, and of `softmax` if terms are equal.
fn largest_errors<T: Tested>() -> [f64; 4] {
    let (mut largest, mut random) = ([0.0_f64; 4], Random(1));
    for kind in 0..KINDS {
        for (len, repetitions) in LENGTHS {
            for _ in 0..repetitions * repeated() {
                let x = data::<T>(&mut random, kind, len);
                let m = x.iter().fold(f64::NEG_INFINITY, |m, x| m.max(x.wide()));
                let terms: Vec<_> = x.iter().map(|x| two_sum(x.wide(), -m)).collect();
                let powers: Vec<_> = terms.iter().map(|term| term.exp()).collect();
                let sum = powers.iter().fold(Long(0.0, 0.0), |sum, (y, k)| sum + y.scaled(*k));
                let log = sum.ln();
                let soft = softmax(&x, 0).unwrap().to_vec();
                let logs = log_softmax(&x, 0).unwrap().to_vec();
                let of_softmax = if kind == EQUAL { 3 } else { 0 };
                for i in 0..len {
                    let (y, k) = powers[i];
                    // Subnormal numbers have no second part.
                    let scale = if k < -900 { 200 } else { 0 };
                    let exact = (y / sum).scaled(k + scale);
                    let error_of_softmax = error(soft[i], exact, exact.0, scale);
                    largest[of_softmax] = largest[of_softmax].max(error_of_softmax);
                    let exact = terms[i] - log;
                    largest[1] = largest[1].max(error(logs[i], exact, exact.0.abs().max(1.0), 0));
                }
                let exact = Long(m, 0.0) + log;
                let size = exact.0.abs().max(m.abs()).max(1.0);
                largest[2] = largest[2].max(error(logsumexp(&x), exact, size, 0));
            }
        }
    }
    largest
}

/// How often data of each kind are drawn: `SOFTMAX_REPEATED` sets another number.
fn repeated() -> usize {
    std::env::var("SOFTMAX_REPEATED").map_or(1, |number| number.parse().expect("a number"))
}

#[test]
fn errors_are_within_the_bounds_of_the_pages() {
    for (name, errors, bounds) in [
        ("f32", largest_errors::<f32>(), [3.0, 2.0, 2.0, 3.0]),
        ("f64", largest_errors::<f64>(), [6.0, 9.0, 9.0, 18.0]),
    ] {
        println!("{name}: {errors:.3?}");
        assert!(errors.iter().zip(&bounds).all(|(error, bound)| error <= bound), "{errors:?}");
    }
}

/// Returns the largest error of the terms, in units in the last place.
fn largest_error_of_terms<T>() -> f64
where
    T: Tested + Natural<Value = T> + Float + StoredFor<T, Element = T>,
    ops::ExpDifference: Binary<T>,
{
    let (mut largest, mut random) = (0.0_f64, Random(2));
    for kind in 0..KINDS {
        for _ in 0..20 * repeated() {
            let x = data::<T>(&mut random, kind, 500);
            let y = x.iter().fold(T::of(f64::NEG_INFINITY), |y, &x| if x > y { x } else { y });
            let terms = ops::ExpDifference.map(&x, Array::scalar(y)).unwrap();
            for (&x, &term) in x.iter().zip(&terms) {
                let (exact, k) = two_sum(x.wide(), -y.wide()).exp();
                let scale = if k < -900 { 200 } else { 0 };
                let exact = exact.scaled(k + scale);
                largest = largest.max(error(term, exact, exact.0, scale));
            }
        }
    }
    largest
}

#[test]
fn terms_are_within_a_unit() {
    let errors = (largest_error_of_terms::<f32>(), largest_error_of_terms::<f64>());
    println!("terms: {errors:.3?}");
    assert!(errors.0 <= 0.94 && errors.1 <= 0.79, "{errors:?}");
}
