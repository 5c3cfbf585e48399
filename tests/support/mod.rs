//! What several tests share.

#![allow(dead_code, reason = "no test uses all of it")]

pub mod forms;
pub mod guard;
pub mod oracle;
pub mod samples;
