//! An element is indexed by an array with an index per axis.

use tightloop::Array;

fn main() {
    let x = Array::from([[1.0, 2.0], [3.0, 4.0]]);
    x[0];
    x[(0, 1)];
    x[0][1];
    x[..];
}
