//! The inputs of a loop.

use super::{Copies, Cursor};
use crate::isa::Isa;
use crate::lane::{Stored, Value};
use crate::loops::MAX_INPUTS;
use core::mem::MaybeUninit;
use tightloop_array_core::Stream;

/// The stored types of a loop's inputs: `(E,)`, `(E, F)`, `(E, F, G)` or `[E; N]` for `N` from one to six.
///
/// # Safety
///
/// Callers rely on [`SIZES`](Self::SIZES), of which there are as many as streams that are read, and no more than six.
pub unsafe trait Inputs<X: Value>: 'static {
    /// Their sizes, in bytes.
    const SIZES: &'static [usize];
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
        streams: &[Stream],
        row: usize,
        copies: &mut MaybeUninit<Self::Copies>,
    ) -> Self::Cursors;

    /// One register of each, from the `offset`th element on.
    ///
    /// # Safety
    /// There are as many elements left, and they are not more than the four registers' worth that are copied.
    unsafe fn load<S: Isa>(s: S, cursors: &Self::Cursors, offset: usize) -> X::Of<S>;

    /// The next `n` elements of each, at most as many as a register holds.
    ///
    /// # Safety
    /// There are as many left.
    unsafe fn load_partial<S: Isa>(s: S, cursors: &Self::Cursors, n: usize) -> X::Of<S>;

    /// Goes on by `n` elements.
    fn advance(cursors: &mut Self::Cursors, n: usize);
}

/// Loads `n` elements; the idle lanes are zeros.
///
/// # Safety
/// There are as many left.
#[inline(always)]
unsafe fn load_partial<S: Isa, X: Value, E: Stored<X>>(s: S, cursor: &Cursor<E>, n: usize) -> X::Of<S> {
    // SAFETY: the caller's promise.
    unsafe { E::load_partial(s, cursor.at, n, E::splat(s, E::ZERO)) }
}

// SAFETY: one stream of `E`.
unsafe impl<A: Value, E: Stored<A>> Inputs<A> for (E,) {
    const SIZES: &'static [usize] = &[size_of::<E>()];
    type Cursors = Cursor<E>;
    type Copies = Copies<E>;

    #[inline(always)]
    unsafe fn row<S: Isa>(streams: &[Stream], row: usize, copies: &mut MaybeUninit<Copies<E>>) -> Cursor<E> {
        // SAFETY: the caller's promise; room for copies needs no initialisation.
        unsafe { Cursor::row(streams.get_unchecked(0), row, copies.assume_init_mut(), A::lanes::<S>()) }
    }
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, cursor: &Cursor<E>, offset: usize) -> A::Of<S> {
        // SAFETY: the caller's promise.
        unsafe { E::load(s, cursor.at.add(offset)) }
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, cursor: &Cursor<E>, n: usize) -> A::Of<S> {
        // SAFETY: the caller's promise.
        unsafe { load_partial(s, cursor, n) }
    }
    #[inline(always)]
    fn advance(cursor: &mut Cursor<E>, n: usize) {
        cursor.advance(n);
    }
}

/// Lists the tuples of inputs, each with the number of its stream.
macro_rules! input_tuples {
    ($(($($e:ident $x:ident $n:tt),+))*) => {$(
        // SAFETY: one stream each.
        unsafe impl<$($x: Value, $e: Stored<$x>),+> Inputs<($($x,)+)> for ($($e,)+) {
            const SIZES: &'static [usize] = &[$(size_of::<$e>()),+];
            type Cursors = ($(Cursor<$e>,)+);
            type Copies = ($(Copies<$e>,)+);

            #[inline(always)]
            unsafe fn row<S: Isa>(
                streams: &[Stream],
                row: usize,
                copies: &mut MaybeUninit<Self::Copies>,
            ) -> Self::Cursors {
                // SAFETY: the caller's promise; room for copies needs no initialisation.
                unsafe {
                    let copies = copies.assume_init_mut();
                    ($(Cursor::row(streams.get_unchecked($n), row, &mut copies.$n, $x::lanes::<S>()),)+)
                }
            }
            #[inline(always)]
            unsafe fn load<S: Isa>(s: S, cursors: &Self::Cursors, offset: usize) -> ($($x::Of<S>,)+) {
                // SAFETY: the caller's promise.
                unsafe { ($($e::load(s, cursors.$n.at.add(offset)),)+) }
            }
            #[inline(always)]
            unsafe fn load_partial<S: Isa>(s: S, cursors: &Self::Cursors, n: usize) -> ($($x::Of<S>,)+) {
                // SAFETY: the caller's promise.
                unsafe { ($(load_partial::<S, $x, $e>(s, &cursors.$n, n),)+) }
            }
            #[inline(always)]
            fn advance(cursors: &mut Self::Cursors, n: usize) {
                $(cursors.$n.advance(n);)+
            }
        }
    )*};
}
input_tuples! { (E A 0, F B 1) (E A 0, F B 1, G C 2) }

// SAFETY: `N` streams of `E`.
unsafe impl<A: Value, E: Stored<A>, const N: usize> Inputs<[A; N]> for [E; N] {
    const SIZES: &'static [usize] = {
        assert!(1 <= N && N <= MAX_INPUTS, "operations have one to six inputs");
        &[size_of::<E>(); N]
    };
    type Cursors = [Cursor<E>; N];
    type Copies = [Copies<E>; N];

    #[inline(always)]
    unsafe fn row<S: Isa>(
        streams: &[Stream],
        row: usize,
        copies: &mut MaybeUninit<[Copies<E>; N]>,
    ) -> [Cursor<E>; N] {
        let mut cursors = [Cursor { at: core::ptr::null(), step: 0 }; N];
        // SAFETY: the caller's promise; room for copies needs no initialisation.
        let copies = unsafe { copies.assume_init_mut() };
        for ((cursor, copies), stream) in cursors.iter_mut().zip(copies).zip(streams) {
            // SAFETY: as above.
            *cursor = unsafe { Cursor::row(stream, row, copies, A::lanes::<S>()) };
        }
        cursors
    }
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, cursors: &[Cursor<E>; N], offset: usize) -> [A::Of<S>; N] {
        // SAFETY: the caller's promise.
        let mut registers = [unsafe { E::load(s, cursors[0].at.add(offset)) }; N];
        for k in 1..N {
            // SAFETY: as above.
            registers[k] = unsafe { E::load(s, cursors[k].at.add(offset)) };
        }
        registers
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, cursors: &[Cursor<E>; N], n: usize) -> [A::Of<S>; N] {
        // SAFETY: the caller's promise.
        let mut registers = [unsafe { load_partial::<S, A, E>(s, &cursors[0], n) }; N];
        for k in 1..N {
            // SAFETY: as above.
            registers[k] = unsafe { load_partial::<S, A, E>(s, &cursors[k], n) };
        }
        registers
    }
    #[inline(always)]
    fn advance(cursors: &mut [Cursor<E>; N], n: usize) {
        for cursor in cursors {
            cursor.advance(n);
        }
    }
}
