//! Activations of neural networks.

use crate::oracle::{SIGMOID, SIGMOID_SINGLE, SILU, SILU_SINGLE, SOFTPLUS, SOFTPLUS_SINGLE};
use crate::spec::{PairSpec, Spec};
use core::f64::consts::LN_2;
use tightloop_kernels::ops::{Sigmoid, Silu, Softplus};

pub const SINGLE: &[Spec<f32>] = &[
    spec! {
        "sigmoid": Sigmoid by SIGMOID_SINGLE, within 0.95, in -110.0..=20.0,
        near &[LN_2, 1.0, 4.0, 69.85, 87.3, 103.9]
    },
    spec! {
        "silu": Silu by SILU_SINGLE, within 0.95, in -110.0..=20.0,
        near &[LN_2, 1.0, 4.0, 69.85, 87.3, 103.9]
    },
    spec! {
        "softplus": Softplus by SOFTPLUS_SINGLE, within 0.95, in -110.0..=20.0,
        near &[LN_2, 1.0, 4.0, 69.85, 87.3, 103.9]
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    spec! {
        "sigmoid": Sigmoid by SIGMOID, within 0.89, in -750.0..=40.0,
        near &[LN_2, 1.0, 4.0, 562.65, 708.4, 745.1]
    },
    spec! {
        "silu": Silu by SILU, within 0.89, in -750.0..=40.0,
        near &[LN_2, 1.0, 4.0, 562.65, 708.4, 745.1]
    },
    spec! {
        "softplus": Softplus by SOFTPLUS, within 0.89, in -750.0..=40.0,
        near &[LN_2, 1.0, 4.0, 562.65, 708.4, 745.1]
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
