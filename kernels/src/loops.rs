//! The loops, each written once, generic over the operation and the memory layout of its operands.
//!
//! A loop is compiled for an operation, the values that it computes with, and an ISA. The result is
//! a function pointer that takes the captured state of the operation and a [`Run`]. Nothing above
//! it knows types any more.

mod cast;
mod copy;
mod few;
mod fold;
mod map;
mod operand;
mod scan;
mod search;
mod sequence;
mod storage;
mod strip;
mod tile;

pub use cast::{As, Convert, Copied, Reloaded, Saturated, ToOdd, convert};
pub use copy::{CopyKernels, copy_run};
pub use few::{FEW, FewFn, fold_few, search_few};
pub use fold::{
    Carry, ComputedFn, FoldKernels, FoldRun, SmallSum, State, StoredFold, columns_within,
    fits_tile, fold_columns, fold_computed, fold_rows, fold_sequence, fold_start, fold_strip,
    merge_states, part_len, rows_per_part, strip_width,
};
pub use map::map;
pub use operand::{Inputs, Outputs};
pub use scan::{ScanKernels, StoredScan, scan_columns, scan_lines};
pub use search::{SearchKernels, StoredSearch, best_of, search_columns, search_each, search_rows};
pub use sequence::Sequence;
pub use storage::{Storage, convert_line};
pub use strip::ColumnsRun;
pub use tile::{SHORT_ROW, fits, map_tiled};

use tightloop_array_core::Run;

/// The most inputs of a loop.
pub const MAX_INPUTS: usize = 6;

/// The most operands of a loop, which has at most two outputs.
pub const MAX_STREAMS: usize = MAX_INPUTS + 2;

/// A compiled elementwise loop.
///
/// # Safety
/// For callers:
/// - The first argument points to the operation that the loop was compiled for; if that is
///   zero-sized, it may be anything.
/// - The run is [valid](Run#validity) for the element types of the loop, and its strides
///   [fit](fits).
/// - The CPU has the ISA.
pub type MapFn = unsafe fn(*const (), &Run<'_>);

/// The operation behind a pointer.
///
/// # Safety
/// `op` points to an `Op`, or `Op` is zero-sized.
#[inline(always)]
unsafe fn operation<'a, Op>(op: *const ()) -> &'a Op {
    let op = if size_of::<Op>() == 0 { core::ptr::dangling() } else { op.cast::<Op>() };
    // SAFETY: `op` points to an `Op`; a zero-sized one is behind any pointer that is aligned and
    // not null.
    unsafe { &*op }
}
