//! The building blocks that several functions share: powers of two, polynomials, division, tables.

#![forbid(unsafe_code)]

mod decay;
mod double;
mod hypot;
mod logistic;
mod long_division;
mod long_logarithm;
mod opposite_powers;
mod polynomial;
mod reciprocal;
mod scale;
mod sixteenths;

pub use decay::{decay, long_decay, most_decay};
pub use double::Double;
pub use hypot::hypot;
pub use logistic::Logistic;
pub use long_division::long_division;
pub use long_logarithm::{
    LogarithmConstants, log_of_four_times, long_logarithm, long_logarithm_1p,
};
pub use opposite_powers::{HyperbolicConstants, OppositePowers};
pub use polynomial::polynomial;
pub use reciprocal::{nearly_quotient, reciprocal};
pub use scale::{pow2, scale};
pub use sixteenths::{Sixteenths, TableOfPowers};
pub use tightloop_array_core::conversion as half;
