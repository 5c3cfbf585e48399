//! From a checked call to the kernels: CPU levels, kernel tables, planning and threads.

pub mod gemm;
mod level;
mod parallel;

pub use level::{Compiled, CompiledForAll, Level, PerLevel, with_level};
pub use parallel::{threads, with_threads};
