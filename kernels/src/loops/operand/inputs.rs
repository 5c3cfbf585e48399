//! The inputs of a loop.

use super::{Copies, Cursor, LINE, UNROLL, start};
use crate::isa::Isa;
use crate::isa::baseline::prefetch;
use crate::lane::Value;
use crate::loops::MAX_INPUTS;
use crate::stored::{Stored, Streamed};
use core::mem::MaybeUninit;
use tightloop_array_core::{Element, Stream};

/// A value that a loop reads: one [`Streamed`], a tuple of two or three, or an array of one to six.
///
/// # Safety
///
/// Callers rely on [`COUNT`](Self::COUNT): as many streams of the values' [memory](Streamed::Memory) are read, in order, and no more than six.
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
    /// The streams are the inputs of a [valid](tightloop_array_core::Run#validity) run with that row and an element in it, and their strides
    /// are those of their elements, or 0. `copies` outlives the cursors.
    unsafe fn row<S: Isa>(
        s: S,
        streams: &[Stream],
        row: usize,
        copies: &mut MaybeUninit<Self::Copies>,
    ) -> Self::Cursors;

    /// One register of each, from the `offset`th element on.
    ///
    /// # Safety
    /// There are as many elements left, and they are not more than the four registers' worth that are copied.
    unsafe fn load<S: Isa>(s: S, cursors: &Self::Cursors, offset: usize) -> Self::Of<S>;

    /// The next `n` elements of each, at most as many as a register holds; the idle lanes are zeros.
    ///
    /// # Safety
    /// There are as many left.
    unsafe fn load_partial<S: Isa>(s: S, cursors: &Self::Cursors, n: usize) -> Self::Of<S>;

    /// Asks for the cache lines of `n` elements from the `offset`th on, whether there are so many or not.
    fn prefetch(cursors: &Self::Cursors, offset: usize, n: usize);

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
        // SAFETY: the caller's promise.
        unsafe { A::Memory::load_partial(s, cursor.at, n, A::Memory::splat(s, A::Memory::ZERO)) }
    }
    #[inline(always)]
    fn prefetch(cursor: &Self::Cursors, offset: usize, n: usize) {
        for line in (0..n * size_of::<A::Memory>()).step_by(LINE) {
            prefetch(cursor.at.wrapping_add(offset).wrapping_byte_add(line));
        }
    }
    #[inline(always)]
    fn advance(cursor: &mut Self::Cursors, n: usize) {
        cursor.advance(n);
    }
}

/// Lists the tuples of inputs, each with the number of its stream.
macro_rules! input_tuples {
    ($($count:literal ($($x:ident $n:tt),+))*) => {$(
        // SAFETY: one stream each.
        unsafe impl<$($x: Streamed),+> Inputs for ($($x,)+) {
            const COUNT: usize = $count;
            type Cursors = ($(Cursor<$x::Memory>,)+);
            type Copies = ($(MaybeUninit<Copies<$x::Memory>>,)+);

            #[inline(always)]
            unsafe fn row<S: Isa>(
                s: S,
                streams: &[Stream],
                row: usize,
                copies: &mut MaybeUninit<Self::Copies>,
            ) -> Self::Cursors {
                // SAFETY: the caller's promise; room for copies needs no initialisation.
                unsafe {
                    let copies = copies.assume_init_mut();
                    ($($x::row(s, core::slice::from_ref(streams.get_unchecked($n)), row, &mut copies.$n),)+)
                }
            }
            #[inline(always)]
            unsafe fn load<S: Isa>(s: S, cursors: &Self::Cursors, offset: usize) -> ($($x::Of<S>,)+) {
                // SAFETY: the caller's promise.
                unsafe { ($(<$x as Inputs>::load(s, &cursors.$n, offset),)+) }
            }
            #[inline(always)]
            unsafe fn load_partial<S: Isa>(s: S, cursors: &Self::Cursors, n: usize) -> ($($x::Of<S>,)+) {
                // SAFETY: the caller's promise.
                unsafe { ($(<$x as Inputs>::load_partial(s, &cursors.$n, n),)+) }
            }
            #[inline(always)]
            fn prefetch(cursors: &Self::Cursors, offset: usize, n: usize) {
                $($x::prefetch(&cursors.$n, offset, n);)+
            }
            #[inline(always)]
            fn advance(cursors: &mut Self::Cursors, n: usize) {
                $($x::advance(&mut cursors.$n, n);)+
            }
        }
    )*};
}
input_tuples! { 2 (A 0, B 1) 3 (A 0, B 1, C 2) }

// SAFETY: `N` streams.
unsafe impl<A: Streamed, const N: usize> Inputs for [A; N] {
    const COUNT: usize = {
        assert!(1 <= N && N <= MAX_INPUTS, "operations have one to six inputs");
        N
    };
    type Cursors = [Cursor<A::Memory>; N];
    type Copies = [MaybeUninit<Copies<A::Memory>>; N];

    #[inline(always)]
    unsafe fn row<S: Isa>(
        s: S,
        streams: &[Stream],
        row: usize,
        copies: &mut MaybeUninit<Self::Copies>,
    ) -> Self::Cursors {
        let mut cursors = [Cursor { at: core::ptr::null(), step: 0 }; N];
        // SAFETY: the caller's promise; room for copies needs no initialisation.
        let copies = unsafe { copies.assume_init_mut() };
        for ((cursor, copies), stream) in cursors.iter_mut().zip(copies).zip(streams) {
            // SAFETY: as above.
            *cursor = unsafe { A::row(s, core::slice::from_ref(stream), row, copies) };
        }
        cursors
    }
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, cursors: &Self::Cursors, offset: usize) -> [A::Of<S>; N] {
        // SAFETY: the caller's promise.
        let mut registers = [unsafe { <A as Inputs>::load(s, &cursors[0], offset) }; N];
        for k in 1..N {
            // SAFETY: as above.
            registers[k] = unsafe { <A as Inputs>::load(s, &cursors[k], offset) };
        }
        registers
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, cursors: &Self::Cursors, n: usize) -> [A::Of<S>; N] {
        // SAFETY: the caller's promise.
        let mut registers = [unsafe { <A as Inputs>::load_partial(s, &cursors[0], n) }; N];
        for k in 1..N {
            // SAFETY: as above.
            registers[k] = unsafe { <A as Inputs>::load_partial(s, &cursors[k], n) };
        }
        registers
    }
    #[inline(always)]
    fn prefetch(cursors: &Self::Cursors, offset: usize, n: usize) {
        for cursor in cursors {
            A::prefetch(cursor, offset, n);
        }
    }
    #[inline(always)]
    fn advance(cursors: &mut Self::Cursors, n: usize) {
        for cursor in cursors {
            A::advance(cursor, n);
        }
    }
}
