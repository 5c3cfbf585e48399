//! Dtypes are not promoted: `cast` one operand.

use tightloop::{Array, Result, add};

fn main() -> Result<()> {
    let (x, y) = (Array::from([1.0f32, 2.0]), Array::from([1.0f64, 2.0]));
    add(&x, &y)?;
    let z = &x + &y;
    let z = &x + 1.0f64;
    Ok(())
}
