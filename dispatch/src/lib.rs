//! From a checked call to the kernels: CPU levels, kernel tables, planning and threads.

mod cast;
mod fold;
pub mod gemm;
mod kernel;
mod level;
mod map;
mod parallel;
mod scan;
mod ufuncs;

pub use cast::Cast;
pub use fold::{
    FoldKernel, FoldUfunc, SearchKernel, SearchUfunc, fold_into, fold_new, search_into, search_new,
};
pub use kernel::{Kernel, MapTable, Ufunc};
pub use level::{Compiled, CompiledForAll, Level, PerLevel, with_level};
pub use map::{Arguments, Destinations, Results, Then, map_assign, map_into, map_new};
pub use parallel::{threads, with_threads};
pub use scan::{ScanKernel, ScanUfunc, scan_into, scan_new};
