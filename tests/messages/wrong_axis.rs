//! Axes are integers, or arrays of them.

use tightloop::{Array, Result, sum_axis};

fn main() -> Result<()> {
    let x = Array::from([[1.0, 2.0], [3.0, 4.0]]);
    sum_axis(&x, 1.0)?;
    sum_axis(&x, (0, 1))?;
    sum_axis(&x, None)?;
    sum_axis(&x)?;
    Ok(())
}
