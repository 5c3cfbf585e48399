//! The operands of a loop: contiguous elements, or for an input, a single element for the whole
//! row.

mod inputs;
mod outputs;

pub use inputs::Inputs;
pub use outputs::Outputs;

use crate::isa::MAX_LANES;
use core::mem::MaybeUninit;
use tightloop_array_core::Stream;

/// The most registers that a loop loads from one input before it stores. Four independent
/// operations per round outweigh the loop's own instructions.
pub(super) const UNROLL: usize = 4;

/// The position of a loop in one input.
///
/// If the input is a single element, the loop reads copies of it, as many as it loads at once, and
/// the cursor stays there. So one loop serves every combination of single and moving inputs.
pub struct Cursor<E> {
    at: *const E,
    /// 1, or 0 if the input is a single element.
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
    /// A placeholder.
    const NOWHERE: Self = Cursor { at: core::ptr::null(), step: 0 };

    #[inline(always)]
    fn advance(&mut self, n: isize) {
        self.at = self.at.wrapping_offset(n * self.step as isize);
    }
}

/// The address of a row of a stream.
#[inline(always)]
pub(super) fn start<E>(stream: &Stream, row: usize) -> *mut E {
    stream.ptr.wrapping_offset(stream.row_stride.wrapping_mul(row as isize)).cast()
}
