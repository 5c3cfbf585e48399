//! Error functions and gammas.

use crate::oracle::{ERF, ERFC, GAMMA, GELU, LGAMMA};
use crate::slices::{on_best, on_every};
use crate::spec::{PairSpec, Spec};
use tightloop_kernels::ops::{Erf, Erfc, Gamma, Gelu, Lgamma};

pub const SINGLE: &[Spec<f32>] = &[
    Spec {
        name: "erf",
        every: |x| on_every(Erf, x),
        best: |x| on_best(Erf, x),
        reference: &ERF,
        range: -4.0..=4.0,
        edges: &[0.6415, 1.0, 3.92],
        max_ulp: 0.65,
    },
    Spec {
        name: "erfc",
        every: |x| on_every(Erfc, x),
        best: |x| on_best(Erfc, x),
        reference: &ERFC,
        range: -4.0..=10.2,
        edges: &[1.0, 2.0, 9.2],
        max_ulp: 0.8,
    },
    Spec {
        name: "gelu",
        every: |x| on_every(Gelu, x),
        best: |x| on_best(Gelu, x),
        reference: &GELU,
        range: -14.5..=6.0,
        edges: &[1.0, -5.6, -13.0],
        max_ulp: 0.82,
    },
    Spec {
        name: "gamma",
        every: |x| on_every(Gamma, x),
        best: |x| on_best(Gamma, x),
        reference: &GAMMA,
        range: -9.0..=20.0,
        edges: &[1.0, 2.0, 35.04],
        max_ulp: 0.51,
    },
    Spec {
        name: "lgamma",
        every: |x| on_every(Lgamma, x),
        best: |x| on_best(Lgamma, x),
        reference: &LGAMMA,
        range: -9.0..=20.0,
        edges: &[1.0, 2.0, 2.457_024_738_220_800_6],
        max_ulp: 0.51,
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    Spec {
        name: "erf",
        every: |x| on_every(Erf, x),
        best: |x| on_best(Erf, x),
        reference: &ERF,
        range: -6.5..=6.5,
        edges: &[0.845, 1.0, 5.97],
        max_ulp: 0.8,
    },
    Spec {
        name: "erfc",
        every: |x| on_every(Erfc, x),
        best: |x| on_best(Erfc, x),
        reference: &ERFC,
        range: -6.5..=27.3,
        edges: &[0.875, 1.0, 26.5],
        max_ulp: 0.98,
    },
    Spec {
        name: "gelu",
        every: |x| on_every(Gelu, x),
        best: |x| on_best(Gelu, x),
        reference: &GELU,
        range: -38.0..=9.0,
        edges: &[-1.0, 0.845, -37.5],
        max_ulp: 0.98,
    },
    Spec {
        name: "gamma",
        every: |x| on_every(Gamma, x),
        best: |x| on_best(Gamma, x),
        reference: &GAMMA,
        range: -20.0..=30.0,
        edges: &[1.0, 2.0, 8.0, 34.5],
        max_ulp: 0.65,
    },
    Spec {
        name: "lgamma",
        every: |x| on_every(Lgamma, x),
        best: |x| on_best(Lgamma, x),
        reference: &LGAMMA,
        range: -20.0..=30.0,
        edges: &[1.0, 2.0, 2.457_024_738_220_800_6, 3.143_580_888_349_98, 8.000_024_8],
        max_ulp: 0.95,
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
