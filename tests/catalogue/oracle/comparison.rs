//! Comparisons, of any dtype, and functions that return one of their operands.

use super::Value::{self, *};
use super::widened;
use std::cmp::Ordering::{self, *};
use tightloop::{C32, C64, bf16, f16};

/// Returns the results for elements of any dtype.
pub fn comparisons(name: &str, inputs: &[Value]) -> Option<Vec<Value>> {
    let [a, b, c] = [0, 1, 2].map(|k| inputs[k.min(inputs.len() - 1)]);
    let result = match name {
        "equal" => Bool(order(a, b) == Some(Equal)),
        "not_equal" => Bool(order(a, b) != Some(Equal)),
        "less" => Bool(order(a, b) == Some(Less)),
        "less_equal" => Bool(matches!(order(a, b), Some(Less | Equal))),
        "greater" => Bool(order(a, b) == Some(Greater)),
        "greater_equal" => Bool(matches!(order(a, b), Some(Greater | Equal))),
        "logical_not" => Bool(!truth(a)),
        "logical_and" => Bool(truth(a) & truth(b)),
        "logical_or" => Bool(truth(a) | truth(b)),
        "logical_xor" => Bool(truth(a) ^ truth(b)),
        "isclose" => Bool(is_close(a, b)),
        "minimum" => {
            if is_nan(a) || is_first(a, b, Less) {
                a
            } else {
                b
            }
        }
        "maximum" => {
            if is_nan(a) || is_first(a, b, Greater) {
                a
            } else {
                b
            }
        }
        "fmin" => {
            if is_nan(b) || is_first(a, b, Less) {
                a
            } else {
                b
            }
        }
        "fmax" => {
            if is_nan(b) || is_first(a, b, Greater) {
                a
            } else {
                b
            }
        }
        "clip" => {
            let [above] = comparisons("maximum", &[a, b])?[..] else { return None };
            return comparisons("minimum", &[above, c]);
        }
        "relu" => {
            let zero = match a {
                F16(_) => F16(f16::ZERO),
                BF16(_) => BF16(bf16::ZERO),
                F32(_) => F32(0.0),
                F64(_) => F64(0.0),
                _ => Int(0),
            };
            return comparisons("maximum", &[a, zero]);
        }
        "select" => {
            if truth(a) {
                b
            } else {
                c
            }
        }
        _ => return None,
    };
    Some(vec![result])
}

/// Returns the order of numbers, or `None` if either is NaN. Zeros of both signs are equal.
fn order(a: Value, b: Value) -> Option<Ordering> {
    match (widened(a), widened(b)) {
        (Bool(a), Bool(b)) => Some(a.cmp(&b)),
        (Int(a), Int(b)) => Some(a.cmp(&b)),
        (F32(a), F32(b)) => a.partial_cmp(&b),
        (F64(a), F64(b)) => a.partial_cmp(&b),
        (C32(C32 { re, im }), C32(b)) => lexicographic([re, im], [b.re, b.im]),
        (C64(C64 { re, im }), C64(b)) => lexicographic([re, im], [b.re, b.im]),
        _ => panic!("{a:?} and {b:?} have different types"),
    }
}

/// Returns the order of complex numbers by their parts.
fn lexicographic<T: PartialOrd>(a: [T; 2], b: [T; 2]) -> Option<Ordering> {
    let is_number = |x: &[T; 2]| x.iter().all(|part| part.partial_cmp(part).is_some());
    if is_number(&a) && is_number(&b) { a.partial_cmp(&b) } else { None }
}

/// Whether a minimum (`Less`) or maximum (`Greater`) is `a` if neither is NaN. Of floats, -0 is
/// below 0; of complex numbers, equal ones are the first one.
fn is_first(a: Value, b: Value, side: Ordering) -> bool {
    let sign_of_zeros = match (widened(a), widened(b)) {
        (F32(a), F32(b)) => b.is_sign_negative().cmp(&a.is_sign_negative()),
        (F64(a), F64(b)) => b.is_sign_negative().cmp(&a.is_sign_negative()),
        _ => side,
    };
    match order(a, b) {
        Some(Equal) => sign_of_zeros == side,
        order => order == Some(side),
    }
}

fn is_nan(x: Value) -> bool {
    order(x, x).is_none()
}

fn truth(x: Value) -> bool {
    match widened(x) {
        Bool(x) => x,
        Int(x) => x != 0,
        F32(x) => x != 0.0,
        F64(x) => x != 0.0,
        C32(x) => x != C32::new(0.0, 0.0),
        C64(x) => x != C64::new(0.0, 0.0),
        F16(_) | BF16(_) => unreachable!("widened"),
    }
}

/// Whether `|a - b| <= 1e-8 + 1e-5 * |b|`.
fn is_close(a: Value, b: Value) -> bool {
    let is_near = match (widened(a), widened(b)) {
        (Bool(a), Bool(b)) => a == b,
        (Int(a), Int(b)) => return is_close(F64(a as f64), F64(b as f64)),
        (F32(a), F32(b)) => b.is_finite() && (a - b).abs() <= 1e-8 + 1e-5 * b.abs(),
        (F64(a), F64(b)) => b.is_finite() && (a - b).abs() <= 1e-8 + 1e-5 * b.abs(),
        (C32(a), C32(b)) => {
            let [distance, magnitude] = [a - b, b].map(|x| x.re.hypot(x.im));
            b.is_finite() && distance <= 1e-8 + 1e-5 * magnitude
        }
        (C64(a), C64(b)) => {
            let [distance, magnitude] = [a - b, b].map(|x| x.re.hypot(x.im));
            b.is_finite() && distance <= 1e-8 + 1e-5 * magnitude
        }
        _ => panic!("{a:?} and {b:?} have different types"),
    };
    is_near || order(a, b) == Some(Equal)
}
