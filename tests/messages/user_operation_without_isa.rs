//! A helper of a formula is generic over the ISA, which is an `Isa`.

use tightloop::{Isa, Unary, Vector};

struct Silu;

impl Unary<f32> for Silu {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        x * sigmoid(x)
    }
}

#[inline(always)]
fn sigmoid<S>(x: Vector<S, f32>) -> Vector<S, f32> {
    1.0 / (1.0 + (-x).exp())
}

struct Cube;

impl Unary<f32> for Cube {
    #[inline(always)]
    fn apply<S>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        x * x * x
    }
}

fn main() {}
