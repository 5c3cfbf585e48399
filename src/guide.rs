//! The guide: what to use when, in short programs.
//!
//! | chapter | |
//! |:--|:--|
//! | [`numpy`] | coming from NumPy: programs line by line |
//! | [`differences`] | what differs from NumPy, and what is missing |
//! | [`dtypes`] | which dtype, conversions, accumulators |
//! | [`preallocating`] | loops that allocate nothing |
//! | [`fusing`] | several operations in one pass over memory |
//! | [`kernels`] | operations and loops of your own |
//! | [`threads`] | how calls are cut, and whose threads they take |
//! | [`profiling`] | where the time goes |
//! | [`levels`] | instruction sets, and the promise about bits |
//!
//! Chapters stand by themselves. They say why and when; the page of each function says what it
//! takes, how it rounds, and what can go wrong. All programs are tested.

pub mod differences;
pub mod dtypes;
pub mod fusing;
pub mod kernels;
pub mod levels;
pub mod numpy;
pub mod preallocating;
pub mod profiling;
pub mod threads;
