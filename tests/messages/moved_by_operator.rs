//! An operator moves an array given by value: borrow what is used again.

use tightloop::Array;

fn main() {
    let x = Array::from([1.0, 2.0]);
    let y = x + 1.0;
    println!("{}", x + y);
}
