//! Several inputs: tuples and arrays. Each method passes its own contract on to every input.

use super::Inputs;
use crate::isa::Isa;
use crate::loops::MAX_INPUTS;
use crate::loops::operand::{Copies, Cursor};
use crate::stored::Streamed;
use core::mem::MaybeUninit;
use tightloop_array_core::Stream;

/// Lists the tuples of inputs: of each its type, its index, and the types before it.
macro_rules! input_tuples {
    ($(($($x:ident $n:tt [$($before:ident)*]),+))*) => {$(
        // SAFETY: reads the streams of each input, one after the other.
        unsafe impl<$($x: Inputs),+> Inputs for ($($x,)+) {
            const COUNT: usize = {
                let count = 0 $(+ $x::COUNT)+;
                assert!(count <= MAX_INPUTS, "operations have one to six inputs");
                count
            };
            type Cursors = ($($x::Cursors,)+);
            type Copies = ($(MaybeUninit<$x::Copies>,)+);

            #[inline(always)]
            unsafe fn row<S: Isa>(
                s: S,
                streams: &[Stream],
                row: usize,
                copies: &mut MaybeUninit<Self::Copies>,
            ) -> Self::Cursors {
                // SAFETY: a run has the streams of each input; room for copies needs no
                // initialisation.
                unsafe {
                    let copies = copies.assume_init_mut();
                    ($({
                        let streams = streams.get_unchecked(0 $(+ $before::COUNT)*..);
                        $x::row(s, streams, row, &mut copies.$n)
                    },)+)
                }
            }
            #[inline(always)]
            unsafe fn line(streams: &[Stream], row: usize) -> Self::Cursors {
                // SAFETY: a run has the streams of each input.
                unsafe {
                    ($($x::line(streams.get_unchecked(0 $(+ $before::COUNT)*..), row),)+)
                }
            }
            #[inline(always)]
            unsafe fn load<S: Isa>(
                s: S,
                cursors: &Self::Cursors,
                offset: usize,
            ) -> ($($x::Of<S>,)+) {
                // SAFETY: the contract is the same for each input.
                unsafe { ($($x::load(s, &cursors.$n, offset),)+) }
            }
            #[inline(always)]
            unsafe fn load_partial<S: Isa>(
                s: S,
                cursors: &Self::Cursors,
                n: usize,
            ) -> ($($x::Of<S>,)+) {
                // SAFETY: the contract is the same for each input.
                unsafe { ($($x::load_partial(s, &cursors.$n, n),)+) }
            }
            #[inline(always)]
            fn size(cursors: &Self::Cursors) -> usize {
                0 $(+ $x::size(&cursors.$n))+
            }
            #[inline(always)]
            fn advance(cursors: &mut Self::Cursors, n: isize) {
                $($x::advance(&mut cursors.$n, n);)+
            }
        }
    )*};
}
input_tuples! { (A 0 [], B 1 [A]) (A 0 [], B 1 [A], C 2 [A B]) }

// SAFETY: reads `N` streams.
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
        let mut cursors = [Cursor::NOWHERE; N];
        // SAFETY: room for copies needs no initialisation.
        let copies = unsafe { copies.assume_init_mut() };
        for ((cursor, copies), stream) in cursors.iter_mut().zip(copies).zip(streams) {
            // SAFETY: the contract is the same for each input.
            *cursor = unsafe { A::row(s, core::slice::from_ref(stream), row, copies) };
        }
        cursors
    }
    #[inline(always)]
    unsafe fn line(streams: &[Stream], row: usize) -> Self::Cursors {
        let mut cursors = [Cursor::NOWHERE; N];
        for (cursor, stream) in cursors.iter_mut().zip(streams) {
            // SAFETY: the contract is the same for each input.
            *cursor = unsafe { A::line(core::slice::from_ref(stream), row) };
        }
        cursors
    }
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, cursors: &Self::Cursors, offset: usize) -> [A::Of<S>; N] {
        // SAFETY: the contract is the same for each input.
        let mut registers = [unsafe { <A as Inputs>::load(s, &cursors[0], offset) }; N];
        for k in 1..N {
            // SAFETY: as above.
            registers[k] = unsafe { <A as Inputs>::load(s, &cursors[k], offset) };
        }
        registers
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, cursors: &Self::Cursors, n: usize) -> [A::Of<S>; N] {
        // SAFETY: the contract is the same for each input.
        let mut registers = [unsafe { <A as Inputs>::load_partial(s, &cursors[0], n) }; N];
        for k in 1..N {
            // SAFETY: as above.
            registers[k] = unsafe { <A as Inputs>::load_partial(s, &cursors[k], n) };
        }
        registers
    }
    #[inline(always)]
    fn size(cursors: &Self::Cursors) -> usize {
        cursors.iter().map(A::size).sum()
    }
    #[inline(always)]
    fn advance(cursors: &mut Self::Cursors, n: isize) {
        for cursor in cursors {
            A::advance(cursor, n);
        }
    }
}
