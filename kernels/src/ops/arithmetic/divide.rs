//! `divide`.

use crate::math::complex::quotient;
use crate::{Binary, Catalogued, ComplexVector, Cost, Cplx, DoubleComplex, Float, Isa, Vector};

/// `a / b`. Integers are divided as `f64`, and the result is an `f64`.
///
/// # Method
/// Complex numbers: [`quotient`], in `f64`.
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Each part of a complex quotient is within 4 ULP, even if
/// it is small by cancellation.
///
/// # Special values
/// `x / 0` is an infinity with the sign of the quotient, and `0 / 0` is NaN. Complex numbers: C99,
/// Annex G. See [`quotient`].
#[derive(Clone, Copy, Debug)]
pub struct Divide;

impl Catalogued for Divide {
    type By = DoubleComplex;
}

impl<T: Float> Binary<T> for Divide {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.div_alone(b)
    }
}

impl Binary<Cplx<f64>> for Divide {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: ComplexVector<S, f64>,
        b: ComplexVector<S, f64>,
    ) -> ComplexVector<S, f64> {
        quotient(a, b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    /// Asserts each quotient; signs of zeros matter.
    fn assert_quotients(table: &[([f64; 2], [f64; 2], [f64; 2])]) {
        let s = Scalar::new();
        let vector =
            |[re, im]: [f64; 2]| ComplexVector::new(Vector::splat(s, re), Vector::splat(s, im));
        for &(a, b, q) in table {
            let found = quotient(vector(a), vector(b));
            for (found, q) in [found.re.lane(0), found.im.lane(0)].into_iter().zip(q) {
                let same = found.to_bits() == q.to_bits() || found.is_nan() && q.is_nan();
                assert!(same, "{found:?} instead of {q:?} for {a:?} / {b:?}");
            }
        }
    }

    #[test]
    fn complex_special_values() {
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        assert_quotients(&[
            ([1.0, 1.0], [0.0, 0.0], [inf, inf]),
            ([1.0, -1.0], [-0.0, 0.0], [-inf, inf]),
            ([1.0, 0.0], [0.0, 0.0], [inf, nan]),
            ([0.0, 0.0], [0.0, 0.0], [nan, nan]),
            ([inf, nan], [0.0, 0.0], [inf, nan]),
            ([inf, 1.0], [2.0, 2.0], [inf, -inf]),
            ([nan, inf], [2.0, 2.0], [inf, inf]),
            ([1.0, 1.0], [inf, inf], [0.0, 0.0]),
            ([1.0, 1.0], [-inf, nan], [-0.0, -0.0]),
            ([-1.0, 2.0], [inf, 3.0], [-0.0, 0.0]),
            ([inf, 1.0], [inf, 1.0], [nan, nan]),
            ([nan, 1.0], [1.0, 1.0], [nan, nan]),
            ([-0.0, -0.0], [1.0, 1.0], [-0.0, 0.0]),
            ([-0.0, -0.0], [2.0, 0.0], [-0.0, -0.0]),
        ]);
    }

    #[test]
    fn complex_quotients_need_no_room() {
        let (huge, tiny) = (2_f64.powi(1020), f64::from_bits(1));
        assert_quotients(&[
            ([huge, huge], [huge, huge], [1.0, 0.0]),
            ([tiny, tiny], [tiny, tiny], [1.0, 0.0]),
            ([huge, -huge], [huge, huge], [0.0, -1.0]),
            ([huge, 1e-280], [1.0, 0.0], [huge, 1e-280]),
            ([1.0, 0.0], [0.0, 2.0], [0.0, -0.5]),
            ([0.1, 0.7], [0.1, 0.7], [1.0, 0.0]),
            ([5.0, 10.0], [3.0, 4.0], [2.2, 0.4]),
        ]);
    }
}
