//! An array equals another array; its elements are compared with a `Vec` by `to_vec`.

use tightloop::Array;

fn main() {
    let x = Array::from([1.0, 2.0]);
    assert_eq!(x, vec![1.0, 2.0]);
    assert_eq!(x, [1.0, 2.0]);
    assert!(x > 1.0);
}
