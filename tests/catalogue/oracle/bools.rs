//! Truth values.

use super::Value::{self, *};

/// Returns the results for truth values.
pub fn bools(name: &str, a: bool, b: bool) -> Option<Vec<Value>> {
    let result = match name {
        "isnan" | "isinf" => false,
        "isfinite" => true,
        "abs" | "floor" | "ceil" | "trunc" | "round" => a,
        "add" => a | b,
        "multiply" => a & b,
        "bitwise_invert" => !a,
        "bitwise_and" => a & b,
        "bitwise_or" => a | b,
        "bitwise_xor" => a ^ b,
        _ => return None,
    };
    Some(vec![Bool(result)])
}
