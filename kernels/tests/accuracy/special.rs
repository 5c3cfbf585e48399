//! Functions of statistics and of neural networks.

use crate::spec::Spec;

pub const SINGLE: &[Spec<f32>] = &[];

pub const DOUBLE: &[Spec<f64>] = &[];
