//! `with_level` takes a `Level`, not its name.

use tightloop::{Array, exp, with_level};

fn main() {
    with_level("avx2", || exp(&Array::from([1.0])));
}
