//! Roots and magnitudes.

use crate::oracle::CBRT;
use crate::slices::{on_best, on_every};
use crate::spec::{PairSpec, Spec};
use tightloop_kernels::ops::Cbrt;

pub const SINGLE: &[Spec<f32>] = &[Spec {
    name: "cbrt",
    every: |x| on_every(Cbrt, x),
    best: |x| on_best(Cbrt, x),
    reference: &CBRT,
    range: -10.0..=10.0,
    edges: &[1.0, 2.0, 4.0, f32::MIN_POSITIVE as f64, f32::MAX as f64],
    max_ulp: 0.54,
}];

pub const DOUBLE: &[Spec<f64>] = &[Spec {
    name: "cbrt",
    every: |x| on_every(Cbrt, x),
    best: |x| on_best(Cbrt, x),
    reference: &CBRT,
    range: -10.0..=10.0,
    edges: &[1.0, 2.0, 4.0, f64::MIN_POSITIVE, f64::MAX],
    max_ulp: 0.501,
}];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
