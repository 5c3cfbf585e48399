//! `erfc`.

use crate::math::special::error_grid::{COMPLEMENT_LIMIT, complement};
use crate::math::special::{ComplementTable, exp_product};
use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The complement of the error function, `1 - erf(x)`, without its cancellation.
///
/// # Method
/// `f64` up to 6: Taylor's series from the nearest of 64 points per unit, in which the value and
/// the slope are known; see [`error_grid`](crate::math::special::error_grid).
///
/// `f32`, and beyond: `erfc(x) = e^(-x^2) * erfcx(x)`. The square is the sum of two floats, and
/// `erfcx`, which falls slowly from 1 to about `1 / (sqrt(pi) * x)`, the sum of a number from a
/// table and a small polynomial; see [`ComplementTable`]. For `x < 0`, `erfc(x) = 2 - erfc(-x)`.
///
/// # Accuracy
/// At most 0.98 ULP for `f32` and 0.98 ULP for `f64`, as measured by
/// `tests/accuracy`. Subnormal results are as accurate as others.
///
/// # Special values
/// `erfc(±0) = 1`, `erfc(-inf) = 2`, `erfc(inf) = 0`. NaN gives NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 6.0_f64);
/// // In an operation of your own, whose vector `x` holds 6.
/// assert_eq!(x.erfc().lane(0), 2.1519736712498913e-17);
/// assert_eq!((-x).erfc().lane(0), 2.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Erfc;

impl Catalogued for Erfc {
    type By = ByType;
}

/// By `e^(-x^2)`, for all numbers.
#[inline(always)]
fn by_power<S: Isa, T: ComplementTable>(x: Vector<S, T>) -> Vector<S, T> {
    let (zero, last) = (x.like(T::ZERO), x.like(T::LAST));
    let a = x.abs();
    let z = a.gt(last).select(last, a);
    let square = z * z;
    let rest = z.mul_add(z, -square);
    let [large, small] = exp_product([-square, -rest], T::erfcx(z, zero));

    let negative = x.lt(zero);
    let base = negative.select(x.like(T::from_f64(2.0)), zero);
    let [large, small] = [negative.select(-large, large), negative.select(-small, small)];
    let sum = base + large;
    let lost = (base - sum) + large;
    sum + (lost + small)
}

impl Unary<f32> for Erfc {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        by_power(x)
    }
}

impl Unary<f64> for Erfc {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        let limit = x.like(COMPLEMENT_LIMIT);
        let y = complement(limit.lesser(-limit.lesser(-x)), x.like(0.0)).round();
        let far = x.gt(limit);
        if !far.any() {
            return y;
        }
        far.select(by_power(x), y)
    }
}

impl<S: Isa, T: Float> Vector<S, T>
where
    Erfc: Unary<T>,
{
    /// The complement of the error function; see [`Erfc`].
    #[inline(always)]
    pub fn erfc(self) -> Self {
        Erfc.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn erfc32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).erfc().lane(0)
    }

    fn erfc64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).erfc().lane(0)
    }

    #[test]
    fn zeros_infinities_and_nan() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in [
            (0.0_f64, 1.0_f64),
            (-0.0, 1.0),
            (1e-30, 1.0),
            (INFINITY, 0.0),
            (-INFINITY, 2.0),
            (-9.0, 2.0),
        ] {
            assert_eq!(erfc64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(erfc32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(erfc64(nan).is_nan() && erfc32(nan as f32).is_nan());
        }
    }

    #[test]
    fn underflow_is_gradual() {
        assert_eq!(erfc64(27.2), f64::from_bits(2));
        assert_eq!(erfc32(10.05), 1e-45);
        for x in [27.3, 28.5, 1e300] {
            assert_eq!(erfc64(x).to_bits(), 0, "{x}");
        }
        for x in [10.1, 11.0, 1e30] {
            assert_eq!(erfc32(x).to_bits(), 0, "{x}");
        }
    }
}
