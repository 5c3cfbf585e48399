//! The smallest program that uses `exp` and `matmul`. CI limits the size of the executable.

#![forbid(unsafe_code)]

use tightloop::{Array, Result, exp, matmul};

fn main() -> Result<()> {
    let x = Array::linspace(0.0f32, 1.0, 16)?.into_shape(&[4, 4])?;
    println!("{}", matmul(exp(&x), x.t())?);
    Ok(())
}
