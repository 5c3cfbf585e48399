//! An operation has up to three arguments. One of more is a `Unary<[f32; 4], f32>`.

use tightloop::ufunc;

ufunc! {
    fn volume = Volume(a: f32, b: f32, c: f32, d: f32) -> f32 {
        a * b * c * d
    }
}

fn main() {}
