//! Reductions.
//!
//! In its plain form a fold is
//!
//! ```text
//! let mut acc = identity;
//! for x in sequence { acc = step(acc, x) }
//! finish(acc)
//! ```
//!
//! The result must not depend on the ISA, on threads, on where elements lie, or on what lies beside
//! them, but a sum of floats depends on its order. So there is one order for all sequences, wide
//! enough for any ISA:
//!
//! 1. A block has four quarters. A quarter has as many chains as a 512-bit register has lanes.
//!    Element `i` of the block goes to chain `i` modulo their number, and a chain has 8 elements, 4
//!    of complex numbers. Where at most half a block is left, it is a single quarter, whose chains
//!    have up to twice as many.
//! 2. Quarters are joined two and two, chain by chain, until one is left, and its chains in a
//!    binary tree of neighbours. So are blocks: two and two, then those pairs, and so on. So the
//!    error of a sum of `n` elements grows like `log n`.
//!
//! There are three ways to walk through it, compiled for each operation and ISA:
//!
//! - [`lines`]: neighbours in memory belong to one result. A register holds the chains of a
//!   quarter; four quarters are folded at a time.
//! - [`columns`]: neighbours in memory belong to neighbouring results. A register holds the same
//!   chain of as many results.
//! - [`narrow`]: the same for so few columns that they do not fill a register.
//!
//! The order matters for floats only. Other [exact](crate::op::Fold::IS_EXACT) folds have longer
//! blocks, and go down columns row by row.
//!
//! Elements that are stored in another type than they are computed in are converted in a tile, some
//! blocks at a time. So are elements that lie apart, and short lines become columns
//! ([`down`]).
//!
//! Lines are in memory, or what an operation computes from memory ([`computed`]): the loop is the
//! same for each [`source`] of elements.
//!
//! Threads take `2^n` blocks, which a single thread merges by themselves, too.
//!
//! Only the code that touches registers is generic: [`FoldKernels`]. The rest is compiled once, for
//! all operations.

mod along;
mod block;
mod both;
mod carry;
mod chains;
mod columns;
mod computed;
mod down;
mod finish;
mod in_order;
mod kernels;
mod line;
mod lines;
mod merge;
mod narrow;
mod order;
mod parts;
mod rows;
mod singly;
mod small_sums;
mod source;
mod state;

pub(super) use along::{in_place, tile_len};
pub(super) use kernels::Lines;
pub(super) use line::fold_line;
pub(super) use order::{Order, capacity};

pub use along::{fold_sequence, part_len};
pub use carry::Carry;
pub use computed::{ComputedFn, fold_computed};
pub use down::{columns_within, fold_columns, fold_strip, rows_per_part, strip_width};
pub use finish::merge_states;
pub use kernels::FoldKernels;
pub use order::fits_tile;
pub use rows::{fold_rows, fold_start};
pub use small_sums::SmallSum;
pub use state::State;

use super::sequence::Sequence;
use super::storage::Storage;

/// A fold at one level, and how its elements and results are stored.
#[derive(Clone, Copy, Debug)]
pub struct StoredFold<'a> {
    /// The compiled parts.
    pub kernels: &'a FoldKernels,
    /// The operation that they were compiled for.
    pub op: *const (),
    /// The elements.
    pub input: Storage,
    /// The results.
    pub output: Storage,
    /// If this is a sum of small integers, the faster way to many of them.
    pub small_sum: Option<SmallSum<'a>>,
}

/// What to fold: one result per row, each from one sequence.
///
/// # Validity
/// - The sequence of each row is [valid](Sequence#validity).
/// - The outputs are aligned for their type, valid for writes, and disjoint from each other and
///   from the inputs.
#[derive(Clone, Copy, Debug)]
pub struct FoldRun<'a> {
    /// The sequence of the first row.
    pub sequence: Sequence<'a>,
    /// The number of elements of a sequence.
    pub len: usize,
    /// The number of rows.
    pub rows: usize,
    /// From one row's first element to the next row's, in bytes.
    pub row_stride: isize,
    /// The first row's result.
    pub output: *mut u8,
    /// From one result to the next, in bytes.
    pub output_stride: isize,
}

impl FoldRun<'_> {
    /// The sequence and the output of a row.
    #[inline(always)]
    pub(super) fn row(&self, row: usize) -> (Sequence<'_>, *mut u8) {
        let start = self.sequence.start.wrapping_offset(self.row_stride.wrapping_mul(row as isize));
        let output = self.output.wrapping_offset(self.output_stride.wrapping_mul(row as isize));
        (Sequence { start, ..self.sequence }, output)
    }
}
