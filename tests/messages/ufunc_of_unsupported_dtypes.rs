//! Formulas are on integers, `f32` and `f64`.

use tightloop::ufunc;

ufunc! {
    fn half = Half(x: f16) -> f16 {
        0.5 * x
    }

    fn length = Length(x: String) -> i64 {
        x.len()
    }

    fn negated = Negated(x: bool) -> bool {
        !x
    }
}

fn main() {}
