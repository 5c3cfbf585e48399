//! The traits in the signatures of functions. Their implementations list the dtypes of a function
//! and of its results, and the types that name axes and slices. Programs rarely need them by name.

pub use crate::array::{IntoSlices, Number, RealFloat};
pub use crate::custom::ufunc::LaneDtype;
pub use crate::custom::{FullWidth, StoredFor};
pub use crate::forms::{Inputs, Outputs};
pub use crate::operand::{Strong, Weak};
pub use crate::promotion::{Beside, Promote};
pub use crate::ufunc_reductions::Averaged;
pub use tightloop_array_core::{Axis, AxisIndex, AxisRange, PromotesWith};
pub use tightloop_dispatch::gemm::{GemmElement, Multiplies};
pub use tightloop_dispatch::{
    AccumulateUfunc, AccumulatesIn, AverageElement, BecomesAccumulator, DifferenceElement,
    DotElement, FoldUfunc, FusibleFold, MaskedUfunc, ReduceUfunc, ScanUfunc, SearchUfunc,
    SoftmaxElement, Ufunc,
};
pub use tightloop_kernels::{ComputedAs, Natural, Streamed};
