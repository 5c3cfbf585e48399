//! The points at which functions are measured.

use crate::functions::Function;
use crate::parts::Format;
use core::f64::consts::{LN_2, PI};

/// The points of a block.
pub const BLOCK: u64 = 1 << 14;

/// Doubles whose results are hard to round.
const HARD_CASES: &str = include_str!("../hard-cases.txt");

/// Random words, by SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// Returns a number from `low` to `high`.
    fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.next() >> 11) as f64 * 2_f64.powi(-53))
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[(self.next() % from.len() as u64) as usize]
    }

    /// Returns a number near `x`, at a distance from the last bit to the first.
    fn near(&mut self, x: f64) -> f64 {
        let distance = self.within(-1.0, 1.0) * 2_f64.powi(-((self.next() % 54) as i32));
        if x == 0.0 { distance } else { x * (1.0 + distance) }
    }

    /// Returns any number of a format, with all its exponents; a number of a common size; or one
    /// near which something happens.
    fn number(&mut self, format: &Format) -> f64 {
        let x = match self.next() % 4 {
            0 => (format.of_bits)(self.next()),
            1 => self.within(-1.0, 1.0) * 2_f64.powf(self.within(-30.0, 10.0)),
            2 => self.within(-1.0, 1.0) * self.pick(&[1.0, 10.0, 100.0, 1000.0]),
            _ => {
                let x = self.special();
                self.near(x)
            }
        };
        finite(format, x)
    }

    /// Returns a point at which some function has a zero, a pole or a limit, or overflows.
    fn special(&mut self) -> f64 {
        /// From where on exponentials, error functions and gammas overflow or underflow.
        const LIMITS: &[f64] = &[
            0.0, 11.09, 16.64, 65504.0, 88.73, 87.34, 103.98, 128.0, 126.0, 149.0, 38.53, 45.15,
            709.79, 708.4, 745.14, 1024.0, 1022.0, 1075.0, 308.26, 323.31, 35.04, 171.63, 184.0,
            5.92, 9.2, 10.06, 26.55, 27.3, 1.4616, 2.4570,
        ];
        let magnitude = match self.next() % 4 {
            0 => self.pick(LIMITS),
            1 => (self.next() % 80) as f64 / 2.0,
            2 => (self.next() % 80) as f64 * PI / 4.0,
            _ => (self.next() % 80) as f64 * LN_2 / 2.0,
        };
        if self.next() % 2 == 0 { magnitude } else { -magnitude }
    }

    /// Returns a number that is related to `x`: terms cancel, or a power overflows or is near 1.
    fn related(&mut self, format: &Format, x: f64) -> f64 {
        let y = match self.next() % 4 {
            0 => x,
            1 => -x,
            2 => 1.0 / x,
            _ => self.special() / x.abs().ln(),
        };
        finite(format, self.near(y))
    }
}

/// Returns the number of a format nearest to `x`, or 1 if that is not finite.
fn finite(format: &Format, x: f64) -> f64 {
    let x = (format.nearest)(x);
    if x.is_finite() { x } else { 1.0 }
}

/// The number of points at which every result of a function is measured, if that is feasible.
pub fn exhaustive(function: &Function, bits: u32) -> Option<u64> {
    let [format] = function.inputs[..] else { return None };
    (format.parts == 1 && format.bits() <= bits).then(|| 1 << format.bits())
}

/// Returns the columns of a block of all numbers.
pub fn every(function: &Function, block: u64) -> Vec<Vec<f64>> {
    let format = &function.inputs[0];
    let numbers =
        (block * BLOCK..(block + 1) * BLOCK).map(|bits| finite(format, (format.of_bits)(bits)));
    vec![numbers.collect()]
}

/// Returns the columns of a block of points. The first block has the hard cases.
pub fn some(function: &Function, block: u64) -> Vec<Vec<f64>> {
    let mut random = Random(block << 32);
    let parts: Vec<&Format> =
        function.inputs.iter().flat_map(|format| vec![format; format.parts]).collect();
    let mut columns = vec![Vec::new(); parts.len()];
    if block == 0 && parts.iter().all(|format| format.digits == 53) {
        for case in hard_cases(function.name).filter(|case| case.len() == parts.len()) {
            columns.iter_mut().zip(case).for_each(|(column, x)| column.push(x));
        }
    }
    for _ in 0..BLOCK {
        let first = random.number(parts[0]);
        columns[0].push(first);
        for (column, format) in columns.iter_mut().zip(&parts).skip(1) {
            let is_related = random.next() % 2 == 0;
            column.push(if is_related {
                random.related(format, first)
            } else {
                random.number(format)
            });
        }
    }
    columns
}

/// Returns the hard cases of a function.
fn hard_cases(name: &str) -> impl Iterator<Item = Vec<f64>> {
    let words = |line: &'static str| line.split_whitespace();
    let lines = HARD_CASES.lines().filter(move |&line| words(line).next() == Some(name));
    lines.flat_map(move |line| words(line).skip(1)).map(|case| case.split(',').map(hex).collect())
}

/// Returns the value of a literal such as `-0x1.8p-3`.
fn hex(text: &str) -> f64 {
    let parse = || {
        let (magnitude, is_negative) = match text.strip_prefix('-') {
            Some(magnitude) => (magnitude, true),
            None => (text, false),
        };
        let (digits, exponent) = magnitude.strip_prefix("0x")?.split_once('p')?;
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let significand = u64::from_str_radix(&format!("{whole}{fraction}"), 16).ok()?;
        let exponent = exponent.parse::<i32>().ok()? - 4 * fraction.len() as i32;
        // Both factors are exact, and so is their product, even if it is subnormal.
        let halves = [exponent / 2, exponent - exponent / 2].map(|half| 2_f64.powi(half));
        let x = significand as f64 * halves[0] * halves[1];
        Some(if is_negative { -x } else { x })
    };
    parse().unwrap_or_else(|| panic!("{text} is no hexadecimal number"))
}
