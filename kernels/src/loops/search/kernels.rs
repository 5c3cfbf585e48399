//! The compiled parts of a search, as function pointers.

use super::columns::{Best, columns, most_rows};
use super::line::{Candidate, compare, place};
use crate::isa::Isa;
use crate::lane::Lane;
use crate::loops::fold::FoldKernels;
use crate::loops::strip::Rows;
use crate::op::Search;

/// The compiled parts of a search: the fold to the extreme, and what finds its place.
///
/// # Safety
/// For callers: as for [`FoldKernels`].
#[derive(Clone, Copy, Debug)]
pub struct SearchKernels {
    pub(super) fold: FoldKernels,
    /// Compares a new element with the best one so far; first with itself.
    pub(super) compare: unsafe fn(op: *const (), best: *const u8, new: *const u8) -> Candidate,
    /// Returns the first place of the element `x` in a line that has it; if `x` is NaN, the first
    /// place of any NaN.
    pub(super) place: unsafe fn(line: *const u8, len: usize, x: *const u8) -> usize,
    /// Searches some more rows of columns, whose number is `first` and following.
    pub(super) columns: unsafe fn(op: *const (), rows: &Rows, first: usize, best: &mut Best),
    /// The most rows that are searched at once.
    pub(super) most_rows: usize,
}

impl SearchKernels {
    /// The kernels of the search for the element that `Op` folds a sequence of `T` to.
    pub const fn new<S: Isa, Op: Search<T>, T: Lane>() -> Self {
        Self {
            fold: FoldKernels::new::<S, Op, T>(),
            compare: compare::<Op, T>,
            place: place::<S, T>,
            columns: columns::<S, Op, T>,
            most_rows: most_rows::<T>(),
        }
    }
}
