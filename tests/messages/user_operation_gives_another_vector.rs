//! `Unary<f32>` gives `f32`. Another type of result is named: `Unary<f32, i32>`.

use tightloop::{Isa, Unary, Vector};

struct Rounded;

impl Unary<f32> for Rounded {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, i32> {
        x.to_int()
    }
}

fn main() {}
