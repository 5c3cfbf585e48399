//! What several functions share: half-precision conversion, powers of two, polynomials, range reduction, tables.

#![forbid(unsafe_code)]

pub mod half;
mod hypot;
mod scale;

pub use hypot::hypot;
pub use scale::{pow2, scale};
