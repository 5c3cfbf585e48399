//! Products of vectors, matrices and arrays of more axes, compared with plain loops in exact
//! integers, and with each other: arbitrary shapes, strides and axes, at every level and cut into
//! pieces.

mod contractions;
mod errors;
mod fused;
mod layouts;
#[path = "../../array-core/tests/properties/strategies.rs"]
#[allow(dead_code, reason = "shared with the properties of layouts")]
mod strategies;
#[path = "../support/mod.rs"]
#[allow(unused, reason = "shared with tests/manipulation.rs and tests/indexing.rs")]
mod support;
mod vectors;
