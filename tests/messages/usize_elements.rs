//! `usize` is not a dtype, since its size depends on the CPU: use `u64` or `i64`.

use tightloop::{Array, Result, add};

fn main() -> Result<()> {
    let lengths: Vec<usize> = vec![1, 2];
    add(&lengths, 1)?;
    Array::from(lengths);
    Array::<usize>::zeros(&[2])?;
    Ok(())
}
