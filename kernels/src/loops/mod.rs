//! The loops, each written once, generic over the operation and over how its operands lie in memory.
//!
//! A loop is compiled for an operation, its stored types and an ISA, and from then on it is a function pointer that takes the
//! operation's captured state and a [`Run`](tightloop_array_core::Run): nothing above knows types any more.

mod cast;
mod map;
mod operand;
mod tile;

pub use cast::{CastTo, cast};
pub use map::{affords_splat, map};
pub use operand::{Inputs, Outputs};
pub use tile::{fits, map_tiled};

use tightloop_array_core::Run;

/// The most operands that a loop has: six inputs and two outputs.
pub const MAX_STREAMS: usize = 8;

/// A compiled elementwise loop.
///
/// # Safety
/// For whoever calls one: the first argument points to the operation that the loop was compiled for (anything where that is
/// zero-sized), the run is [valid](Run#validity) for its stored types, its strides [fit](fits), and the CPU has the ISA.
pub type MapFn = unsafe fn(*const (), &Run<'_>);
