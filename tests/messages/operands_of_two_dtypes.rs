//! Integers and floats are not promoted: `cast` one operand. Numbers have the dtype of the array.

use tightloop::{Array, Result, add};

fn main() -> Result<()> {
    let (x, y) = (Array::from([1.0f32, 2.0]), Array::from([1i32, 2]));
    add(&x, &y)?;
    let z = &x + &y;
    let z = &x + 1.0f64;
    Ok(())
}
