//! Tables of special values.

use crate::isa::Scalar;
use crate::{ComplexVector, Cplx, Unary, Vector};

/// Returns the result of an operation on one number.
pub fn apply<Op: Unary<Cplx<f64>>>(op: &Op, [re, im]: [f64; 2]) -> [f64; 2] {
    let s = Scalar::new();
    let y = op.apply(ComplexVector::new(Vector::splat(s, re), Vector::splat(s, im)));
    [y.re.lane(0), y.im.lane(0)]
}

/// Asserts the results of an operation, and that conjugate operands have conjugate results. Signs
/// of zeros matter.
pub fn assert_table<Op: Unary<Cplx<f64>>>(op: Op, table: &[([f64; 2], [f64; 2])]) {
    for &(z, y) in table {
        let conj = |[re, im]: [f64; 2]| [re, -im];
        for (z, y) in [(z, y), (conj(z), conj(y))] {
            let found = apply(&op, z);
            for (found, y) in found.into_iter().zip(y) {
                let same = found.to_bits() == y.to_bits() || found.is_nan() && y.is_nan();
                assert!(same, "{found:?} instead of {y:?} at {z:?}");
            }
        }
    }
}
