//! Polynomials.

use crate::{Float, Isa, Vector};

/// The polynomial with these coefficients, the constant one first, by Horner's rule with fused
/// steps.
///
/// One step a coefficient is the fewest that there can be. Each waits for the one before, but a
/// loop has enough vectors in flight to fill the time.
#[inline(always)]
pub fn polynomial<S: Isa, T: Float, const N: usize>(
    x: Vector<S, T>,
    coefficients: &[T; N],
) -> Vector<S, T> {
    let mut sum = x.like(coefficients[N - 1]);
    for i in (0..N - 1).rev() {
        sum = sum.mul_add(x, x.like(coefficients[i]));
    }
    sum
}
