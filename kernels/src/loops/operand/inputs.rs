//! The inputs of a loop.

mod constant;
mod several;

use super::{Copies, Cursor, UNROLL, start};
use crate::isa::Isa;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use core::mem::MaybeUninit;
use tightloop_array_core::{Element, Stream};

/// A value that a loop reads: one [`Streamed`], a [`Constant`](crate::Constant), a tuple of two or
/// three of these or of tuples, or an array of one to six.
///
/// # Safety
///
/// Implementations read exactly the first [`COUNT`](Self::COUNT) streams, which is at most six,
/// each as the [memory](Streamed::Memory) of its value, in order.
pub unsafe trait Inputs: Value {
    /// The number of streams.
    const COUNT: usize;
    /// The positions of a loop in the streams.
    type Cursors: Copy;
    /// Room for copies of the inputs that are single elements.
    type Copies;

    /// The cursors at the start of row `row`.
    ///
    /// # Safety
    /// - The streams are the inputs of a [valid](tightloop_array_core::Run#validity) run that has
    ///   this row, and its rows are not empty.
    /// - The stride of each stream is the size of its elements, or 0.
    /// - `copies` outlives the cursors. Between the rows of one run, it is not written by others.
    unsafe fn row<S: Isa>(
        s: S,
        streams: &[Stream],
        row: usize,
        copies: &mut MaybeUninit<Self::Copies>,
    ) -> Self::Cursors;

    /// The cursors at the start of row `row`, if no input is a single element.
    ///
    /// # Safety
    /// As for [`row`](Self::row), except that the stride of each stream is the size of its
    /// elements.
    unsafe fn line(streams: &[Stream], row: usize) -> Self::Cursors;

    /// Loads a register of each input, starting `offset` elements after the cursor.
    ///
    /// # Safety
    /// The row has these elements. If an input may be a single element, they are within four
    /// registers from the cursor, as that is how much is copied of it.
    unsafe fn load<S: Isa>(s: S, cursors: &Self::Cursors, offset: usize) -> Self::Of<S>;

    /// Loads the next `n` elements of each input, at most a register. The idle lanes are zeros, or
    /// copies of a single element.
    ///
    /// # Safety
    /// The row has `n` more elements.
    unsafe fn load_partial<S: Isa>(s: S, cursors: &Self::Cursors, n: usize) -> Self::Of<S>;

    /// The sum of the element sizes of all inputs that are not single elements, in bytes.
    fn size(cursors: &Self::Cursors) -> usize;

    /// Moves the cursors by `n` elements, back if it is negative.
    fn advance(cursors: &mut Self::Cursors, n: isize);
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
        // SAFETY: a run has a stream for each input.
        let stream = unsafe { streams.get_unchecked(0) };
        let start = start::<A::Memory>(stream, row);
        if stream.stride != 0 {
            return Cursor { at: start, step: 1 };
        }
        let copies: *mut A::Memory = copies.as_mut_ptr().cast();
        if row == 0 || stream.row_stride != 0 {
            // SAFETY: the row has an element, and there is room for `UNROLL` registers of any ISA.
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
    unsafe fn line(streams: &[Stream], row: usize) -> Self::Cursors {
        // SAFETY: a run has a stream for each input.
        Cursor { at: start(unsafe { streams.get_unchecked(0) }, row), step: 1 }
    }
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, cursor: &Self::Cursors, offset: usize) -> A::Of<S> {
        // SAFETY: the row, or the memory of the copies, has these elements.
        unsafe { A::Memory::load(s, cursor.at.add(offset)) }
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, cursor: &Self::Cursors, n: usize) -> A::Of<S> {
        let n = if cursor.step == 0 { A::lanes::<S>() } else { n };
        // SAFETY: the row has `n` more elements; of copies there is always a whole register.
        unsafe { A::Memory::load_partial(s, cursor.at, n, A::Memory::splat(s, A::Memory::ZERO)) }
    }
    #[inline(always)]
    fn size(cursor: &Self::Cursors) -> usize {
        // A value of no bytes is never read.
        if A::BYTES == 0 { 0 } else { cursor.step * size_of::<A::Memory>() }
    }
    #[inline(always)]
    fn advance(cursor: &mut Self::Cursors, n: isize) {
        cursor.advance(n);
    }
}
