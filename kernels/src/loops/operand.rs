//! How the operands of a loop lie in memory: one after the other, or one element for all.

mod inputs;
mod outputs;

pub use inputs::Inputs;
pub use outputs::Outputs;

use crate::isa::MAX_LANES;
use core::mem::MaybeUninit;
use tightloop_array_core::Stream;

/// The most registers that a loop loads at once from one input.
pub(super) const UNROLL: usize = 4;

/// The size of a cache line, in bytes, on most CPUs.
pub(super) const LINE: usize = 64;

/// Where a loop stands in one input.
///
/// An input that is one element for all is copied as often as the loop looks ahead, and the cursor
/// stays there: so it is the same loop, whichever inputs are such.
pub struct Cursor<E> {
    at: *const E,
    /// 1, or 0 if the cursor stays.
    step: usize,
}

impl<E> Clone for Cursor<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for Cursor<E> {}

/// Room for the copies of an element, as many as a loop loads at once.
pub struct Copies<E>([MaybeUninit<E>; UNROLL * MAX_LANES]);

impl<E> Cursor<E> {
    /// A cursor that has not been placed yet.
    const NOWHERE: Self = Cursor { at: core::ptr::null(), step: 0 };

    #[inline(always)]
    fn advance(&mut self, n: usize) {
        self.at = self.at.wrapping_add(n * self.step);
    }
}

/// Where a row of a stream begins.
#[inline(always)]
pub(super) fn start<E>(stream: &Stream, row: usize) -> *mut E {
    stream.ptr.wrapping_offset(stream.row_stride.wrapping_mul(row as isize)).cast()
}
