//! What the error functions and the gamma functions are made of.

mod columns;
mod complement;
mod erf_tables;
pub mod error_grid;
mod exp_product;
mod gamma_parts;
mod log_gamma;
mod log_pair;

pub use columns::Columns;
pub use complement::ComplementTable;
pub use erf_tables::ERF_SINGLE;
pub use exp_product::{ExpProduct, exp_product};
pub use gamma_parts::gamma_parts;
pub use log_gamma::log_gamma;
pub use log_pair::log_pair;
