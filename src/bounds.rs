//! The traits in the signatures of functions. Their implementations say which dtypes a function
//! takes, and what they result in; programs rarely name them.

pub use crate::custom::{FullWidth, StoredFor};
pub use tightloop_dispatch::gemm::GemmElement;
pub use tightloop_dispatch::{FoldUfunc, ScanUfunc, SearchUfunc, Ufunc};
pub use tightloop_kernels::{ComputedAs, Natural, Streamed};
