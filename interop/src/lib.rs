//! Views of [tightloop](https://docs.rs/tightloop) as views of other libraries, and the other way
//! round: the same memory, with no copy. This is the only package that trusts what other libraries
//! say about their memory, and that tells them about ours. The facade has the conversions for
//! users.
//!
//! There is a module per library, behind a feature of the same name. Its functions are named alike:
//! `view` and `view_mut` return views of ours, `to_view` and `to_view_mut` views of the library.
//!
//! Each `unsafe` block says why the elements of the one view are those of the other. What both
//! sides promise in the same words is not repeated there: that elements are initialised and
//! aligned, lie in one allocation, and are borrowed for the lifetime of the view, shared or alone.

#[cfg(feature = "dlpack")]
pub mod dlpack;
#[cfg(feature = "faer")]
pub mod faer;
#[cfg(feature = "nalgebra")]
pub mod nalgebra;
#[cfg(feature = "ndarray")]
pub mod ndarray;
