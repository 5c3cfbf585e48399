//! A user's operation is a type that implements `Unary`, not a closure.

use tightloop::{Array, UnaryExt};

fn main() {
    let x = Array::from([1.0, 2.0]);
    x.map(|x| x + 1.0);
    (|x: f64| x + 1.0).map(&x);
}
