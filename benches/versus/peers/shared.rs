//! Our functions in a shared library, as bindings to other languages have them. `versus overhead`
//! loads it.

use std::hint::black_box;
use tightloop::{add_assign, add_into, max, sum};

/// Defines functions of two operands of eight elements and an output. `foreign.rs` declares their
/// type.
macro_rules! functions {
    ($($name:ident |$a:ident, $b:ident, $out:ident| $call:expr;)*) => {$(
        // SAFETY: no other function of this library has the name.
        #[unsafe(no_mangle)]
        extern "C" fn $name($a: &[f32; 8], $b: &[f32; 8], $out: &mut [f32; 8]) -> bool {
            $call.is_ok()
        }
    )*};
}
functions! {
    tightloop_add_into |a, b, out| add_into(&a[..], &b[..], &mut out[..]);
    tightloop_add_assign |_a, _b, out| add_assign(&mut out[..], black_box(0.0));
    tightloop_sum |a, _b, out| { out[0] = sum(&a[..]); Ok::<(), tightloop::Error>(()) };
    tightloop_max |a, _b, out| max(&a[..]).map(|max| out[0] = max);
}
