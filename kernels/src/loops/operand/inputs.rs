//! The inputs of a loop.

mod several;

use super::{Copies, Cursor, UNROLL, start};
use crate::isa::Isa;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use core::mem::MaybeUninit;
use tightloop_array_core::{Element, Stream};

/// A value that a loop reads: one [`Streamed`], a tuple of two or three, or an array of one to six.
///
/// # Safety
///
/// Callers rely on [`COUNT`](Self::COUNT): as many streams of the values'
/// [memory](Streamed::Memory) are read, in order, and no more than six.
pub unsafe trait Inputs: Value {
    /// The number of streams.
    const COUNT: usize;
    /// Where a loop stands in them.
    type Cursors: Copy;
    /// Room for the copies of inputs that are one element for all.
    type Copies;

    /// The starts of row `row`.
    ///
    /// # Safety
    /// The streams are the inputs of a [valid](tightloop_array_core::Run#validity) run with that
    /// row and an element in it, and their strides are those of their elements, or 0. `copies`
    /// outlives the cursors.
    unsafe fn row<S: Isa>(
        s: S,
        streams: &[Stream],
        row: usize,
        copies: &mut MaybeUninit<Self::Copies>,
    ) -> Self::Cursors;

    /// One register of each, from the `offset`th element on.
    ///
    /// # Safety
    /// There are as many elements left, and they are not more than the four registers' worth that
    /// are copied.
    unsafe fn load<S: Isa>(s: S, cursors: &Self::Cursors, offset: usize) -> Self::Of<S>;

    /// The next `n` elements of each, at most as many as a register holds; the idle lanes are
    /// zeros, or copies of an element that is the same for all.
    ///
    /// # Safety
    /// There are as many left.
    unsafe fn load_partial<S: Isa>(s: S, cursors: &Self::Cursors, n: usize) -> Self::Of<S>;

    /// The size of an element of each, in bytes, all together, without those that are one element
    /// for all.
    fn size(cursors: &Self::Cursors) -> usize;

    /// Goes on by `n` elements.
    fn advance(cursors: &mut Self::Cursors, n: usize);
}

// SAFETY: one stream.
unsafe impl<A: Streamed> Inputs for A {
    const COUNT: usize = 1;
    type Cursors = Cursor<A::Memory>;
    type Copies = Copies<A::Memory>;

    #[inline(always)]
    unsafe fn row<S: Isa>(
        s: S,
        streams: &[Stream],
        row: usize,
        copies: &mut MaybeUninit<Self::Copies>,
    ) -> Self::Cursors {
        // SAFETY: the caller's promise.
        let stream = unsafe { streams.get_unchecked(0) };
        let start = start::<A::Memory>(stream, row);
        if stream.stride != 0 {
            return Cursor { at: start, step: 1 };
        }
        let copies: *mut A::Memory = copies.as_mut_ptr().cast();
        if row == 0 || stream.row_stride != 0 {
            // SAFETY: the caller's promise; there is room for so many registers of any ISA.
            unsafe {
                let x = A::Memory::splat(s, start.read());
                for r in 0..UNROLL {
                    A::Memory::store(s, copies.add(r * A::lanes::<S>()), x);
                }
            }
        }
        Cursor { at: copies, step: 0 }
    }
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, cursor: &Self::Cursors, offset: usize) -> A::Of<S> {
        // SAFETY: the caller's promise.
        unsafe { A::Memory::load(s, cursor.at.add(offset)) }
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, cursor: &Self::Cursors, n: usize) -> A::Of<S> {
        let n = if cursor.step == 0 { A::lanes::<S>() } else { n };
        // SAFETY: the caller's promise; of copies there is always a whole register.
        unsafe { A::Memory::load_partial(s, cursor.at, n, A::Memory::splat(s, A::Memory::ZERO)) }
    }
    #[inline(always)]
    fn size(cursor: &Self::Cursors) -> usize {
        // Of what takes no bytes in a register, nothing is read.
        if A::BYTES == 0 { 0 } else { cursor.step * size_of::<A::Memory>() }
    }
    #[inline(always)]
    fn advance(cursor: &mut Self::Cursors, n: usize) {
        cursor.advance(n);
    }
}
