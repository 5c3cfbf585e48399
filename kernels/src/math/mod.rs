//! What several functions share: half-precision conversion, polynomials, range reduction, tables.

#![forbid(unsafe_code)]

pub mod half;
