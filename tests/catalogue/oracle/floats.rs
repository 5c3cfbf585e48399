//! Floats.

use super::Value::{self, *};
use crate::quotient::FloorDivide;
use std::cmp::Ordering;
use tightloop::{bf16, f16};

macro_rules! floats {
    ($($floats:ident $t:ident $value:ident)*) => {$(
        /// Returns the results for floats. Functions of fewer operands ignore the others.
        pub fn $floats(name: &str, a: $t, b: $t, c: $t) -> Option<Vec<Value>> {
            let f = |x: bool| x as u8 as $t;
            let remainder = |a: $t, b: $t| {
                let towards_zero = a % b;
                let is_exact = towards_zero == 0.0;
                let is_above = !is_exact && (towards_zero < 0.0) != (b < 0.0);
                let remainder = if is_above { towards_zero + b } else { towards_zero };
                if is_exact { (0.0 as $t).copysign(b) } else { remainder }
            };
            // -0 is below +0.
            let is_below = |a: $t, b: $t| a < b || (a == b && a.is_sign_negative());
            let result = match name {
                "negative" => -a,
                "abs" => a.abs(),
                "conj" => a,
                "square" => a * a,
                "sqrt" => a.sqrt(),
                "add" => a + b,
                "subtract" => a - b,
                "multiply" => a * b,
                "divide" => a / b,
                "fma" => a.mul_add(b, c),
                "minimum" => if a.is_nan() || is_below(a, b) { a } else { b },
                "maximum" => if a.is_nan() || is_below(b, a) { a } else { b },
                "fmin" => if b.is_nan() || is_below(a, b) { a } else { b },
                "fabs" => a.abs(),
                "positive" => a,
                "reciprocal" => 1.0 / a,
                "sign" => if a == 0.0 { 0.0 } else { a.signum() },
                "heaviside" => if a == 0.0 { b } else if a.is_nan() { a } else { f(a > 0.0) },
                "fmod" => a % b,
                "remainder" => remainder(a, b),
                "floor_divide" => a.floor_divide(b),
                "lerp" => c.mul_add(b, (-c).mul_add(a, a)),
                "floor" => a.floor(),
                "ceil" => a.ceil(),
                "trunc" => a.trunc(),
                "round" => a.round_ties_even(),
                "copysign" => a.copysign(b),
                "nextafter" => match a.partial_cmp(&b) {
                    None => $t::NAN,
                    Some(Ordering::Less) => a.next_up(),
                    Some(Ordering::Greater) => a.next_down(),
                    Some(Ordering::Equal) => b,
                },
                "spacing" => if a < 0.0 { a.next_down() - a } else { a.next_up() - a },
                "isinf" => return Some(vec![Bool(a.is_infinite())]),
                "isfinite" => return Some(vec![Bool(a.is_finite())]),
                "signbit" => return Some(vec![Bool(a.is_sign_negative())]),
                "modf" => {
                    let fraction = if a.is_infinite() { 0.0 } else { a.fract() };
                    return Some(vec![$value(fraction.copysign(a)), $value(a.trunc())]);
                }
                "frexp" => {
                    let (fraction, exponent) = frexp(a.into());
                    return Some(vec![$value(fraction as $t), Int(exponent)]);
                }
                "isnan" => return Some(vec![Bool(a.is_nan())]),
                "equal" => return Some(vec![Bool(a == b)]),
                "less" => return Some(vec![Bool(a < b)]),
                "greater" => return Some(vec![Bool(a > b)]),
                "divmod" => {
                    return Some(vec![$value(a.floor_divide(b)), $value(remainder(a, b))]);
                }
                _ => return None,
            };
            Some(vec![$value(result)])
        }
    )*};
}
floats! { floats_f32 f32 F32 floats_f64 f64 F64 }

/// Returns a fraction from 1/2 to 1 and an exponent, by doubling and halving.
fn frexp(x: f64) -> (f64, i128) {
    let (mut fraction, mut exponent) = (x, 0);
    while fraction.is_finite() && fraction.abs() >= 1.0 {
        (fraction, exponent) = (fraction / 2.0, exponent + 1);
    }
    while fraction != 0.0 && fraction.abs() < 0.5 {
        (fraction, exponent) = (fraction * 2.0, exponent - 1);
    }
    (fraction, exponent)
}

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

/// Lists the 16-bit floats.
macro_rules! halves {
    ($($halves:ident $t:ident $value:ident)*) => {$(
        /// Returns the results for 16-bit floats if they depend on the type itself.
        pub fn $halves(name: &str, a: $t, b: $t) -> Option<Vec<Value>> {
            // The floats in order, as integers.
            let place = |x: $t| {
                let magnitude = i32::from(x.to_bits() & 0x7fff);
                if x.is_sign_negative() { -magnitude } else { magnitude }
            };
            let result = match name {
                "nextafter" if a.is_nan() || b.is_nan() => $t::NAN,
                "nextafter" if a == b => b,
                "nextafter" => {
                    let to = place(a) + (place(b) - place(a)).signum();
                    let is_negative = to < 0 || to == 0 && a.is_sign_negative();
                    $t::from_bits(to.unsigned_abs() as u16 | u16::from(is_negative) << 15)
                }
                "spacing" if !a.is_finite() => $t::NAN,
                "spacing" => {
                    let from = if a.to_bits() == 0x8000 { $t::from_bits(0) } else { a };
                    $t::from_f32($t::from_bits(from.to_bits() + 1).to_f32() - from.to_f32())
                }
                _ => return None,
            };
            Some(vec![$value(result)])
        }
    )*};
}
halves! { halves_f16 f16 F16 halves_bf16 bf16 BF16 }
