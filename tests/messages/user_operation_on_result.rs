//! Operations of users, too, take arrays, not the `Result`s of functions.

use tightloop::{Array, Binary, BinaryExt, Isa, Result, UnaryExt, Vector, add, ufunc};

struct Difference;

impl Binary<f32> for Difference {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
        a - b
    }
}

ufunc! {
    fn cube = Cube(x: f32) -> f32 {
        x * x * x
    }
}

fn main() -> Result<()> {
    let x = Array::from([1.0f32, 2.0]);
    Difference.map(&x, Difference.map(&x, &x))?;
    Cube.map(add(&x, &x));
    cube(add(&x, &x));
    Ok(())
}
