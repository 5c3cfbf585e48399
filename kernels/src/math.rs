//! The building blocks that several functions share: powers of two, polynomials, division, tables.

#![forbid(unsafe_code)]

mod common_factors;
pub mod complex;
mod decay;
mod division_by_number;
mod exponential;
mod fixed_point;
mod floor_division;
mod hypot;
mod integer_division;
mod integer_pow;
mod lexicographic;
mod log_add;
mod logarithm;
mod logistic;
mod long_division;
mod long_logarithm;
mod long_power;
mod magnitude;
mod opposite_powers;
mod pair;
mod polynomial;
mod power;
mod reciprocal;
mod reciprocal_sqrt;
mod scale;
mod sixteenths;
pub mod special;
pub mod trigonometric;
mod truth;

pub use decay::{decay, long_decay, most_decay};
pub use division_by_number::{QuotientBy, RemainderBy};
pub use exponential::Exponential;
pub use fixed_point::{ComplexFixedPoint, FixedPoint, angle_of_power_of_2};
pub use floor_division::{floor_division, truncated_remainder};
pub use hypot::hypot;
pub use integer_division::Divisible;
pub use integer_pow::PowerTo;
pub use log_add::LogAdd;
pub use logarithm::{LOWEST, Logarithm, Split, ln_in_parts, logarithm};
pub use logistic::Logistic;
pub use long_division::long_division;
pub use long_logarithm::{
    LOWEST_IN_TABLE, LogarithmConstants, log_of_four_times, long_logarithm, long_logarithm_1p,
    longer_logarithm,
};
pub use long_power::Base;
pub use magnitude::Magnitude;
pub use opposite_powers::{HyperbolicConstants, OppositePowers};
pub use pair::{LN_2, LOG2_E, Pair};
pub use polynomial::{long_polynomial, polynomial};
pub use power::{Power, power};
pub use reciprocal::{nearly_quotient, reciprocal};
pub use reciprocal_sqrt::{reciprocal_sqrt_series, rough_reciprocal_sqrt};
pub use scale::{is_between, pow2, power_of_2, scale};
pub use sixteenths::{Sixteenths, Steps, TableOfPowers, Wholes};
pub use tightloop_array_core::conversion as half;
pub use truth::Logical;
