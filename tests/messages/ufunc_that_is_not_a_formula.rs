//! Formulas are on vectors: without `if`, and with the result that is declared.

use tightloop::ufunc;

ufunc! {
    fn step = Step(x: f32) -> f32 {
        if x > 0.0 { 1.0 } else { 0.0 }
    }

    fn is_positive = IsPositive(x: f32) -> bool {
        x > 0.0
    }

    fn sign = Sign(x: f32) -> f32 {
        x.gt(x.like(0.0))
    }
}

fn main() {}
