//! Errors, in units in the last place of the exact value.

use crate::functions::Function;
use crate::oracle::{self, Values};
use crate::parts::Format;
use crate::points;
use rayon::prelude::*;
use rug::{Assign, Float};

/// The largest error of a function, and the parts of the operands that it is at.
#[derive(Clone, Default)]
pub struct Worst {
    pub error: f64,
    pub at: Vec<f64>,
}

impl Worst {
    /// Keeps the larger error; of equal ones, that at the smaller point, whatever the order.
    fn add(&mut self, error: f64, at: &[f64]) {
        if error > self.error || error == self.error && *at < *self.at {
            *self = Worst { error, at: at.to_vec() };
        }
    }

    /// Returns the larger of two errors.
    fn larger(mut self, other: Self) -> Self {
        self.add(other.error, &other.at);
        self
    }
}

/// Measures a function at some points, or at all if its operand has at most `every` bits.
pub fn measure(function: &Function, values: Values, points: u64, every: u32) -> Worst {
    let exhaustive = points::exhaustive(function, every);
    let blocks = exhaustive.unwrap_or(points).div_ceil(points::BLOCK);
    let with_block = |mut worst, block| {
        let columns = match exhaustive {
            Some(_) => points::every(function, block),
            None => points::some(function, block),
        };
        measure_block(function, values, &columns, &mut worst);
        worst
    };
    (0..blocks)
        .into_par_iter()
        .fold(Worst::default, with_block)
        .reduce(Worst::default, Worst::larger)
}

fn measure_block(function: &Function, values: Values, columns: &[Vec<f64>], worst: &mut Worst) {
    let formats: Vec<&Format> =
        function.outputs.iter().flat_map(|format| vec![format; format.parts]).collect();
    let precision = oracle::precision(function);
    let mut operands = vec![Float::new(precision); columns.len()];
    let results = (function.run)(columns);
    for i in 0..columns[0].len() {
        let at: Vec<f64> = columns.iter().map(|column| column[i]).collect();
        operands.iter_mut().zip(&at).for_each(|(operand, &x)| operand.assign(x));
        for ((exact, result), format) in values(&operands).iter().zip(&results).zip(&formats) {
            worst.add(error(exact, result[i], format), &at);
        }
    }
}

/// Returns the error of `y`. It is infinite if only one of two values is NaN, infinite or 0.
fn error(exact: &Float, y: f64, format: &Format) -> f64 {
    if exact.is_nan() || y.is_nan() {
        return if exact.is_nan() && y.is_nan() { 0.0 } else { f64::INFINITY };
    }
    let Some(exponent) = exact.get_exp() else {
        return if *exact == y { 0.0 } else { f64::INFINITY };
    };
    // `get_exp` is of a significand below 1.
    let exponent = (exponent - 1).clamp(format.min_exponent, format.max_exponent - 1);
    let unit = exponent + 1 - format.digits as i32;
    let difference = if y.is_infinite() {
        // A result that overflows is off as far as the number that follows the largest.
        let beyond = Float::with_val(64, 1) << format.max_exponent;
        if exact.is_sign_negative() != y.is_sign_negative() {
            return f64::INFINITY;
        }
        (beyond - exact.clone().abs()).max(&Float::with_val(64, 0))
    } else {
        Float::with_val(exact.prec(), exact - y).abs()
    };
    (difference >> unit).to_f64()
}
