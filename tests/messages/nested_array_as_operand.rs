//! Nested arrays become operands by `Array::from`.

use tightloop::{Result, add};

fn main() -> Result<()> {
    add(&[[1.0, 2.0], [3.0, 4.0]], 1.0)?;
    Ok(())
}
