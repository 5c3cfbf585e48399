//! A user's operation runs on the dtypes it is written for.

use tightloop::{Array, Isa, Unary, UnaryExt, Vector};

struct Double;

impl Unary<f32> for Double {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        x + x
    }
}

fn main() {
    Double.map(&Array::from([1.0f64, 2.0]));
    Double.map(&Array::from([1i32, 2]));
}
