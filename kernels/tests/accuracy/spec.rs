//! What functions promise.

use crate::oracle::Function;
use core::ops::RangeInclusive;

/// What one function promises for one type.
pub struct Spec<T: 'static> {
    pub name: &'static str,
    /// The function, on every ISA; they must agree.
    pub every: fn(&[T]) -> Vec<T>,
    /// The function, on the best ISA.
    pub best: fn(&[T]) -> Vec<T>,
    pub reference: &'static Function,
    /// The range in which values are neither constant nor infinite. Samples are even in it.
    pub range: RangeInclusive<f64>,
    /// Points at which something changes: ends of ranges, boundaries of the reduction, zeros.
    /// Samples are at all distances from them.
    pub edges: &'static [f64],
    /// The promised error, in units in the last place.
    pub max_ulp: f64,
}
