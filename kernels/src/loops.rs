//! The loops, each written once, generic over the operation and over how its operands lie in
//! memory.
//!
//! A loop is compiled for an operation, the values that it computes with and an ISA, and from then
//! on it is a function pointer that takes the operation's captured state and a [`Run`]: nothing
//! above knows types any more.

mod cast;
mod columns;
mod copy;
mod few;
mod fold;
mod map;
mod operand;
mod scan;
mod search;
mod sequence;
mod tile;

pub use cast::{As, Convert, Copied, Reloaded, Saturated, ToOdd, convert};
pub use columns::{ColumnsRun, fold_columns};
pub use copy::{CopyKernels, copy_run};
pub use few::{FEW, FewFn, fold_few, search_few};
pub use fold::{
    FoldKernels, FoldRun, RADIX, Rounds, State, StoredFold, block_len, fold_rows, fold_sequence,
    merge_states,
};
pub use map::map;
pub use operand::{Inputs, Outputs};
pub use scan::{ScanKernels, StoredScan, scan_columns, scan_lines};
pub use search::{SearchKernels, search};
pub use sequence::Sequence;
pub use tile::{SHORT_ROW, Storage, convert_line, fits, map_tiled};

use tightloop_array_core::Run;

/// The most inputs that a loop has.
pub const MAX_INPUTS: usize = 6;

/// The most operands that a loop has: with two outputs.
pub const MAX_STREAMS: usize = MAX_INPUTS + 2;

/// A compiled elementwise loop.
///
/// # Safety
/// For whoever calls one: the first argument points to the operation that the loop was compiled for
/// (anything where that is zero-sized), the run is [valid](Run#validity) for the elements that it
/// works on, its strides [fit](fits), and the CPU has the ISA.
pub type MapFn = unsafe fn(*const (), &Run<'_>);

/// The operation behind a pointer. Where it is zero-sized, any pointer that is aligned and not null
/// will do.
///
/// # Safety
/// The pointer points to an operation of this type, or that is zero-sized.
#[inline(always)]
unsafe fn operation<'a, Op>(op: *const ()) -> &'a Op {
    let op = if size_of::<Op>() == 0 { core::ptr::dangling() } else { op.cast::<Op>() };
    // SAFETY: the caller's promise.
    unsafe { &*op }
}
