//! Trigonometric functions and their inverses.

use crate::spec::Spec;

pub const SINGLE: &[Spec<f32>] = &[];

pub const DOUBLE: &[Spec<f64>] = &[];
