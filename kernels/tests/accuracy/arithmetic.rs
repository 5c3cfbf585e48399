//! Roots and magnitudes.

use crate::oracle::{CBRT, HYPOT, RSQRT};
use crate::spec::{PairSpec, Spec};
use tightloop_kernels::ops::{Cbrt, Hypot, Rsqrt};

pub const SINGLE: &[Spec<f32>] = &[
    spec! {
        "rsqrt": Rsqrt by RSQRT, within 0.57, in 0.25..=4.0,
        near &[1.0, 2.0, f32::MIN_POSITIVE as f64, f32::MAX as f64]
    },
    spec! {
        "cbrt": Cbrt by CBRT, within 0.54, in -10.0..=10.0,
        near &[1.0, 2.0, 4.0, f32::MIN_POSITIVE as f64, f32::MAX as f64]
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    spec! {
        "rsqrt": Rsqrt by RSQRT, within 0.57, in 0.25..=4.0,
        near &[1.0, 2.0, f64::MIN_POSITIVE, f64::MAX]
    },
    spec! {
        "cbrt": Cbrt by CBRT, within 0.501, in -10.0..=10.0,
        near &[1.0, 2.0, 4.0, f64::MIN_POSITIVE, f64::MAX]
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] =
    &[pair_spec! { "hypot": Hypot by HYPOT, within 0.94, in [-10.0..=10.0, -10.0..=10.0],
    related &[|x| x, |x| x / 4096.0, |x| x / 16_777_216.0, |x| x * 1e9] }];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] =
    &[pair_spec! { "hypot": Hypot by HYPOT, within 0.94, in [-10.0..=10.0, -10.0..=10.0],
    related &[|x| x, |x| x / 4096.0, |x| x / 134_217_728.0, |x| x * 1e9] }];
