//! `logaddexp2`.

use crate::math::{Base, FixedPoint, LOG2_E, LogAdd};
use crate::{Associative, Binary, ByType, Catalogued, Cost, Isa, Lane, Vector};
use tightloop_array_core::{bf16, f16};

/// `log2(2^x + 2^y)`, without overflow.
///
/// # Method
/// [`LogAdd`]: the larger number plus the logarithm of a sum, in two floats each; near 0, powers of
/// 70 or 256 bits. `f32` is computed in `f64`, and rounded.
///
/// # Accuracy
/// At most 0.51 ULP for `f32` and 0.69 ULP for `f64`, as measured by `tests/accuracy`.
///
/// # Special values
/// If either number is infinity, so is the result; if one is `-inf`, the result is the other. If
/// either is NaN, it is NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1000.0_f64);
/// // In an operation of your own, on a vector `x` of thousands.
/// assert_eq!(x.logaddexp2(x).lane(0), 1001.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LogAddExp2;

impl Catalogued for LogAddExp2 {
    type By = ByType;
}

/// Lists the floats.
macro_rules! associative {
    ($($t:ident)*) => {$(
        impl Associative<$t> for LogAddExp2 {
            const IDENTITY: Option<$t> = Some($t::NEG_INFINITY);
        }
    )*};
}
associative! { f16 bf16 f32 f64 }

/// The constants, as in [`Exp2`](super::Exp2), but with a polynomial of degree 6.
const DOUBLE: LogAdd<1> = LogAdd {
    base: Base::TWO,
    polynomial: [
        core::f64::consts::LN_2,
        0.24022650695910086,
        0.055504108665011584,
        0.009618129106480943,
        0.0013333554254306957,
        0.00015403759517727358,
        1.548061054840321e-05,
    ],
    slope: LOG2_E,
    exactly: [FixedPoint::LN_2, FixedPoint::LOG2_E],
};

impl Binary<f32> for LogAddExp2 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>, y: Vector<S, f32>) -> Vector<S, f32> {
        let ([a, b], [c, d]) = (x.widen(), y.widen());
        Vector::narrow([DOUBLE.apply(a, c), DOUBLE.apply(b, d)])
    }
}

impl Binary<f64> for LogAddExp2 {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
        DOUBLE.apply(x, y)
    }
}

impl<S: Isa, T: Lane> Vector<S, T>
where
    LogAddExp2: Binary<T>,
{
    /// `log2(2^x + 2^y)`, with `y` the other number; see [`LogAddExp2`].
    #[inline(always)]
    pub fn logaddexp2(self, other: Self) -> Self {
        LogAddExp2.apply(self, other)
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
            (0.0, 0.0, 1.0),
            (-1.0, -1.0, 0.0),
        ] {
            for (x, y) in [(x, y), (y, x)] {
                let double = Vector::splat(s, x).logaddexp2(Vector::splat(s, y)).lane(0);
                assert_eq!(double, z, "{x} and {y}");
                let [x, y] = [x, y].map(|x| Vector::splat(s, x as f32));
                assert_eq!(x.logaddexp2(y).lane(0), z as f32);
            }
        }
        for other in [0.0, INFINITY, -INFINITY, f64::NAN] {
            let [nan, other] = [f64::NAN, other].map(|x| Vector::splat(s, x));
            assert!(
                nan.logaddexp2(other).lane(0).is_nan() && other.logaddexp2(nan).lane(0).is_nan()
            );
        }
    }
}
