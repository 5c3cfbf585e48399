//! `matmul` is for `f32` and `f64`.

use tightloop::{Array, Result, matmul};

fn main() -> Result<()> {
    let x = Array::from([[1, 2], [3, 4]]);
    matmul(&x, &x)?;
    Ok(())
}
