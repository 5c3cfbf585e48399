//! The first two moments of a sequence, of numbers with one real part or two: what variances are
//! made of.
//!
//! Within a block, differences from a pivot, which is one of its elements, and their squares are
//! added up, so that a large mean costs no digits. Blocks become means and sums of squared
//! distances from them, which are merged by the formula of Chan, Golub and LeVeque ("Updating
//! formulae and a pairwise algorithm for computing sample variances", 1979).

use crate::{Float, Isa, Vector};

/// The real parts of a number: one, or two of a complex number.
pub(super) type Parts<S, T, const N: usize> = [Vector<S, T>; N];

/// Sums of differences from a pivot, and the sum of the squares of all parts of them.
pub(super) type Sums<S, T, const N: usize> = (Parts<S, T, N>, Vector<S, T>);

/// A mean, and the sum of the squared distances from it. The mean is the sum of two numbers, so
/// that it is known to more digits than one has: an element, and an offset. Complex numbers have no
/// room for offsets: `L` is 0.
pub(super) type Moments<S, T, const N: usize, const L: usize> =
    (Parts<S, T, N>, Parts<S, T, L>, Vector<S, T>);

/// Adds a difference from the pivot to the sums.
#[inline(always)]
pub(super) fn add<S: Isa, T: Float, const N: usize>(
    (mut sums, mut squares): Sums<S, T, N>,
    difference: Parts<S, T, N>,
) -> Sums<S, T, N> {
    for k in 0..N {
        sums[k] = sums[k] + difference[k];
        squares = difference[k].mul_add(difference[k], squares);
    }
    (sums, squares)
}

/// Returns the moments of `count` numbers, at least one, from their sums.
#[inline(always)]
pub(super) fn close<S: Isa, T: Float, const N: usize, const L: usize>(
    (sums, squares): Sums<S, T, N>,
    pivot: Parts<S, T, N>,
    count: Vector<S, T>,
) -> Moments<S, T, N, L> {
    let (infinity, zero) = (squares.like(T::INFINITY), squares.like(T::ZERO));
    let (mut mean, mut offsets, mut distances) = (pivot, [zero; L], squares);
    // Squares of finite numbers may be infinite, and then so are the distances.
    let mut overflows = squares.eq(infinity);
    for k in 0..N {
        let offset = sums[k] / count;
        if L == 0 {
            mean[k] = pivot[k] + offset;
        } else {
            offsets[k] = offset;
        }
        distances = offset.neg_mul_add(sums[k], distances);
        overflows = overflows & sums[k].abs().lt(infinity);
    }
    (mean, offsets, overflows.select(infinity, distances.max(zero)))
}

/// Merges two moments. `ratio` is the second count divided by the sum of both, and `weight` is the
/// first count multiplied by that.
#[inline(always)]
pub(super) fn merge<S: Isa, T: Float, const N: usize, const L: usize>(
    (mut mean, mut offsets, distances): Moments<S, T, N, L>,
    (other, other_offsets, other_distances): Moments<S, T, N, L>,
    ratio: Vector<S, T>,
    weight: Vector<S, T>,
) -> Moments<S, T, N, L> {
    let mut all = distances + other_distances;
    for k in 0..N {
        let mut difference = other[k] - mean[k];
        if L == 0 {
            mean[k] = difference.mul_add(ratio, mean[k]);
        } else {
            difference = difference + (other_offsets[k] - offsets[k]);
            offsets[k] = difference.mul_add(ratio, offsets[k]);
        }
        all = (difference * difference).mul_add(weight, all);
    }
    (mean, offsets, all)
}
