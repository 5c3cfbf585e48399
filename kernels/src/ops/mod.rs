//! The ufuncs, one file each.

#![forbid(unsafe_code)]

mod add;

pub use add::Add;
