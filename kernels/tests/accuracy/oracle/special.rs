//! The error functions and the gamma functions, by the formulas of textbooks.

use super::{Function, NEAREST, PRECISION};
use astro_float::{BigFloat, Consts};

/// The error function.
pub const ERF: Function = Function { nearest: core_math::erf, exact: erf };

/// The complement of the error function.
pub const ERFC: Function = Function { nearest: core_math::erfc, exact: erfc };

/// The Gaussian error linear unit. No library rounds it correctly. So the double is a little off,
/// and doubles are always compared with the exact value.
pub const GELU: Function = Function {
    nearest: |x| match x {
        ..-40.0 => -0.0,
        // `erfc` may be 0 here although the product is not.
        -40.0..-38.0 => -f64::MIN_POSITIVE / 2.0,
        -38.0..40.0 => x / 2.0 * core_math::erfc(-x * 0.5_f64.sqrt()) * (1.0 + 2_f64.powi(-40)),
        _ => x,
    },
    exact: |x, constants| {
        let z = times(x, &int(2).sqrt(PRECISION, NEAREST)).neg();
        times(&over(x, &int(2)), &erfc(&over(&z, &int(2)), constants))
    },
};

/// The gamma function.
pub const GAMMA: Function = Function {
    nearest: core_math::tgamma,
    exact: |x, constants| {
        let magnitude = log_gamma(x, constants).exp(PRECISION, NEAREST, constants);
        let is_odd = |n: &BigFloat| !over(n, &int(2)).is_int();
        if x.is_negative() && is_odd(&x.floor()) { magnitude.neg() } else { magnitude }
    },
};

/// The logarithm of the absolute value of the gamma function.
pub const LGAMMA: Function = Function { nearest: core_math::lgamma, exact: log_gamma };

fn int(n: u64) -> BigFloat {
    BigFloat::from_word(n, PRECISION)
}

fn plus(x: &BigFloat, y: &BigFloat) -> BigFloat {
    x.add(y, PRECISION, NEAREST)
}

fn less(x: &BigFloat, y: &BigFloat) -> BigFloat {
    x.sub(y, PRECISION, NEAREST)
}

fn times(x: &BigFloat, y: &BigFloat) -> BigFloat {
    x.mul(y, PRECISION, NEAREST)
}

fn over(x: &BigFloat, y: &BigFloat) -> BigFloat {
    x.div(y, PRECISION, NEAREST)
}

/// `e^(-x^2) / sqrt(pi)`.
fn bell(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    let root = constants.pi(PRECISION, NEAREST).sqrt(PRECISION, NEAREST);
    over(&times(x, x).neg().exp(PRECISION, NEAREST, constants), &root)
}

fn erf(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    let magnitude = x.abs();
    if magnitude >= int(3) {
        let near = less(&int(1), &erfc(&magnitude, constants));
        return if x.is_negative() { near.neg() } else { near };
    }
    // All terms have the sign of `x`.
    let step = times(&int(2), &times(x, x));
    let (mut term, mut sum) = (x.clone(), x.clone());
    for n in 1..200 {
        term = over(&times(&term, &step), &int(2 * n + 1));
        sum = plus(&sum, &term);
        if term.exponent() < sum.exponent().map(|e| e - PRECISION as i32) {
            break;
        }
    }
    times(&times(&int(2), &sum), &bell(x, constants))
}

fn erfc(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    if x.is_negative() {
        return less(&int(2), &erfc(&x.neg(), constants));
    }
    if *x < int(2) {
        return less(&int(1), &erf(x, constants));
    }
    // Laplace's continued fraction, from a depth that is enough.
    let depth = [(20, 30), (8, 45), (4, 90)].into_iter().find(|&(from, _)| *x >= int(from));
    let mut sum = x.clone();
    for n in (1..=depth.map_or(250, |(_, depth)| depth)).rev() {
        sum = plus(x, &over(&over(&int(n), &int(2)), &sum));
    }
    over(&bell(x, constants), &sum)
}

fn log_gamma(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    if x.is_negative() {
        // The reflection, with a sine of a number below 1.
        let pi = constants.pi(PRECISION, NEAREST);
        let above = less(x, &x.floor());
        let fraction = if x.abs() < int(1) { x.abs() } else { above };
        let sine = times(&fraction, &pi).sin(PRECISION, NEAREST, constants);
        let quotient = over(&pi, &times(&x.abs(), &sine));
        let log = quotient.ln(PRECISION, NEAREST, constants);
        return less(&log, &log_gamma(&x.neg(), constants));
    }
    let (mut y, mut product) = (x.clone(), int(1));
    while y < int(40) {
        product = times(&product, &y);
        y = plus(&y, &int(1));
    }
    // Stirling's series: the Bernoulli numbers as quotients, from the last to the first.
    const BERNOULLI: [(i64, u64); 13] = [
        (8_553_103, 6),
        (-236_364_091, 2_730),
        (854_513, 138),
        (-174_611, 330),
        (43_867, 798),
        (-3_617, 510),
        (7, 6),
        (-691, 2_730),
        (5, 66),
        (-1, 30),
        (1, 42),
        (-1, 30),
        (1, 6),
    ];
    let square = times(&y, &y);
    let mut sum = int(0);
    for (i, (over_line, under_line)) in BERNOULLI.into_iter().enumerate() {
        let k = 2 * (BERNOULLI.len() - i) as u64;
        let numerator = int(over_line.unsigned_abs());
        let term = over(&numerator, &int(under_line * k * (k - 1)));
        let term = if over_line < 0 { term.neg() } else { term };
        sum = plus(&over(&sum, &square), &term);
    }
    let half = over(&int(1), &int(2));
    let log = y.ln(PRECISION, NEAREST, constants);
    let two_pi = times(&int(2), &constants.pi(PRECISION, NEAREST));
    let constant = times(&half, &two_pi.ln(PRECISION, NEAREST, constants));
    let main = less(&times(&less(&y, &half), &log), &y);
    let stirling = plus(&plus(&main, &constant), &over(&sum, &y));
    less(&stirling, &product.ln(PRECISION, NEAREST, constants))
}
