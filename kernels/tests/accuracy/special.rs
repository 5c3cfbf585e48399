//! Error functions and gammas.

use crate::oracle::{ERF, ERFC, GAMMA, GELU, LGAMMA};
use crate::spec::{PairSpec, Spec};
use tightloop_kernels::ops::{Erf, Erfc, Gamma, Gelu, Lgamma};

pub const SINGLE: &[Spec<f32>] = &[
    spec! { "erf": Erf by ERF, within 0.71, in -4.0..=4.0, near &[0.495, 1.0, 3.955] },
    spec! { "erfc": Erfc by ERFC, within 0.98, in -4.0..=10.2, near &[1.0, 2.0, 9.2] },
    spec! { "gelu": Gelu by GELU, within 0.95, in -14.5..=6.0, near &[1.0, -5.6, -13.0] },
    spec! { "gamma": Gamma by GAMMA, within 0.51, in -9.0..=20.0, near &[1.0, 2.0, 35.04] },
    spec! {
        "lgamma": Lgamma by LGAMMA, within 0.51, in -9.0..=20.0,
        near &[1.0, 2.0, 2.457_024_738_220_800_6]
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    spec! { "erf": Erf by ERF, within 0.95, in -6.5..=6.5, near &[0.0078125, 0.0234375, 5.9] },
    spec! { "erfc": Erfc by ERFC, within 0.98, in -6.5..=27.3, near &[6.0, 1.0, 26.5] },
    spec! { "gelu": Gelu by GELU, within 0.98, in -38.0..=9.0, near &[-1.0, -8.485, -37.5] },
    spec! { "gamma": Gamma by GAMMA, within 0.65, in -20.0..=30.0, near &[1.0, 2.0, 8.0, 34.5] },
    spec! {
        "lgamma": Lgamma by LGAMMA, within 0.95, in -20.0..=30.0,
        near &[1.0, 2.0, 2.457_024_738_220_800_6, 3.143_580_888_349_98, 8.000_024_8]
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
