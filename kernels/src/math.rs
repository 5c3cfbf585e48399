//! The building blocks that several functions share: powers of two, polynomials, division, tables.

#![forbid(unsafe_code)]

mod common_factors;
mod hypot;
mod integer_division;
mod integer_pow;
mod long_division;
mod polynomial;
mod reciprocal;
mod scale;
mod sixteenths;

pub use hypot::hypot;
pub use integer_division::Divisible;
pub use long_division::long_division;
pub use polynomial::polynomial;
pub use reciprocal::reciprocal;
pub use scale::{pow2, scale};
pub use sixteenths::{Sixteenths, TableOfPowers};
pub use tightloop_array_core::conversion as half;
