//! Trigonometric functions and their inverses.

use crate::oracle::{
    ACOS, ASIN, ATAN, ATAN2, COS, COSPI, DEG2RAD, RAD2DEG, SIN, SINPI, TAN, TANPI,
};
use crate::spec::{PairSpec, Spec};
use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};
use tightloop_kernels::ops::{
    Acos, Asin, Atan, Atan2, Cos, Cospi, Deg2Rad, Rad2Deg, Sin, Sinpi, Tan, Tanpi,
};

/// The double that is closest to a multiple of π/2: 6381956970095103 * 2^797.
const HARDEST: f64 = 5.319372648326541e255;

pub const SINGLE: &[Spec<f32>] = &[
    spec! {
        "sin": Sin by SIN, within 0.61, in -8.0..=8.0,
        near &[FRAC_PI_4, FRAC_PI_2, PI, 65_536.0]
    },
    spec! {
        "cos": Cos by COS, within 0.61, in -8.0..=8.0,
        near &[FRAC_PI_4, FRAC_PI_2, PI, 65_536.0]
    },
    spec! { "tan": Tan by TAN, within 0.85, in -8.0..=8.0, near &[FRAC_PI_4, FRAC_PI_2, PI, 1e5] },
    spec! { "sinpi": Sinpi by SINPI, within 0.6, in -4.0..=4.0, near &[0.25, 0.5, 1.0] },
    spec! { "cospi": Cospi by COSPI, within 0.6, in -4.0..=4.0, near &[0.25, 0.5, 1.0] },
    spec! { "tanpi": Tanpi by TANPI, within 1.0, in -4.0..=4.0, near &[0.25, 0.5, 1.0] },
    spec! { "asin": Asin by ASIN, within 0.70, in -1.0..=1.0, near &[0.5, 1.0] },
    spec! { "acos": Acos by ACOS, within 0.66, in -1.0..=1.0, near &[0.5, 1.0] },
    spec! { "atan": Atan by ATAN, within 0.79, in -8.0..=8.0, near &[1.0, 1e16] },
    spec! {
        "deg2rad": Deg2Rad by DEG2RAD, within 0.66, in -360.0..=360.0,
        near &[90.0, f32::MIN_POSITIVE as f64, f32::MAX as f64]
    },
    spec! {
        "rad2deg": Rad2Deg by RAD2DEG, within 0.99, in -7.0..=7.0,
        near &[FRAC_PI_2, f32::MIN_POSITIVE as f64, f32::MAX as f64 / 57.0]
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    spec! {
        "sin": Sin by SIN, within 0.74, in -8.0..=8.0,
        near &[FRAC_PI_4, FRAC_PI_2, PI, 1.6e6, HARDEST]
    },
    spec! {
        "cos": Cos by COS, within 0.75, in -8.0..=8.0,
        near &[FRAC_PI_4, FRAC_PI_2, PI, 1.6e6, HARDEST]
    },
    spec! {
        "tan": Tan by TAN, within 0.8, in -8.0..=8.0,
        near &[FRAC_PI_4, FRAC_PI_2, PI, 1.6e6, HARDEST]
    },
    spec! { "sinpi": Sinpi by SINPI, within 1.0, in -4.0..=4.0, near &[0.25, 0.5, 1.0] },
    spec! { "cospi": Cospi by COSPI, within 0.92, in -4.0..=4.0, near &[0.25, 0.5, 1.0] },
    spec! { "tanpi": Tanpi by TANPI, within 1.0, in -4.0..=4.0, near &[0.25, 0.5, 1.0] },
    spec! { "asin": Asin by ASIN, within 0.64, in -1.0..=1.0, near &[0.5, 1.0] },
    spec! { "acos": Acos by ACOS, within 0.59, in -1.0..=1.0, near &[0.5, 1.0] },
    spec! { "atan": Atan by ATAN, within 0.78, in -8.0..=8.0, near &[1.0, 1e16] },
    spec! {
        "deg2rad": Deg2Rad by DEG2RAD, within 0.66, in -360.0..=360.0,
        near &[90.0, f64::MIN_POSITIVE, f64::MAX]
    },
    spec! {
        "rad2deg": Rad2Deg by RAD2DEG, within 1.0, in -7.0..=7.0,
        near &[FRAC_PI_2, f64::MIN_POSITIVE, f64::MAX / 57.0]
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] =
    &[pair_spec! { "atan2": Atan2 by ATAN2, within 0.89, in [-2.0..=2.0, -2.0..=2.0],
    related &[|y| y, |y| -y, |y| y * 1e16, |y| y * 1e-16] }];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] =
    &[pair_spec! { "atan2": Atan2 by ATAN2, within 0.77, in [-2.0..=2.0, -2.0..=2.0],
    related &[|y| y, |y| -y, |y| y * 1e16, |y| y * 1e-16] }];
