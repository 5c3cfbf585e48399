//! Floats.

use super::Value::{self, *};
use crate::quotient::FloorDivide;

macro_rules! floats {
    ($($floats:ident $t:ident $value:ident)*) => {$(
        /// Returns the results for floats. Functions of fewer operands ignore the others.
        pub fn $floats(name: &str, a: $t, b: $t, c: $t) -> Option<Vec<Value>> {
            let result = match name {
                "negative" => -a,
                "abs" => a.abs(),
                "square" => a * a,
                "sqrt" => a.sqrt(),
                "add" => a + b,
                "subtract" => a - b,
                "multiply" => a * b,
                "divide" => a / b,
                "fma" => a.mul_add(b, c),
                "isnan" => return Some(vec![Bool(a.is_nan())]),
                "divmod" => {
                    let towards_zero = a % b;
                    let is_exact = towards_zero == 0.0;
                    let is_above = !is_exact && (towards_zero < 0.0) != (b < 0.0);
                    let remainder = if is_above { towards_zero + b } else { towards_zero };
                    let remainder = if is_exact { (0.0 as $t).copysign(b) } else { remainder };
                    return Some(vec![$value(a.floor_divide(b)), $value(remainder)]);
                }
                _ => return None,
            };
            Some(vec![$value(result)])
        }
    )*};
}
floats! { floats_f32 f32 F32 floats_f64 f64 F64 }

/// Returns `x * 2^n`, rounded once. The product is exact in `f64`, or so far out of range that
/// clamping `n` does not change the result.
pub fn ldexp_f32(x: f32, n: i32) -> f32 {
    (f64::from(x) * 2f64.powi(n.clamp(-400, 400))) as f32
}

/// Returns `x * 2^n`, rounded once. If the result is subnormal, its bits are the mantissa, shifted
/// and rounded as an integer.
pub fn ldexp_f64(x: f64, n: i32) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (stored, fraction) = ((x.to_bits() >> 52 & 0x7ff) as i64, x.to_bits() & ((1 << 52) - 1));
    let mantissa = if stored == 0 { fraction } else { fraction | 1 << 52 };
    // In units of the smallest subnormal number.
    let exponent = stored.max(1) - 1 + i64::from(n);
    let magnitude = if exponent >= 0 {
        (0..exponent.min(2200)).fold(f64::from_bits(1) * mantissa as f64, |x, _| 2.0 * x)
    } else {
        let lost = (-exponent).min(60) as u32;
        let (whole, rest, half) = (mantissa >> lost, mantissa & ((1 << lost) - 1), 1 << (lost - 1));
        let up = rest > half || (rest == half && whole & 1 == 1);
        f64::from_bits(whole + u64::from(up))
    };
    magnitude.copysign(x)
}
