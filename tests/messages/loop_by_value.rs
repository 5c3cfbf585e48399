//! A loop borrows the array.

use tightloop::Array;

fn main() {
    let x = Array::from([1.0, 2.0]);
    for x in x {
        println!("{x}");
    }
}
