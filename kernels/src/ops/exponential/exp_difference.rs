//! The exponential of a difference.

use super::exp::{DOUBLE, SINGLE};
use crate::math::Pair;
use crate::{Binary, Cost, Isa, Vector};

/// `e^(x - y)`: the terms of `logsumexp` and `softmax`, where `y` is the largest element.
///
/// # Method
/// That of [`Exp`](crate::ops::Exp), for the exact difference: what rounding it would lose is added
/// once the power of two has been taken off. Rounded, a difference of -700 would cost 500 units in
/// the last place.
///
/// # Accuracy
/// At most 0.94 ULP for `f32`, and 0.79 ULP for `f64`, as the tests of `softmax` measure it.
///
/// # Special values
/// Those of [`Exp`](crate::ops::Exp) at `x - y`, which is NaN for infinities of the same sign.
#[derive(Clone, Copy, Debug)]
pub struct ExpDifference;

impl Binary<f32> for ExpDifference {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>, y: Vector<S, f32>) -> Vector<S, f32> {
        SINGLE.of_sum(Pair::sum(x, -y))
    }
}

impl Binary<f64> for ExpDifference {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
        DOUBLE.of_sum(Pair::sum(x, -y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn of32(x: f32, y: f32) -> f32 {
        let [x, y] = [x, y].map(|x| Vector::splat(Scalar::new(), x));
        Binary::<f32>::apply(&ExpDifference, x, y).lane(0)
    }

    fn of64(x: f64, y: f64) -> f64 {
        let [x, y] = [x, y].map(|x| Vector::splat(Scalar::new(), x));
        Binary::<f64>::apply(&ExpDifference, x, y).lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y, expected) in [
            (0.0, 0.0, 1.0),
            (1e300, 1e300, 1.0),
            (-1e300, 1e300, 0.0),
            (-INFINITY, 3.0, 0.0),
            (-INFINITY, INFINITY, 0.0),
            (3.0, INFINITY, 0.0),
            (INFINITY, 0.0, INFINITY),
            (1e300, -1e300, INFINITY),
            (f64::MAX, -f64::MAX, INFINITY),
            (-f64::MAX, f64::MAX, 0.0),
        ] {
            assert_eq!(of64(x, y).to_bits(), expected.to_bits(), "{x} - {y}");
            let [small_x, small_y] = [x, y].map(|x| x as f32);
            if small_x.is_finite() == x.is_finite() && small_y.is_finite() == y.is_finite() {
                let found = of32(small_x, small_y);
                assert_eq!(found.to_bits(), (expected as f32).to_bits(), "{x} - {y}");
            }
        }
        assert_eq!((of32(f32::MIN, f32::MAX), of32(f32::MAX, f32::MIN)), (0.0, f32::INFINITY));
        for (x, y) in [
            (f64::NAN, 0.0),
            (0.0, f64::NAN),
            (INFINITY, INFINITY),
            (-INFINITY, -INFINITY),
            (f64::NAN, INFINITY),
        ] {
            assert!(of64(x, y).is_nan() && of32(x as f32, y as f32).is_nan(), "{x} - {y}");
        }
    }

    /// Differences that are rounded: the exact one of `f32` is an `f64`.
    #[test]
    fn differences_are_exact() {
        let mut state = 1_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 40) as f32 / (1 << 24) as f32
        };
        let mut worst = 0.0_f64;
        for _ in 0..1_000_000 {
            let y = (random() - 0.5) * 200.0;
            let x = y - random() * random() * 104.0;
            let exact = (f64::from(x) - f64::from(y)).exp();
            let unit = f64::from((exact as f32).next_up()) - f64::from(exact as f32);
            worst = worst.max((f64::from(of32(x, y)) - exact).abs() / unit);
        }
        assert!(worst <= 0.94, "{worst}");
    }
}
