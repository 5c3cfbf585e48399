//! The building blocks that several functions share: powers of two, polynomials, division, tables.

#![forbid(unsafe_code)]

pub mod complex;
mod floor_division;
mod hypot;
mod long_division;
mod pair;
mod polynomial;
mod reciprocal;
mod reciprocal_sqrt;
mod scale;
mod sixteenths;
pub mod special;

pub use floor_division::{floor_division, truncated_remainder};
pub use hypot::hypot;
pub use long_division::long_division;
pub use pair::Pair;
pub use polynomial::polynomial;
pub use reciprocal::reciprocal;
pub use reciprocal_sqrt::reciprocal_sqrt;
pub use scale::{pow2, scale};
pub use sixteenths::{Sixteenths, TableOfPowers};
pub use tightloop_array_core::conversion as half;
