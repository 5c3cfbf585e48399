//! Functions of complex numbers, and what they share. All are computed in `f64`.

#[cfg(test)]
mod annex_g;
mod circular;
mod exponential;
mod exponential_minus_1;
mod hyperbolic;
mod inverse;
mod larger;
mod logarithm;
mod methods;
mod polar;
mod power;
mod quotient;
mod root;
#[cfg(test)]
pub(crate) mod testing;

pub use circular::{asin, atan, cos, sin, tan};
pub use exponential::{exponential, exponential_of_2};
pub use exponential_minus_1::exponential_minus_1;
pub use hyperbolic::{cosh, sinh, tanh};
pub use inverse::{acos, acosh, asinh, atanh};
pub use logarithm::{log, log_1p, log2, log10};
pub use polar::{Polar, polar};
pub use power::power;
pub use quotient::{inverse, quotient};
pub use root::{direction, square_root};
