//! The building blocks that several functions share: powers of two, polynomials, division, tables.

#![forbid(unsafe_code)]

mod exponential;
mod hypot;
mod logarithm;
mod long_division;
mod polynomial;
mod power;
mod reciprocal;
mod scale;
mod sixteenths;

pub use exponential::Exponential;
pub use hypot::hypot;
pub use logarithm::{Logarithm, Split, TableOfLogarithms, Terms, logarithm};
pub use long_division::long_division;
pub use polynomial::polynomial;
pub use power::{Power, power};
pub use reciprocal::reciprocal;
pub use scale::{pow2, scale};
pub use sixteenths::{Sixteenths, Steps, TableOfPowers, Wholes};
pub use tightloop_array_core::conversion as half;
