//! Trigonometric functions and their inverses.

use crate::oracle::{DEG2RAD, RAD2DEG};
use crate::slices::{on_best, on_every};
use crate::spec::{PairSpec, Spec};
use core::f64::consts::FRAC_PI_2;
use tightloop_kernels::ops::{Deg2Rad, Rad2Deg};

pub const SINGLE: &[Spec<f32>] = &[
    Spec {
        name: "deg2rad",
        every: |x| on_every(Deg2Rad, x),
        best: |x| on_best(Deg2Rad, x),
        reference: &DEG2RAD,
        range: -360.0..=360.0,
        edges: &[90.0, f32::MIN_POSITIVE as f64, f32::MAX as f64],
        max_ulp: 0.66,
    },
    Spec {
        name: "rad2deg",
        every: |x| on_every(Rad2Deg, x),
        best: |x| on_best(Rad2Deg, x),
        reference: &RAD2DEG,
        range: -7.0..=7.0,
        edges: &[FRAC_PI_2, f32::MIN_POSITIVE as f64, f32::MAX as f64 / 57.0],
        max_ulp: 0.99,
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    Spec {
        name: "deg2rad",
        every: |x| on_every(Deg2Rad, x),
        best: |x| on_best(Deg2Rad, x),
        reference: &DEG2RAD,
        range: -360.0..=360.0,
        edges: &[90.0, f64::MIN_POSITIVE, f64::MAX],
        max_ulp: 0.66,
    },
    Spec {
        name: "rad2deg",
        every: |x| on_every(Rad2Deg, x),
        best: |x| on_best(Rad2Deg, x),
        reference: &RAD2DEG,
        range: -7.0..=7.0,
        edges: &[FRAC_PI_2, f64::MIN_POSITIVE, f64::MAX / 57.0],
        max_ulp: 0.99,
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
