//! Integers.

use super::Value::{self, *};

/// Computes integers of any type. A result that is too large wraps when it is compared.
pub fn integers(name: &str, a: i128, b: i128) -> Option<Vec<Value>> {
    let result = match name {
        "negative" => Int(-a),
        "abs" => Int(a.abs()),
        "square" => Int(a.wrapping_mul(a)),
        "isnan" | "isinf" => Bool(false),
        "isfinite" => Bool(true),
        "positive" | "conj" | "floor" | "ceil" | "trunc" | "round" => Int(a),
        "add" => Int(a + b),
        "subtract" => Int(a - b),
        "multiply" => Int(a.wrapping_mul(b)),
        "divide" => F64(a as f64 / b as f64),
        "divmod" if b == 0 => return Some(vec![Int(0), Int(0)]),
        "divmod" => {
            let is_above = a % b != 0 && (a < 0) != (b < 0);
            let quotient = a / b - i128::from(is_above);
            return Some(vec![Int(quotient), Int(a - quotient * b)]);
        }
        _ => return None,
    };
    Some(vec![result])
}
