//! A conversion names its target.

use tightloop::{Array, Result, cast};

fn main() -> Result<()> {
    let x = cast(&Array::from([1.5, 2.5]));
    Array::zeros(&[2])?;
    Ok(())
}
