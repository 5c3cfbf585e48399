//! An output has the dtype of the result.

use tightloop::{Result, add_into};

fn main() -> Result<()> {
    let (x, mut out) = ([1.0f32, 2.0], [0.0f64; 2]);
    add_into(&x, &x, &mut out)?;
    Ok(())
}
