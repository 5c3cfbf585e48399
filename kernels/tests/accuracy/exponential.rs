//! Exponential functions and logarithms.

use crate::oracle::{
    EXP, EXP2, EXP10, EXPM1, LOG, LOG_BASE, LOG1P, LOG2, LOG10, LOGADDEXP, LOGADDEXP2, POW,
};
use crate::spec::{PairSpec, Spec};
use core::f64::consts::{FRAC_1_SQRT_2, LN_2, LOG10_2, SQRT_2};
use tightloop_kernels::ops::{
    Exp, Exp2, Exp10, Expm1, Log, Log1p, Log2, Log10, LogAddExp, LogAddExp2, LogBase, Pow,
};

pub const SINGLE: &[Spec<f32>] = &[
    spec! {
        "exp": Exp by EXP, within 0.93, in -104.0..=89.0,
        near &[LN_2 / 32.0, LN_2, -87.33654, -103.2789, -103.97208, 88.722_84]
    },
    spec! {
        "exp2": Exp2 by EXP2, within 0.90, in -150.0..=128.0,
        near &[1.0 / 32.0, 1.0, -126.0, -149.0, -150.0, 128.0]
    },
    spec! {
        "log": Log by LOG, within 0.90, in 0.0..=4.0,
        near &[1.0, FRAC_1_SQRT_2, SQRT_2, f32::MIN_POSITIVE as f64, f32::MAX as f64]
    },
    spec! {
        "exp10": Exp10 by EXP10, within 0.92, in -45.2..=38.6,
        near &[LOG10_2 / 2.0, LOG10_2, 1.0, -37.929_78, -45.154_5, 38.531_84]
    },
    spec! {
        "expm1": Expm1 by EXPM1, within 0.78, in -18.0..=89.0,
        near &[LN_2 / 32.0, LN_2, 1e-6, -17.5, 16.6, 88.722_84]
    },
    spec! {
        "log2": Log2 by LOG2, within 1.00, in 0.0..=4.0,
        near &[1.0, 45.0 / 64.0, FRAC_1_SQRT_2, 45.0 / 32.0, SQRT_2, f32::MIN_POSITIVE as f64,
            f32::MAX as f64]
    },
    spec! {
        "log10": Log10 by LOG10, within 0.92, in 0.0..=4.0,
        near &[1.0, 45.0 / 64.0, FRAC_1_SQRT_2, 45.0 / 32.0, SQRT_2, f32::MIN_POSITIVE as f64,
            f32::MAX as f64]
    },
    spec! {
        "log1p": Log1p by LOG1P, within 0.90, in -1.0..=4.0,
        near &[1e-6, -19.0 / 64.0, 13.0 / 32.0, 0.5, -1.0]
    },
];

pub const DOUBLE: &[Spec<f64>] = &[
    spec! {
        "exp": Exp by EXP, within 0.78, in -746.0..=710.0,
        near &[LN_2 / 32.0, LN_2 / 2.0, LN_2, -708.396_418_532_264_1, -744.440_071_921_381_3,
            -745.133_219_101_941_2, 709.782_712_893_384]
    },
    spec! {
        "exp2": Exp2 by EXP2, within 0.80, in -1075.0..=1024.0,
        near &[1.0 / 32.0, 0.5, 1.0, -1022.0, -1074.0, -1075.0, 1024.0]
    },
    spec! {
        "log": Log by LOG, within 0.89, in 0.0..=4.0,
        near &[1.0, FRAC_1_SQRT_2, SQRT_2, LN_2, f64::MIN_POSITIVE, f64::MAX]
    },
    spec! {
        "exp10": Exp10 by EXP10, within 0.75, in -324.0..=309.0,
        near &[LOG10_2 / 32.0, LOG10_2, 1.0, -307.652_655_568_588_8, -323.306_215_343_115_8,
            308.254_715_559_916_75]
    },
    spec! {
        "expm1": Expm1 by EXPM1, within 0.61, in -40.0..=710.0,
        near &[LN_2 / 32.0, LN_2, 1e-10, -37.4, 36.7, 709.782_712_893_384]
    },
    spec! {
        "log2": Log2 by LOG2, within 0.95, in 0.0..=4.0,
        near &[1.0, 45.0 / 64.0, FRAC_1_SQRT_2, 45.0 / 32.0, SQRT_2, f64::MIN_POSITIVE, f64::MAX]
    },
    spec! {
        "log10": Log10 by LOG10, within 0.89, in 0.0..=4.0,
        near &[1.0, 45.0 / 64.0, FRAC_1_SQRT_2, 45.0 / 32.0, SQRT_2, f64::MIN_POSITIVE, f64::MAX]
    },
    spec! {
        "log1p": Log1p by LOG1P, within 0.89, in -1.0..=4.0,
        near &[1e-6, -19.0 / 64.0, 13.0 / 32.0, 0.5, -1.0]
    },
];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[
    pair_spec! {
        "pow": Pow by POW, within 0.77, in [0.0..=8.0, -40.0..=40.0],
        related &[|x| 128.0 / x.log2(), |x| -128.0 / x.log2(), |x| 1.0 / (x - 1.0),
            |x| (x * 7.0).round()]
    },
    pair_spec! {
        "log_base": LogBase by LOG_BASE, within 0.51, in [0.0..=8.0, 0.0..=20.0],
        related &[|x| x, |_| 1.0, |x| x * x]
    },
    pair_spec! {
        "logaddexp": LogAddExp by LOGADDEXP, within 0.51, in [0.0..=30.0, -30.0..=30.0],
        related &[|x| x, |x| x.abs() + 36.0, |x| x.abs() + 1.0]
    },
    pair_spec! {
        "logaddexp2": LogAddExp2 by LOGADDEXP2, within 0.51, in [0.0..=30.0, -30.0..=30.0],
        related &[|x| x, |x| x.abs() + 53.0, |x| x.abs() + 1.0]
    },
];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[
    pair_spec! {
        "pow": Pow by POW, within 0.89, in [0.0..=8.0, -300.0..=40.0],
        related &[|x| 1024.0 / x.log2(), |x| -1024.0 / x.log2(), |x| 1.0 / (x - 1.0),
            |x| (x * 7.0).round()]
    },
    pair_spec! {
        "log_base": LogBase by LOG_BASE, within 0.52, in [0.0..=8.0, 0.0..=20.0],
        related &[|x| x, |_| 1.0, |x| x * x]
    },
    pair_spec! {
        "logaddexp": LogAddExp by LOGADDEXP, within 0.56, in [0.0..=30.0, -30.0..=30.0],
        related &[|x| x, |x| x.abs() + 36.0, |x| x.abs() + 1.0]
    },
    pair_spec! {
        "logaddexp2": LogAddExp2 by LOGADDEXP2, within 0.69, in [0.0..=30.0, -30.0..=30.0],
        related &[|x| x, |x| x.abs() + 53.0, |x| x.abs() + 1.0]
    },
];

/// Around the curves where the results are 0. The references are slow there.
pub const SINGLE_PAIRS_NEAR_ZERO: &[PairSpec<f32>] = &[
    pair_spec! {
        "logaddexp": LogAddExp by LOGADDEXP, within 0.51, in [-1.0..=0.0, -40.0..=0.0],
        related &[|x| (-x.exp_m1()).ln()]
    },
    pair_spec! {
        "logaddexp2": LogAddExp2 by LOGADDEXP2, within 0.51, in [-1.0..=0.0, -40.0..=0.0],
        related &[|x| (-(x * LN_2).exp_m1()).log2()]
    },
];

/// As [`SINGLE_PAIRS_NEAR_ZERO`].
pub const DOUBLE_PAIRS_NEAR_ZERO: &[PairSpec<f64>] = &[
    pair_spec! {
        "logaddexp": LogAddExp by LOGADDEXP, within 0.80, in [-1.0..=0.0, -40.0..=0.0],
        related &[|x| (-x.exp_m1()).ln()]
    },
    pair_spec! {
        "logaddexp2": LogAddExp2 by LOGADDEXP2, within 0.80, in [-1.0..=0.0, -40.0..=0.0],
        related &[|x| (-(x * LN_2).exp_m1()).log2()]
    },
];
