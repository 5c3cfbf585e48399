//! Operators take arrays, not the `Result`s of functions.

use tightloop::{Array, Result, matmul};

fn main() -> Result<()> {
    let x = Array::from([[1.0, 2.0], [3.0, 4.0]]);
    let y = matmul(&x, &x) - &x;
    let z = &x - matmul(&x, &x);
    Ok(())
}
