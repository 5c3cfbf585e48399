//! Polynomials.

use crate::{Float, Isa, Vector};

/// The polynomial with these coefficients, the constant first, by Horner's rule with fused steps.
///
/// No other scheme takes fewer steps. Each step waits for the one before it, but a loop has enough
/// vectors in flight to fill the time.
#[inline(always)]
pub fn polynomial<S: Isa, T: Float>(x: Vector<S, T>, coefficients: &[T]) -> Vector<S, T> {
    let (&last, others) = coefficients.split_last().expect("a polynomial has a coefficient");
    let mut sum = x.like(last);
    for &coefficient in others.iter().rev() {
        sum = sum.mul_add(x, x.like(coefficient));
    }
    sum
}
