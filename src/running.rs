//! Which code runs, and on how many threads.
//!
//! Every function is compiled for each [`Level`]. A call runs at the best one that the CPU has,
//! found at run time; [`with_level`] or the environment variable `TIGHTLOOP_LEVEL` choose another
//! one.
//!
//! Large calls are cut into pieces for the threads of rayon's current pool (feature `rayon`, on by
//! default); [`with_threads`] limits the number of pieces. Results have the same bits in all cases.

pub use tightloop_dispatch::{Level, threads, with_level, with_threads};
