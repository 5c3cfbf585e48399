//! A function is for the dtypes that its formula names.

use tightloop::{Array, ufunc};

ufunc! {
    fn cube = Cube(x: f32) -> f32 {
        x * x * x
    }

    fn softsign = Softsign(x: T) -> T where T: f32 | f64 {
        x / (1.0 + x.abs())
    }
}

fn main() {
    cube(&Array::from([1.0f64, 2.0]));
    softsign(&Array::from([1i32, 2]));
}
