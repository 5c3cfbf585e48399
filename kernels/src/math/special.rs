//! What the error functions and the gamma functions are made of.

mod columns;
mod complement;
pub mod error_grid;
mod exp_product;
mod gamma_parts;
mod log_gamma;
mod log_pair;
mod plain_gamma;

pub use columns::Columns;
pub use complement::ComplementTable;
pub use exp_product::{ExpProduct, exp_product};
pub use gamma_parts::gamma_parts;
pub use log_gamma::{log_gamma, log_gamma_of_single};
pub use log_pair::log_pair;
pub use plain_gamma::{ln, plain_gamma_parts};
