//! Activations of neural networks.

use crate::oracle::{SIGMOID, SIGMOID_SINGLE, SILU, SILU_SINGLE, SOFTPLUS, SOFTPLUS_SINGLE};
use crate::slices::{on_best, on_every};
use crate::spec::{PairSpec, Spec};
use core::f64::consts::LN_2;
use tightloop_kernels::ops::{Sigmoid, Silu, Softplus};

pub const SINGLE: &[Spec<f32>] = &[
    Spec {
        name: "sigmoid",
        every: |x| on_every(Sigmoid, x),
        best: |x| on_best(Sigmoid, x),
        reference: &SIGMOID_SINGLE,
        range: -110.0..=20.0,
        edges: &[LN_2, 1.0, 4.0, 69.85, 87.3, 103.9],
        max_ulp: 0.95,
    },
    Spec {
        name: "silu",
        every: |x| on_every(Silu, x),
        best: |x| on_best(Silu, x),
        reference: &SILU_SINGLE,
        range: -110.0..=20.0,
        edges: &[LN_2, 1.0, 4.0, 69.85, 87.3, 103.9],
        max_ulp: 0.95,
    },
    Spec {
        name: "softplus",
        every: |x| on_every(Softplus, x),
        best: |x| on_best(Softplus, x),
        reference: &SOFTPLUS_SINGLE,
        range: -110.0..=20.0,
        edges: &[LN_2, 1.0, 4.0, 69.85, 87.3, 103.9],
        max_ulp: 0.95,
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    Spec {
        name: "sigmoid",
        every: |x| on_every(Sigmoid, x),
        best: |x| on_best(Sigmoid, x),
        reference: &SIGMOID,
        range: -750.0..=40.0,
        edges: &[LN_2, 1.0, 4.0, 562.65, 708.4, 745.1],
        max_ulp: 0.86,
    },
    Spec {
        name: "silu",
        every: |x| on_every(Silu, x),
        best: |x| on_best(Silu, x),
        reference: &SILU,
        range: -750.0..=40.0,
        edges: &[LN_2, 1.0, 4.0, 562.65, 708.4, 745.1],
        max_ulp: 0.86,
    },
    Spec {
        name: "softplus",
        every: |x| on_every(Softplus, x),
        best: |x| on_best(Softplus, x),
        reference: &SOFTPLUS,
        range: -750.0..=40.0,
        edges: &[LN_2, 1.0, 4.0, 562.65, 708.4, 745.1],
        max_ulp: 0.86,
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
