//! `divmod` is for real numbers.

use tightloop::{Array, C64, Result, divmod};

fn main() -> Result<()> {
    let x = Array::from([C64::new(1.0, 2.0)]);
    divmod(&x, &x)?;
    Ok(())
}
