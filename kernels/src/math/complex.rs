//! Functions of complex numbers, and what they share.

mod polar;
mod quotient;
mod root;
#[cfg(test)]
pub(crate) mod testing;

pub use polar::{Polar, polar};
pub use quotient::quotient;
pub use root::{direction, square_root};
