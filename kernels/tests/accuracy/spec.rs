//! What functions promise.

use crate::oracle::{Function, PairFunction};
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

/// What one function of two numbers promises for one type.
pub struct PairSpec<T: 'static> {
    pub name: &'static str,
    /// The function, on every ISA; they must agree.
    pub every: fn(&[T], &[T]) -> Vec<T>,
    /// The function, on the best ISA.
    pub best: fn(&[T], &[T]) -> Vec<T>,
    pub reference: &'static PairFunction,
    /// The ranges in which values are neither constant nor infinite. Samples are even in them.
    pub ranges: [RangeInclusive<f64>; 2],
    /// The second number at which something happens for a first one: the result overflows, or
    /// is close to 0, or terms cancel. Samples are at all distances from it.
    pub related: &'static [fn(f64) -> f64],
    /// The promised error, in units in the last place.
    pub max_ulp: f64,
}
