//! Exponential functions and logarithms.

use crate::oracle::{EXP, EXP2, LOG};
use crate::slices::{on_best, on_every};
use crate::spec::{PairSpec, Spec};
use core::f64::consts::{FRAC_1_SQRT_2, LN_2, SQRT_2};
use tightloop_kernels::ops::{Exp, Exp2, Log};

pub const SINGLE: &[Spec<f32>] = &[
    Spec {
        name: "exp",
        every: |x| on_every(Exp, x),
        best: |x| on_best(Exp, x),
        reference: &EXP,
        range: -104.0..=89.0,
        edges: &[LN_2 / 32.0, LN_2, -87.33654, -103.2789, -103.97208, 88.722_84],
        max_ulp: 0.64,
    },
    Spec {
        name: "exp2",
        every: |x| on_every(Exp2, x),
        best: |x| on_best(Exp2, x),
        reference: &EXP2,
        range: -150.0..=128.0,
        edges: &[1.0 / 32.0, 1.0, -126.0, -149.0, -150.0, 128.0],
        max_ulp: 0.64,
    },
    Spec {
        name: "log",
        every: |x| on_every(Log, x),
        best: |x| on_best(Log, x),
        reference: &LOG,
        range: 0.0..=4.0,
        edges: &[1.0, FRAC_1_SQRT_2, SQRT_2, f32::MIN_POSITIVE as f64, f32::MAX as f64],
        max_ulp: 0.71,
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    Spec {
        name: "exp",
        every: |x| on_every(Exp, x),
        best: |x| on_best(Exp, x),
        reference: &EXP,
        range: -746.0..=710.0,
        edges: &[
            LN_2 / 32.0,
            LN_2 / 2.0,
            LN_2,
            -708.396_418_532_264_1,
            -744.440_071_921_381_3,
            -745.133_219_101_941_2,
            709.782_712_893_384,
        ],
        max_ulp: 0.64,
    },
    Spec {
        name: "exp2",
        every: |x| on_every(Exp2, x),
        best: |x| on_best(Exp2, x),
        reference: &EXP2,
        range: -1075.0..=1024.0,
        edges: &[1.0 / 32.0, 0.5, 1.0, -1022.0, -1074.0, -1075.0, 1024.0],
        max_ulp: 0.64,
    },
    Spec {
        name: "log",
        every: |x| on_every(Log, x),
        best: |x| on_best(Log, x),
        reference: &LOG,
        range: 0.0..=4.0,
        edges: &[1.0, FRAC_1_SQRT_2, SQRT_2, LN_2, f64::MIN_POSITIVE, f64::MAX],
        max_ulp: 0.71,
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
