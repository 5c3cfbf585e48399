//! A `Vec` and a Rust array are passed by reference.

use tightloop::exp;

fn main() {
    exp(vec![1.0, 2.0]);
    exp([1.0, 2.0]);
}
