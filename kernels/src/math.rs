//! The building blocks that several functions share: powers of two, polynomials, division, tables.

#![forbid(unsafe_code)]

mod hypot;
mod long_division;
mod polynomial;
mod reciprocal;
mod scale;
mod sixteenths;
pub mod trigonometric;

pub use hypot::hypot;
pub use long_division::long_division;
pub use polynomial::{long_polynomial, polynomial};
pub use reciprocal::reciprocal;
pub use scale::{pow2, scale};
pub use sixteenths::{Sixteenths, TableOfPowers};
pub use tightloop_array_core::conversion as half;
