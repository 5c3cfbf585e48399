//! Integers.

use super::Value::{self, *};
use tightloop::DType;

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
        "sign" => Int(a.signum()),
        "reciprocal" => Int(if a == 0 { 0 } else { 1 / a }),
        "bitwise_and" => Int(a & b),
        "bitwise_or" => Int(a | b),
        "bitwise_xor" => Int(a ^ b),
        "bitwise_invert" => Int(!a),
        "bitwise_count" => Int(a.unsigned_abs().count_ones().into()),
        "gcd" => Int(gcd(a, b)),
        "lcm" => Int((a / gcd(a, b).max(1)).abs().wrapping_mul(b.abs())),
        "floor_divide" | "remainder" | "fmod" if b == 0 => Int(0),
        "floor_divide" => Int((a - floor_rest(a, b)) / b),
        "remainder" => Int(floor_rest(a, b)),
        "fmod" => Int(a % b),
        "pow" => Int(pow(a, b)),
        "divmod" if b == 0 => return Some(vec![Int(0), Int(0)]),
        "divmod" => {
            let rest = floor_rest(a, b);
            return Some(vec![Int((a - rest) / b), Int(rest)]);
        }
        _ => return None,
    };
    Some(vec![result])
}

/// Returns the results of the functions that depend on the size of a dtype.
pub fn of_size(name: &str, dtype: DType, a: i128, b: i128) -> Option<Vec<Value>> {
    let bits = 8 * dtype.size() as i128;
    let is_signed = matches!(dtype, DType::I8 | DType::I16 | DType::I32 | DType::I64);
    let least = if is_signed { -1 << (bits - 1) } else { 0 };
    let range = least..=least + (1 << bits) - 1;
    let is_near = (0..bits).contains(&b);
    let result = match name {
        "bitwise_left_shift" => {
            if is_near {
                a << b
            } else {
                0
            }
        }
        "bitwise_right_shift" => a >> if is_near { b } else { bits },
        "saturating_add" => (a + b).clamp(*range.start(), *range.end()),
        "saturating_subtract" => (a - b).clamp(*range.start(), *range.end()),
        _ => return None,
    };
    Some(vec![Int(result)])
}

/// The remainder with the sign of `b`, which is not 0.
fn floor_rest(a: i128, b: i128) -> i128 {
    (a % b + b) % b
}

/// The greatest common divisor.
fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

/// `a^b`, of whose bits the lower 64 are right. A negative exponent counts as the unsigned number
/// with the same bits.
fn pow(a: i128, b: i128) -> i128 {
    (0..64).rev().fold(1_i128, |power, bit| {
        let square = power.wrapping_mul(power);
        if b >> bit & 1 == 1 { square.wrapping_mul(a) } else { square }
    })
}
