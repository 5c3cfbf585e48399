//! The values of functions to hundreds of bits, by MPFR.

mod complex;
mod real;

use crate::functions::Function;
use rug::Float;

/// Returns the parts of the results for the parts of the operands, to the precision of these, or
/// nothing if the function is not defined there.
pub type Values = fn(&[Float]) -> Vec<Float>;

/// What is known about the values of a function.
#[derive(Clone, Copy)]
pub enum Oracle {
    Values(Values),
    /// `tests/catalogue` compares every bit with plain Rust.
    Elsewhere,
}

/// Functions that move, split, round or choose floats, and `lerp`, whose formula is documented.
const ELSEWHERE: &[&str] = &[
    "abs",
    "ceil",
    "clip",
    "conj",
    "copysign",
    "divmod",
    "fabs",
    "floor",
    "floor_divide",
    "fmax",
    "fmin",
    "fmod",
    "frexp",
    "heaviside",
    "imag",
    "ldexp",
    "lerp",
    "maximum",
    "minimum",
    "modf",
    "negative",
    "nextafter",
    "positive",
    "real",
    "relu",
    "remainder",
    "rint",
    "round",
    "select",
    "sign",
    "spacing",
    "trunc",
];

/// Returns the oracle of a function.
pub fn of(function: &Function) -> Oracle {
    let values = if function.is_complex() { complex::values } else { real::values };
    match values(function.name) {
        Some(values) => Oracle::Values(values),
        None if ELSEWHERE.contains(&function.name) => Oracle::Elsewhere,
        None => panic!("no oracle for {}: add it to accuracy/src/oracle", function.name),
    }
}

/// Returns the precision that makes the errors of values negligible, whatever cancels.
pub fn precision(function: &Function) -> u32 {
    let is_single = function.inputs[0].max_exponent <= 128;
    // Parts of complex numbers, and terms of sums, may differ in size as much as floats do.
    match (function.is_complex() || function.inputs.len() > 2, is_single) {
        (false, _) => 256,
        (true, true) => 700,
        (true, false) => 2400,
    }
}
