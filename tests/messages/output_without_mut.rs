//! Outputs are `&mut`.

use tightloop::{Array, Result, add_into};

fn main() -> Result<()> {
    let (x, mut out) = (Array::from([1.0, 2.0]), Array::from([0.0, 0.0]));
    add_into(&x, 1.0, &out)?;
    add_into(&x, 1.0, out)?;
    add_into(&x, 1.0, vec![0.0; 2])?;
    Ok(())
}
