//! Slices are ranges and indices.

use tightloop::{Array, Result};

fn main() -> Result<()> {
    let x = Array::from([[1.0, 2.0], [3.0, 4.0]]);
    x.slice(0.5)?;
    x.slice("rows")?;
    x.slice((0.5, ..))?;
    x.slice(0, 1)?;
    Ok(())
}
