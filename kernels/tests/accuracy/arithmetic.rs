//! Roots and magnitudes.

use crate::spec::{PairSpec, Spec};

pub const SINGLE: &[Spec<f32>] = &[];

pub const DOUBLE: &[Spec<f64>] = &[];

pub const SINGLE_PAIRS: &[PairSpec<f32>] = &[];

pub const DOUBLE_PAIRS: &[PairSpec<f64>] = &[];
