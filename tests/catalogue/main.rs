//! Tests of the whole catalogue. [`table`] lists every function with every signature as values. The
//! tests take elements of any dtype as bytes, so they are compiled once: another function adds only
//! its lines of the table.

mod allocation;
mod bits;
mod elementwise;
mod errors;
mod forms;
#[cfg(unix)]
mod guard;
#[cfg(unix)]
mod guarded;
mod oracle;
mod quotient;
mod table;
