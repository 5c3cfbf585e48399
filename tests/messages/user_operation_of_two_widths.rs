//! A register of `f32` has twice as many lanes as one of `f64`.

use tightloop::{Binary, Isa, Vector};

struct Add;

impl Binary<f32, f64, f64> for Add {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>, y: Vector<S, f64>) -> Vector<S, f64> {
        x + y
    }
}

fn main() {}
