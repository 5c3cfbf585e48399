//! Tables of special values.

use crate::isa::Scalar;
use crate::{ComplexVector, Vector};

/// A function of one number per register.
type Function = fn(ComplexVector<Scalar, f64>) -> ComplexVector<Scalar, f64>;

/// Asserts the results of a function, and that conjugate operands have conjugate results. Signs of
/// zeros matter.
pub fn assert_table(f: Function, table: &[([f64; 2], [f64; 2])]) {
    let s = Scalar::new();
    for &(z, y) in table {
        let conj = |[re, im]: [f64; 2]| [re, -im];
        for (z, y) in [(z, y), (conj(z), conj(y))] {
            let found = f(ComplexVector::new(Vector::splat(s, z[0]), Vector::splat(s, z[1])));
            for (found, y) in [found.re.lane(0), found.im.lane(0)].into_iter().zip(y) {
                let same = found.to_bits() == y.to_bits() || found.is_nan() && y.is_nan();
                assert!(same, "{found:?} instead of {y:?} at {z:?}");
            }
        }
    }
}

/// Asserts that a function is odd, at all points of a table.
pub fn assert_odd(f: Function, table: &[([f64; 2], [f64; 2])]) {
    for &([re, im], [a, b]) in table {
        assert_table(f, &[([-re, -im], [-a, -b])]);
    }
}
