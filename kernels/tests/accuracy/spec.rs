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

/// A [`Spec`]: the name of a function, its operation and its reference; the promised error, the
/// range and the edges.
macro_rules! spec {
    (
        $name:literal: $op:ident by $reference:ident, within $max_ulp:literal, in $range:expr,
        near $edges:expr
    ) => {
        $crate::spec::Spec {
            name: $name,
            every: |x| $crate::slices::on_every($op, x),
            best: |x| $crate::slices::on_best($op, x),
            reference: &$reference,
            range: $range,
            edges: $edges,
            max_ulp: $max_ulp,
        }
    };
}

/// A [`PairSpec`], as [`spec!`].
macro_rules! pair_spec {
    (
        $name:literal: $op:ident by $reference:ident, within $max_ulp:literal, in $ranges:expr,
        related $related:expr
    ) => {
        $crate::spec::PairSpec {
            name: $name,
            every: |x, y| $crate::slices::on_every_pairs($op, x, y),
            best: |x, y| $crate::slices::on_best_pairs($op, x, y),
            reference: &$reference,
            ranges: $ranges,
            related: $related,
            max_ulp: $max_ulp,
        }
    };
}
