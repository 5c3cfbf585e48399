//! What several tests share.
#![allow(dead_code, reason = "each test takes what it needs")]

#[cfg(unix)]
pub mod guard;
pub mod samples;
