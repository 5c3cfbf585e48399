//! The traits in the signatures of functions. Their implementations say which dtypes a function
//! takes, and what they result in, or what names axes and slices; programs rarely name them.

pub use crate::array::{IntoSlices, Number, RealFloat};
pub use crate::custom::{FullWidth, StoredFor};
pub use tightloop_array_core::{Axis, AxisIndex, AxisRange};
pub use tightloop_dispatch::gemm::GemmElement;
pub use tightloop_dispatch::{FoldUfunc, ScanUfunc, SearchUfunc, Ufunc};
pub use tightloop_kernels::{ComputedAs, Natural, Streamed};
