//! From a checked call to the kernels: CPU levels, kernel tables, planning and threads.

mod accumulators;
mod cast;
// Unit tests need no tables, which would be compiled once more for them.
#[cfg(not(test))]
mod composed;
mod copy;
// As `composed`.
#[cfg(not(test))]
mod dot;
mod expression;
pub mod gemm;
mod inlining;
mod kernel;
mod level;
mod map;
mod parallel;
#[cfg(feature = "profile")]
pub mod profile;
#[cfg(not(feature = "profile"))]
mod profile;
#[cfg(feature = "pulp")]
pub mod pulp;
mod reduce;
mod scan;
pub mod simd;
// As `composed`.
#[cfg(not(test))]
mod ufuncs;

pub use accumulators::{AccumulatesIn, BecomesAccumulator};
pub use cast::Cast;
#[cfg(not(test))]
pub use composed::{AverageElement, DifferenceElement, SoftmaxElement, SoftmaxInPlace};
pub use copy::{assemble, copy_into, copy_new, count_nonzero, extract, put, put_where, take};
#[cfg(not(test))]
pub use dot::{ConjugateMultiply, DotElement};
pub use expression::{Both, Nothing};
pub use kernel::{Elements, Kernel, MapTable, OperandType, OperandTypes, Ufunc};
pub use level::{Compiled, CompiledForAll, Level, PerLevel, with_level};
pub use map::{
    Append, Arguments, Destinations, Lend, LendMut, Results, map_assign, map_at, map_at_with,
    map_into, map_masked_assign, map_masked_into, map_new,
};
pub use parallel::{join, threads, with_threads};
pub use reduce::{
    AccumulateUfunc, FoldUfunc, FusedKernel, FusibleFold, MappedFold, MaskedUfunc, ReduceKernel,
    ReduceUfunc, SearchUfunc, UfuncAccumulation, UfuncReduction, accumulate_ufunc_into,
    check_pairs, mapped_shape, reduce_all, reduce_into, reduce_mapped_all, reduce_mapped_into,
    reduce_new, reduce_pairs_new, reduce_segment_into, reduce_ufunc_into,
};
pub use scan::{ScanKernel, ScanUfunc, scan_into, scan_new};
#[cfg(not(test))]
pub use ufuncs::count_kernel;
