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

/// As [`polynomial`], for many coefficients: the sums of even and of odd powers are computed side
/// by side. That takes two steps more. But with so many steps, each of which waits for the one
/// before it, the queues of a CPU are full before the next vectors can begin.
/// Up to four coefficients are not many.
///
/// The constant is added last, so the error is little more than that of the last rounding.
#[inline(always)]
pub fn long_polynomial<S: Isa, T: Float, const N: usize>(
    x: Vector<S, T>,
    coefficients: &[T; N],
) -> Vector<S, T> {
    if N < 5 {
        return polynomial(x, coefficients);
    }
    let square = x * x;
    let (mut sum, mut other) = (x.like(coefficients[N - 2]), x.like(coefficients[N - 1]));
    for i in (1..N - 2).rev() {
        (sum, other) = (other.mul_add(square, x.like(coefficients[i])), sum);
    }
    other.mul_add(x, sum).mul_add(x, x.like(coefficients[0]))
}
