//! What several functions share: half-precision conversion, powers of two, polynomials, range reduction, tables.

#![forbid(unsafe_code)]

pub mod half;
mod hypot;
mod polynomial;
mod scale;
mod sixteenths;

pub use hypot::hypot;
pub use polynomial::polynomial;
pub use scale::{pow2, scale};
pub use sixteenths::{Sixteenths, TableOfPowers};
