//! Roots and magnitudes.

use crate::oracle::{CBRT, HYPOT, RSQRT};
use crate::slices::{on_best, on_best_pairs, on_every, on_every_pairs};
use crate::spec::{PairSpec, Spec};
use tightloop_kernels::ops::{Cbrt, Hypot, Rsqrt};

pub const SINGLE: &[Spec<f32>] = &[
    Spec {
        name: "rsqrt",
        every: |x| on_every(Rsqrt, x),
        best: |x| on_best(Rsqrt, x),
        reference: &RSQRT,
        range: 0.25..=4.0,
        edges: &[1.0, 2.0, f32::MIN_POSITIVE as f64, f32::MAX as f64],
        max_ulp: 0.51,
    },
    Spec {
        name: "cbrt",
        every: |x| on_every(Cbrt, x),
        best: |x| on_best(Cbrt, x),
        reference: &CBRT,
        range: -10.0..=10.0,
        edges: &[1.0, 2.0, 4.0, f32::MIN_POSITIVE as f64, f32::MAX as f64],
        max_ulp: 0.54,
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    Spec {
        name: "rsqrt",
        every: |x| on_every(Rsqrt, x),
        best: |x| on_best(Rsqrt, x),
        reference: &RSQRT,
        range: 0.25..=4.0,
        edges: &[1.0, 2.0, f64::MIN_POSITIVE, f64::MAX],
        max_ulp: 0.51,
    },
    Spec {
        name: "cbrt",
        every: |x| on_every(Cbrt, x),
        best: |x| on_best(Cbrt, x),
        reference: &CBRT,
        range: -10.0..=10.0,
        edges: &[1.0, 2.0, 4.0, f64::MIN_POSITIVE, f64::MAX],
        max_ulp: 0.501,
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[PairSpec {
    name: "hypot",
    every: |x, y| on_every_pairs(Hypot, x, y),
    best: |x, y| on_best_pairs(Hypot, x, y),
    reference: &HYPOT,
    ranges: [-10.0..=10.0, -10.0..=10.0],
    related: &[|x| x, |x| x / 4096.0, |x| x / 16_777_216.0, |x| x * 1e9],
    max_ulp: 0.75,
}];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[PairSpec {
    name: "hypot",
    every: |x, y| on_every_pairs(Hypot, x, y),
    best: |x, y| on_best_pairs(Hypot, x, y),
    reference: &HYPOT,
    ranges: [-10.0..=10.0, -10.0..=10.0],
    related: &[|x| x, |x| x / 4096.0, |x| x / 134_217_728.0, |x| x * 1e9],
    max_ulp: 0.75,
}];
