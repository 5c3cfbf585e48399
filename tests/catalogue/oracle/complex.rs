//! Complex numbers.

use super::Value::{self, *};
use tightloop::{C32, C64};

macro_rules! complex {
    ($($complex:ident $t:ident $value:ident)*) => {$(
        /// Returns the results for complex numbers. Functions of one operand ignore the other.
        pub fn $complex(name: &str, a: $t, b: $t) -> Option<Vec<Value>> {
            let result = match name {
                "multiply" => $value($t::new(
                    (-a.im).mul_add(b.im, a.re * b.re),
                    a.re.mul_add(b.im, a.im * b.re),
                )),
                _ => return None,
            };
            Some(vec![result])
        }
    )*};
}
complex! { complex_c32 C32 C32 complex_c64 C64 C64 }
