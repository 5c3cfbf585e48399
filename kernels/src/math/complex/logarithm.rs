//! Logarithms of complex numbers.

use super::{Polar, polar};
use crate::math::{LOG2_E, Pair};
use crate::{ComplexVector, Isa};

/// `1 / ln 10`, and its rounding error.
const LOG10_E: [f64; 2] = [core::f64::consts::LOG10_E, 1.098319650216765e-17];

/// The natural logarithm.
#[inline(always)]
pub fn log<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let Polar { log, angle } = polar(z.re, None, z.im);
    ComplexVector::new(log.round(), angle.round())
}

/// `log(1 + z)`, where the sum is a pair.
#[inline(always)]
pub fn log_1p<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    let sum = Pair::sum(z.re.like(1.0), z.re);
    let Polar { log, angle } = polar(sum.high, Some(sum.low), z.im);
    ComplexVector::new(log.round(), angle.round())
}

/// The logarithm to base 2.
#[inline(always)]
pub fn log2<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    log_to_base(z, LOG2_E)
}

/// The logarithm to base 10.
#[inline(always)]
pub fn log10<S: Isa>(z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
    log_to_base(z, LOG10_E)
}

/// The natural logarithm times a factor.
#[inline(always)]
fn log_to_base<S: Isa>(z: ComplexVector<S, f64>, factor: [f64; 2]) -> ComplexVector<S, f64> {
    let Polar { log, angle } = polar(z.re, None, z.im);
    let factor = Pair::new(z.re.like(factor[0]), z.re.like(factor[1]));
    let (scaled, angle) = (log.times_pair(factor), angle.times_pair(factor));
    // The rest of an infinity is NaN.
    let re = log.high.is_infinite().select(log.high, scaled.round());
    ComplexVector::new(re, angle.round())
}
