//! What several tests share.
#![allow(dead_code, reason = "each test takes what it needs")]

pub mod forms;
#[cfg(unix)]
pub mod guard;
pub mod oracle;
pub mod quotient;
pub mod samples;
