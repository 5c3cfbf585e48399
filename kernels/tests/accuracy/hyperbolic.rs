//! Hyperbolic functions and their inverses.

use crate::oracle::{ACOSH, ASINH, ATANH, COSH, SINH, TANH};
use crate::spec::{PairSpec, Spec};
use core::f64::consts::LN_2;
use tightloop_kernels::ops::{Acosh, Asinh, Atanh, Cosh, Sinh, Tanh};

pub const SINGLE: &[Spec<f32>] = &[
    spec! {
        "sinh": Sinh by SINH, within 0.97, in -90.0..=90.0,
        near &[LN_2 / 2.0, LN_2, 1.0, 9.0, 87.0, 89.415_985]
    },
    spec! {
        "cosh": Cosh by COSH, within 0.94, in -90.0..=90.0,
        near &[LN_2 / 2.0, LN_2, 1.0, 9.0, 87.0, 89.415_985]
    },
    spec! { "tanh": Tanh by TANH, within 0.65, in -10.0..=10.0, near &[0.15, 0.6, 1.0, 9.010_913] },
    spec! {
        "asinh": Asinh by ASINH, within 0.62, in -10.0..=10.0,
        near &[0.125, 1.0, 1e9, f32::MAX as f64]
    },
    spec! {
        "acosh": Acosh by ACOSH, within 0.61, in 1.0..=10.0,
        near &[1.0, 1.000_5, 1.03125, 2.0, 1e9, f32::MAX as f64]
    },
    spec! { "atanh": Atanh by ATANH, within 0.73, in -1.0..=1.0, near &[0.125, 0.5, 1.0] },
];

pub const DOUBLE: &[Spec<f64>] = &[
    spec! {
        "sinh": Sinh by SINH, within 0.94, in -711.0..=711.0,
        near &[LN_2 / 2.0, LN_2, 1.0, 19.0, 708.0, 709.782_712_893_384, 710.475_860_073_943_9]
    },
    spec! {
        "cosh": Cosh by COSH, within 0.97, in -711.0..=711.0,
        near &[LN_2 / 2.0, LN_2, 1.0, 19.0, 708.0, 709.782_712_893_384, 710.475_860_073_943_9]
    },
    spec! {
        "tanh": Tanh by TANH, within 0.65, in -20.0..=20.0,
        near &[0.15, LN_2 / 2.0, 1.0, 19.061_547_465_398_498]
    },
    spec! {
        "asinh": Asinh by ASINH, within 0.59, in -10.0..=10.0,
        near &[0.125, 1.0, 1e9, 1e154, f64::MAX]
    },
    spec! {
        "acosh": Acosh by ACOSH, within 0.77, in 1.0..=10.0,
        near &[1.0, 1.000_5, 1.03125, 2.0, 1e9, 1e154, f64::MAX]
    },
    spec! { "atanh": Atanh by ATANH, within 0.65, in -1.0..=1.0, near &[0.125, 0.5, 1.0] },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
