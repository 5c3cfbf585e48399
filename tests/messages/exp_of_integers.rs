//! `exp` is for floats.

use tightloop::{Array, exp};

fn main() {
    exp(&Array::from([1i32, 2]));
}
