//! Arrays of other libraries and files, each behind its feature: the same elements at the same
//! addresses in both directions, for all layouts, and an error for what one side cannot express.

#![allow(unused, reason = "what the modules share, if a feature is off")]

#[path = "../../array-core/tests/properties/strategies.rs"]
mod strategies;
#[path = "../support/mod.rs"]
mod support;

#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "dlpack")]
mod dlpack;
#[cfg(feature = "faer")]
mod faer;
#[cfg(feature = "nalgebra")]
mod nalgebra;
#[cfg(feature = "ndarray")]
mod ndarray;
#[cfg(feature = "npy")]
mod npy;
#[cfg(feature = "npz")]
mod npz;
#[cfg(feature = "rand")]
mod rand;
#[cfg(feature = "serde")]
mod serde;

use tightloop::{ArrayView, Element};

/// Returns the address of each element in C order.
fn addresses<T: Element>(x: ArrayView<'_, T>) -> Vec<*const T> {
    x.iter().map(std::ptr::from_ref).collect()
}
