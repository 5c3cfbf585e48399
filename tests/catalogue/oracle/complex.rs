//! Complex numbers.

use super::Value::{self, *};
use tightloop::{C32, C64};

macro_rules! complex {
    ($($complex:ident $t:ident $value:ident $part:ident $real:ident)*) => {$(
        /// Returns the results for complex numbers. Functions of one operand ignore the other.
        pub fn $complex(name: &str, a: $t, b: $t) -> Option<Vec<Value>> {
            let of_parts =
                |f: fn($part, $part) -> $part| $value($t::new(f(a.re, b.re), f(a.im, b.im)));
            let result = match name {
                "positive" => $value(a),
                "round" => of_parts(|a, _| a.round_ties_even()),
                "negative" => $value($t::new(-a.re, -a.im)),
                "conj" => $value($t::new(a.re, -a.im)),
                "real" => $real(a.re),
                "imag" => $real(a.im),
                "add" => of_parts(|a, b| a + b),
                "subtract" => of_parts(|a, b| a - b),
                "isinf" => Bool(a.re.is_infinite() || a.im.is_infinite()),
                "isfinite" => Bool(a.re.is_finite() && a.im.is_finite()),
                "isnan" => Bool(a.re.is_nan() || a.im.is_nan()),
                _ => return None,
            };
            Some(vec![result])
        }
    )*};
}
complex! { complex_c32 C32 C32 f32 F32 complex_c64 C64 C64 f64 F64 }
