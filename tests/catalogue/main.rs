//! Tests of the whole catalogue. [`table`] lists every function with every signature as values;
//! what is tested, on which memory and against what, is compiled once, for elements of any dtype: a
//! function more costs its lines of the table.

mod allocation;
mod bits;
mod elementwise;
mod errors;
mod forms;
#[cfg(unix)]
mod guard;
#[cfg(unix)]
mod guarded;
mod memory;
mod oracle;
mod quotient;
mod samples;
mod table;
