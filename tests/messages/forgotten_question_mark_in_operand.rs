//! A function that can fail gives a `Result`: `?` takes the array out of it.

use tightloop::{Array, Result, add, multiply};

fn main() -> Result<()> {
    let x = Array::from([1.0, 2.0]);
    let y = add(&x, multiply(&x, &x))?;
    println!("{y}");
    Ok(())
}
