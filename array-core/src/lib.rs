//! Stub.
#![no_std]
extern crate alloc;
mod dtype;
pub use dtype::*;
mod run;
pub use run::*;
