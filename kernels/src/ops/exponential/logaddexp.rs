//! `logaddexp`.

use crate::math::{Base, FixedPoint, LogAdd};
use crate::{Associative, Binary, ByType, Catalogued, Cost, Isa, Lane, Vector};
use tightloop_array_core::{bf16, f16};

/// `ln(e^x + e^y)`, without overflow.
///
/// # Method
/// [`LogAdd`]: the larger number plus the logarithm of a sum, in two floats each; near 0, powers of
/// 70 or 256 bits. `f32` is computed in `f64`, and rounded.
///
/// # Accuracy
/// At most 0.51 ULP for `f32` and 0.56 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// If either number is infinity, so is the result; if one is `-inf`, the result is the other. If
/// either is NaN, it is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1000.0_f64);
/// // In an operation of your own, on a vector `x` of thousands.
/// assert_eq!(x.logaddexp(x).lane(0), 1000.0 + core::f64::consts::LN_2);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LogAddExp;

impl Catalogued for LogAddExp {
    type By = ByType;
}

/// Lists the floats.
macro_rules! associative {
    ($($t:ident)*) => {$(
        impl Associative<$t> for LogAddExp {
            const IDENTITY: Option<$t> = Some($t::NEG_INFINITY);
        }
    )*};
}
associative! { f16 bf16 f32 f64 }

/// The constants, as in [`Exp`](super::Exp), but with a polynomial of degree 6.
const DOUBLE: LogAdd<2> = LogAdd {
    base: Base::E,
    polynomial: [
        1.0,
        0.5000000000000003,
        0.16666666666666674,
        0.041666666661527935,
        0.00833333333250943,
        0.0013889098043834347,
        0.00019841540783166356,
    ],
    slope: [1.0, 0.0],
    exactly: [FixedPoint::ONE, FixedPoint::ONE],
};

impl Binary<f32> for LogAddExp {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>, y: Vector<S, f32>) -> Vector<S, f32> {
        let ([a, b], [c, d]) = (x.widen(), y.widen());
        Vector::narrow([DOUBLE.apply(a, c), DOUBLE.apply(b, d)])
    }
}

impl Binary<f64> for LogAddExp {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
        DOUBLE.apply(x, y)
    }
}

impl<S: Isa, T: Lane> Vector<S, T>
where
    LogAddExp: Binary<T>,
{
    /// `ln(e^x + e^y)`, with `y` the other number; see [`LogAddExp`].
    #[inline(always)]
    pub fn logaddexp(self, other: Self) -> Self {
        LogAddExp.apply(self, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        let s = Scalar::new();
        for (x, y, z) in [
            (INFINITY, 1.0, INFINITY),
            (INFINITY, INFINITY, INFINITY),
            (INFINITY, -INFINITY, INFINITY),
            (-INFINITY, -INFINITY, -INFINITY),
            (-INFINITY, 2.5, 2.5),
            (1e30, -1e30, 1e30),
            (-1e30, -2e30, -1e30),
            (100.0, 0.0, 100.0),
            (0.0, 0.0, core::f64::consts::LN_2),
        ] {
            for (x, y) in [(x, y), (y, x)] {
                let double = Vector::splat(s, x).logaddexp(Vector::splat(s, y)).lane(0);
                assert_eq!(double, z, "{x} and {y}");
                let [x, y] = [x, y].map(|x| Vector::splat(s, x as f32));
                assert_eq!(x.logaddexp(y).lane(0), z as f32);
            }
        }
        for other in [0.0, INFINITY, -INFINITY, f64::NAN] {
            let [nan, other] = [f64::NAN, other].map(|x| Vector::splat(s, x));
            assert!(nan.logaddexp(other).lane(0).is_nan() && other.logaddexp(nan).lane(0).is_nan());
        }
    }
}
