//! Hyperbolic functions and their inverses.

use crate::oracle::{ACOSH, ASINH, ATANH, COSH, SINH, TANH};
use crate::slices::{on_best, on_every};
use crate::spec::{PairSpec, Spec};
use core::f64::consts::LN_2;
use tightloop_kernels::ops::{Acosh, Asinh, Atanh, Cosh, Sinh, Tanh};

pub const SINGLE: &[Spec<f32>] = &[
    Spec {
        name: "sinh",
        every: |x| on_every(Sinh, x),
        best: |x| on_best(Sinh, x),
        reference: &SINH,
        range: -90.0..=90.0,
        edges: &[LN_2 / 2.0, LN_2, 1.0, 9.0, 87.0, 89.415_985],
        max_ulp: 0.97,
    },
    Spec {
        name: "cosh",
        every: |x| on_every(Cosh, x),
        best: |x| on_best(Cosh, x),
        reference: &COSH,
        range: -90.0..=90.0,
        edges: &[LN_2 / 2.0, LN_2, 1.0, 9.0, 87.0, 89.415_985],
        max_ulp: 0.94,
    },
    Spec {
        name: "tanh",
        every: |x| on_every(Tanh, x),
        best: |x| on_best(Tanh, x),
        reference: &TANH,
        range: -10.0..=10.0,
        edges: &[0.15, 0.6, 1.0, 9.010_913],
        max_ulp: 0.65,
    },
    Spec {
        name: "asinh",
        every: |x| on_every(Asinh, x),
        best: |x| on_best(Asinh, x),
        reference: &ASINH,
        range: -10.0..=10.0,
        edges: &[0.125, 1.0, 1e9, f32::MAX as f64],
        max_ulp: 0.62,
    },
    Spec {
        name: "acosh",
        every: |x| on_every(Acosh, x),
        best: |x| on_best(Acosh, x),
        reference: &ACOSH,
        range: 1.0..=10.0,
        edges: &[1.0, 1.000_5, 1.03125, 2.0, 1e9, f32::MAX as f64],
        max_ulp: 0.61,
    },
    Spec {
        name: "atanh",
        every: |x| on_every(Atanh, x),
        best: |x| on_best(Atanh, x),
        reference: &ATANH,
        range: -1.0..=1.0,
        edges: &[0.125, 0.5, 1.0],
        max_ulp: 0.73,
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    Spec {
        name: "sinh",
        every: |x| on_every(Sinh, x),
        best: |x| on_best(Sinh, x),
        reference: &SINH,
        range: -711.0..=711.0,
        edges: &[LN_2 / 2.0, LN_2, 1.0, 19.0, 708.0, 709.782_712_893_384, 710.475_860_073_943_9],
        max_ulp: 0.94,
    },
    Spec {
        name: "cosh",
        every: |x| on_every(Cosh, x),
        best: |x| on_best(Cosh, x),
        reference: &COSH,
        range: -711.0..=711.0,
        edges: &[LN_2 / 2.0, LN_2, 1.0, 19.0, 708.0, 709.782_712_893_384, 710.475_860_073_943_9],
        max_ulp: 0.97,
    },
    Spec {
        name: "tanh",
        every: |x| on_every(Tanh, x),
        best: |x| on_best(Tanh, x),
        reference: &TANH,
        range: -20.0..=20.0,
        edges: &[0.15, LN_2 / 2.0, 1.0, 19.061_547_465_398_498],
        max_ulp: 0.62,
    },
    Spec {
        name: "asinh",
        every: |x| on_every(Asinh, x),
        best: |x| on_best(Asinh, x),
        reference: &ASINH,
        range: -10.0..=10.0,
        edges: &[0.125, 1.0, 1e9, 1e154, f64::MAX],
        max_ulp: 0.59,
    },
    Spec {
        name: "acosh",
        every: |x| on_every(Acosh, x),
        best: |x| on_best(Acosh, x),
        reference: &ACOSH,
        range: 1.0..=10.0,
        edges: &[1.0, 1.000_5, 1.03125, 2.0, 1e9, 1e154, f64::MAX],
        max_ulp: 0.77,
    },
    Spec {
        name: "atanh",
        every: |x| on_every(Atanh, x),
        best: |x| on_best(Atanh, x),
        reference: &ATANH,
        range: -1.0..=1.0,
        edges: &[0.125, 0.5, 1.0],
        max_ulp: 0.63,
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
