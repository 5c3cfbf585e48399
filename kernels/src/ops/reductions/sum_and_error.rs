//! A sum and its error, of which longer sums are made.

use super::same_blocks::{AccOf, OutOf, PartOf, PivotOf, same_blocks};
use super::sum::{add_pairs, add_up};
use crate::isa::Scalar;
use crate::ops::Sum;
use crate::{BlockFold, Float, Isa, Value, Vector};

/// The [`Sum`] of floats as a pair: the sums of blocks, added up, and the errors of these
/// additions, added up. Sums of more elements are made of such pairs.
#[derive(Clone, Copy, Debug)]
pub struct SumAndError;

same_blocks! {
    SumAndError of Sum:
    f32 => [f32; 2]: |_this, acc, _count| [acc.0, acc.1];
    f64 => [f64; 2]: |_this, acc, _count| [acc.0, acc.1];
}

impl SumAndError {
    /// Adds two pairs; `a` is that of earlier elements.
    pub fn add<T: Float>(a: [T; 2], b: [T; 2]) -> [T; 2] {
        let s = Scalar::new();
        let pair = |[sum, error]: [T; 2]| (Vector::splat(s, sum), Vector::splat(s, error));
        let (sum, error) = add_pairs(pair(a), pair(b));
        [sum.lane(0), error.lane(0)]
    }

    /// Returns the sum that a pair stands for.
    pub fn total<T: Float>([sum, error]: [T; 2]) -> T {
        let s = Scalar::new();
        add_up((Vector::splat(s, sum), Vector::splat(s, error))).lane(0)
    }

    /// The number of elements in a block of a sum: pairs of `2^n` blocks are parts of all longer
    /// sums.
    pub const fn block<T: Float>() -> usize {
        32 * T::WIDEST
    }
}
