//! `mean`.

use super::same_blocks::{AccOf, OutOf, PartOf, PivotOf, same_blocks};
use crate::ops::Sum;
use crate::{BlockFold, Float, Interleaved, InterleavedVector, Isa, Value, Vector};

/// The arithmetic mean: the [`Sum`], divided by the number of elements. Integers and truth values
/// are added as `f64`, 16-bit floats as `f32`.
///
/// # Special values
/// The mean of no elements is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Mean;

same_blocks! {
    Mean of Sum:
    f32 => f32: |_this, acc, count| {
        quotient(BlockFold::<f32>::finish::<S>(&Sum, acc, count), count)
    };
    f64 => f64: |_this, acc, count| {
        quotient(BlockFold::<f64>::finish::<S>(&Sum, acc, count), count)
    };
    Interleaved<f32> => Interleaved<f32>: |_this, acc, count| {
        let sum = BlockFold::<Interleaved<f32>>::finish::<S>(&Sum, acc, count);
        InterleavedVector([quotient(sum.0[0], count), quotient(sum.0[1], count)])
    };
    Interleaved<f64> => Interleaved<f64>: |_this, acc, count| {
        let sum = BlockFold::<Interleaved<f64>>::finish::<S>(&Sum, acc, count);
        InterleavedVector([quotient(sum.0[0], count), quotient(sum.0[1], count)])
    };
}

/// A sum, divided by a count.
#[inline(always)]
fn quotient<S: Isa, T: Float>(sum: Vector<S, T>, count: usize) -> Vector<S, T> {
    sum / sum.like(T::from_f64(count as f64))
}
