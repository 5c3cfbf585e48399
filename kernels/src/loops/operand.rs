//! How the operands of a loop lie in memory: one after the other, or one element for all.

use crate::isa::Isa;
use crate::lane::{Stored, Value};
use core::mem::MaybeUninit;
use tightloop_array_core::Stream;

/// The most registers that a loop loads at once from one input.
pub(super) const UNROLL: usize = 4;

/// The most lanes that any ISA has: bytes in 512 bits.
const MAX_LANES: usize = 64;

/// Where a loop stands in one input.
///
/// An input that is one element for all is copied as often as the loop looks ahead, and the cursor stays there: so it is
/// the same loop, whichever inputs are such.
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

/// Room for the copies of an element.
pub struct Copies<E>([MaybeUninit<E>; UNROLL * MAX_LANES]);

impl<E: Copy> Cursor<E> {
    /// The start of row `row`.
    ///
    /// # Safety
    /// The stream is one of a [valid](tightloop_array_core::Run#validity) run with that row and an element in it, and its stride is
    /// that of its elements, or 0. `copies` outlives the cursor. `lanes` is at most 64.
    #[inline(always)]
    unsafe fn row(stream: &Stream, row: usize, copies: &mut Copies<E>, lanes: usize) -> Self {
        let start = start::<E>(stream, row);
        if stream.stride != 0 {
            return Cursor { at: start, step: 1 };
        }
        if row == 0 || stream.row_stride != 0 {
            // SAFETY: the caller's promise.
            let element = unsafe { start.read() };
            for copy in &mut copies.0[..UNROLL * lanes] {
                copy.write(element);
            }
        }
        Cursor { at: (&raw const copies.0).cast(), step: 0 }
    }

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

/// The stored types of a loop's inputs: `(E,)`, `(E, F)`, `(E, F, G)` or `[E; N]`.
pub trait Inputs<X: Value>: 'static {
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

impl<A: Value, E: Stored<A>> Inputs<A> for (E,) {
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
        impl<$($x: Value, $e: Stored<$x>),+> Inputs<($($x,)+)> for ($($e,)+) {
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

impl<A: Value, E: Stored<A>, const N: usize> Inputs<[A; N]> for [E; N] {
    const SIZES: &'static [usize] = &[size_of::<E>(); N];
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

/// The stored types of a loop's outputs: `(E,)` or `(E, F)`.
pub trait Outputs<Y: Value>: 'static {
    /// Their sizes, in bytes.
    const SIZES: &'static [usize];
    /// Where a row of each begins.
    type Starts: Copy;

    /// The starts of row `row`. `inputs` streams are before those of the outputs.
    ///
    /// # Safety
    /// The streams are those of a [valid](tightloop_array_core::Run#validity) run.
    unsafe fn row(streams: &[Stream], inputs: usize, row: usize) -> Self::Starts;

    /// Writes a register to the elements of each from `i` on.
    ///
    /// # Safety
    /// The row has them, of a [valid](tightloop_array_core::Run#validity) run.
    unsafe fn store<S: Isa>(s: S, starts: &Self::Starts, i: usize, y: Y::Of<S>);

    /// Writes the first `n` lanes, at most as many as there are, to the elements of each from `i` on.
    ///
    /// # Safety
    /// As for [`store`](Self::store).
    unsafe fn store_partial<S: Isa>(s: S, starts: &Self::Starts, i: usize, n: usize, y: Y::Of<S>);
}

impl<Y: Value, E: Stored<Y>> Outputs<Y> for (E,) {
    const SIZES: &'static [usize] = &[size_of::<E>()];
    type Starts = *mut E;

    #[inline(always)]
    unsafe fn row(streams: &[Stream], inputs: usize, row: usize) -> *mut E {
        // SAFETY: the caller's promise.
        start(unsafe { streams.get_unchecked(inputs) }, row)
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, start: &*mut E, i: usize, y: Y::Of<S>) {
        // SAFETY: the caller's promise.
        unsafe { E::store(s, start.add(i), y) }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, start: &*mut E, i: usize, n: usize, y: Y::Of<S>) {
        // SAFETY: the caller's promise.
        unsafe { E::store_partial(s, start.add(i), n, y) }
    }
}

impl<Y: Value, Z: Value, E: Stored<Y>, F: Stored<Z>> Outputs<(Y, Z)> for (E, F) {
    const SIZES: &'static [usize] = &[size_of::<E>(), size_of::<F>()];
    type Starts = (*mut E, *mut F);

    #[inline(always)]
    unsafe fn row(streams: &[Stream], inputs: usize, row: usize) -> (*mut E, *mut F) {
        // SAFETY: the caller's promise.
        unsafe { (start(streams.get_unchecked(inputs), row), start(streams.get_unchecked(inputs + 1), row)) }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, starts: &(*mut E, *mut F), i: usize, (y, z): (Y::Of<S>, Z::Of<S>)) {
        // SAFETY: the caller's promise.
        unsafe {
            E::store(s, starts.0.add(i), y);
            F::store(s, starts.1.add(i), z);
        }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(
        s: S,
        starts: &(*mut E, *mut F),
        i: usize,
        n: usize,
        (y, z): (Y::Of<S>, Z::Of<S>),
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            E::store_partial(s, starts.0.add(i), n, y);
            F::store_partial(s, starts.1.add(i), n, z);
        }
    }
}
