//! All values of an operation have the same number of lanes.

use tightloop::ufunc;

ufunc! {
    fn scaled = Scaled(x: f32, factor: f64) -> f32 {
        x
    }

    fn widened = Widened(x: f32) -> f64 {
        x.widen()[0]
    }
}

fn main() {}
