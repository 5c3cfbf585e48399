//! Methods of arrays are called on the array, not on the `Result` that holds it.

use tightloop::{Array, Result, multiply};

fn main() -> Result<()> {
    let x = Array::<f64>::zeros(&[2, 3]);
    println!("{:?}", x.shape());
    let y = Array::from([1.0, 2.0]);
    println!("{}", multiply(&y, &y).t());
    Ok(())
}
