//! `matmul` is for numbers.

use tightloop::{Array, Result, matmul};

fn main() -> Result<()> {
    let x = Array::from([[true, false], [false, true]]);
    matmul(&x, &x)?;
    Ok(())
}
