//! A formula works on vectors: it has no `if` on them, and not all methods of `f32`.

use tightloop::{Isa, Unary, Vector};

struct Logistic;

impl Unary<f32> for Logistic {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        if x > 0.0 { 1.0 } else { x.powi(2) }
    }
}

fn main() {}
