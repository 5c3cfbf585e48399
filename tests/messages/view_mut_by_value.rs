//! A mutable view is read by reference.

use tightloop::{Array, exp};

fn main() {
    let mut x = Array::from([1.0, 2.0]);
    exp(x.view_mut());
}
