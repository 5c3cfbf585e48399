//! How the operands of a loop lie in memory: in a line, or one element for all.

use crate::isa::Isa;
use crate::lane::{Stored, Value};
use core::marker::PhantomData;
use tightloop_array_core::Stream;

/// An input of one row: where the loop's registers come from.
pub trait Source<S: Isa, X: Value>: Copy {
    /// Row `row` of the streams that begin at the first of `streams`.
    ///
    /// # Safety
    /// The streams are those of a [valid](tightloop_array_core::Run#validity) run with that row and at least one element in it.
    unsafe fn row(streams: &[Stream], row: usize) -> Self;

    /// A register of the elements from `i` on.
    ///
    /// # Safety
    /// The row has them all.
    unsafe fn load(self, s: S, i: usize) -> X::Of<S>;

    /// The `n` elements from `i` on, fewer than a register holds.
    ///
    /// # Safety
    /// The row has them all.
    unsafe fn load_partial(self, s: S, i: usize, n: usize) -> X::Of<S>;
}

/// Elements of `E` one after the other.
pub struct Contig<E>(*const E);

/// One element for all.
pub struct Splat<E>(E);

impl<E> Clone for Contig<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for Contig<E> {}

impl<E: Copy> Clone for Splat<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E: Copy> Copy for Splat<E> {}

/// Where a row of a stream begins.
#[inline(always)]
fn start<E>(stream: &Stream, row: usize) -> *mut E {
    stream.ptr.wrapping_offset(stream.row_stride.wrapping_mul(row as isize)).cast()
}

impl<S: Isa, X: Value, E: Stored<X>> Source<S, X> for Contig<E> {
    #[inline(always)]
    unsafe fn row(streams: &[Stream], row: usize) -> Self {
        Contig(start(&streams[0], row))
    }
    #[inline(always)]
    unsafe fn load(self, s: S, i: usize) -> X::Of<S> {
        // SAFETY: the caller's promise.
        unsafe { E::load(s, self.0.add(i)) }
    }
    #[inline(always)]
    unsafe fn load_partial(self, s: S, i: usize, n: usize) -> X::Of<S> {
        // SAFETY: the caller's promise.
        unsafe { E::load_partial(s, self.0.add(i), n, E::splat(s, E::ZERO)) }
    }
}

impl<S: Isa, X: Value, E: Stored<X>> Source<S, X> for Splat<E> {
    #[inline(always)]
    unsafe fn row(streams: &[Stream], row: usize) -> Self {
        // SAFETY: the caller's promise of a valid run with an element.
        Splat(unsafe { start::<E>(&streams[0], row).read() })
    }
    #[inline(always)]
    unsafe fn load(self, s: S, _: usize) -> X::Of<S> {
        E::splat(s, self.0)
    }
    #[inline(always)]
    unsafe fn load_partial(self, s: S, _: usize, _: usize) -> X::Of<S> {
        E::splat(s, self.0)
    }
}

/// Lists the tuples of operands, each with the number of its stream.
macro_rules! source_tuples {
    ($(($($p:ident $x:ident $n:tt),+))*) => {$(
        impl<S: Isa, $($x: Value, $p: Source<S, $x>),+> Source<S, ($($x,)+)> for ($($p,)+) {
            #[inline(always)]
            unsafe fn row(streams: &[Stream], row: usize) -> Self {
                // SAFETY: the caller's promise.
                unsafe { ($($p::row(&streams[$n..], row),)+) }
            }
            #[inline(always)]
            unsafe fn load(self, s: S, i: usize) -> ($($x::Of<S>,)+) {
                // SAFETY: the caller's promise.
                unsafe { ($(self.$n.load(s, i),)+) }
            }
            #[inline(always)]
            unsafe fn load_partial(self, s: S, i: usize, n: usize) -> ($($x::Of<S>,)+) {
                // SAFETY: the caller's promise.
                unsafe { ($(self.$n.load_partial(s, i, n),)+) }
            }
        }
    )*};
}
source_tuples! { (P A 0, Q B 1) (P A 0, Q B 1, R C 2) }

impl<S: Isa, X: Value, P: Source<S, X>, const N: usize> Source<S, [X; N]> for [P; N] {
    #[inline(always)]
    unsafe fn row(streams: &[Stream], row: usize) -> Self {
        // SAFETY: the caller's promise.
        let mut sources = [unsafe { P::row(streams, row) }; N];
        for k in 1..N {
            // SAFETY: as above.
            sources[k] = unsafe { P::row(&streams[k..], row) };
        }
        sources
    }
    #[inline(always)]
    unsafe fn load(self, s: S, i: usize) -> [X::Of<S>; N] {
        // SAFETY: the caller's promise.
        let mut registers = [unsafe { self[0].load(s, i) }; N];
        for k in 1..N {
            // SAFETY: as above.
            registers[k] = unsafe { self[k].load(s, i) };
        }
        registers
    }
    #[inline(always)]
    unsafe fn load_partial(self, s: S, i: usize, n: usize) -> [X::Of<S>; N] {
        // SAFETY: the caller's promise.
        let mut registers = [unsafe { self[0].load_partial(s, i, n) }; N];
        for k in 1..N {
            // SAFETY: as above.
            registers[k] = unsafe { self[k].load_partial(s, i, n) };
        }
        registers
    }
}

/// An output of one row: where the loop's registers go.
pub trait Sink<S: Isa, Y: Value>: Copy {
    /// Row `row` of the streams that begin at the first of `streams`.
    fn row(streams: &[Stream], row: usize) -> Self;

    /// Writes a register to the elements from `i` on.
    ///
    /// # Safety
    /// The row has them all, and the streams are those of a [valid](tightloop_array_core::Run#validity) run.
    unsafe fn store(self, s: S, i: usize, y: Y::Of<S>);

    /// Writes the first `n` lanes, fewer than a register holds, to the elements from `i` on.
    ///
    /// # Safety
    /// As for [`store`](Self::store).
    unsafe fn store_partial(self, s: S, i: usize, n: usize, y: Y::Of<S>);
}

/// Elements of `E` one after the other, to be written.
pub struct ContigMut<E>(*mut E);

impl<E> Clone for ContigMut<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for ContigMut<E> {}

impl<S: Isa, Y: Value, E: Stored<Y>> Sink<S, Y> for ContigMut<E> {
    #[inline(always)]
    fn row(streams: &[Stream], row: usize) -> Self {
        ContigMut(start(&streams[0], row))
    }
    #[inline(always)]
    unsafe fn store(self, s: S, i: usize, y: Y::Of<S>) {
        // SAFETY: the caller's promise.
        unsafe { E::store(s, self.0.add(i), y) }
    }
    #[inline(always)]
    unsafe fn store_partial(self, s: S, i: usize, n: usize, y: Y::Of<S>) {
        // SAFETY: the caller's promise.
        unsafe { E::store_partial(s, self.0.add(i), n, y) }
    }
}

impl<S: Isa, Y: Value, Z: Value, P: Sink<S, Y>, Q: Sink<S, Z>> Sink<S, (Y, Z)> for (P, Q) {
    #[inline(always)]
    fn row(streams: &[Stream], row: usize) -> Self {
        (P::row(streams, row), Q::row(&streams[1..], row))
    }
    #[inline(always)]
    unsafe fn store(self, s: S, i: usize, (y, z): (Y::Of<S>, Z::Of<S>)) {
        // SAFETY: the caller's promise.
        unsafe {
            self.0.store(s, i, y);
            self.1.store(s, i, z);
        }
    }
    #[inline(always)]
    unsafe fn store_partial(self, s: S, i: usize, n: usize, (y, z): (Y::Of<S>, Z::Of<S>)) {
        // SAFETY: the caller's promise.
        unsafe {
            self.0.store_partial(s, i, n, y);
            self.1.store_partial(s, i, n, z);
        }
    }
}

/// A computation over one [`Source`], whichever the strides ask for.
pub trait WithSource<S: Isa, X: Value> {
    /// The computation.
    fn call<P: Source<S, X>>(self);
}

/// The stored types of a loop's inputs: `(E,)`, `(E, F)`, `(E, F, G)` or `[E; N]`.
pub trait Inputs<X: Value>: 'static {
    /// Their sizes, in bytes.
    const SIZES: &'static [usize];

    /// Whether, in a loop that can afford the copies, one of the inputs may have a stride of zero. The others need their own size.
    const SPLAT: bool = false;

    /// Calls `f` with the sources that the strides ask for.
    fn with_source<S: Isa, F: WithSource<S, X>>(splat: bool, streams: &[Stream], f: F);
}

impl<A: Value, E: Stored<A>> Inputs<A> for (E,) {
    const SIZES: &'static [usize] = &[size_of::<E>()];

    #[inline(always)]
    fn with_source<S: Isa, F: WithSource<S, A>>(_: bool, _: &[Stream], f: F) {
        f.call::<Contig<E>>()
    }
}

impl<A: Value, B: Value, E: Stored<A>, F: Stored<B>> Inputs<(A, B)> for (E, F) {
    const SIZES: &'static [usize] = &[size_of::<E>(), size_of::<F>()];
    const SPLAT: bool = true;

    #[inline(always)]
    fn with_source<S: Isa, G: WithSource<S, (A, B)>>(splat: bool, streams: &[Stream], f: G) {
        if splat && streams[0].stride == 0 {
            f.call::<(Splat<E>, Contig<F>)>()
        } else if splat && streams[1].stride == 0 {
            f.call::<(Contig<E>, Splat<F>)>()
        } else {
            f.call::<(Contig<E>, Contig<F>)>()
        }
    }
}

impl<A: Value, B: Value, C: Value, E: Stored<A>, F: Stored<B>, G: Stored<C>> Inputs<(A, B, C)> for (E, F, G) {
    const SIZES: &'static [usize] = &[size_of::<E>(), size_of::<F>(), size_of::<G>()];

    #[inline(always)]
    fn with_source<S: Isa, H: WithSource<S, (A, B, C)>>(_: bool, _: &[Stream], f: H) {
        f.call::<(Contig<E>, Contig<F>, Contig<G>)>()
    }
}

impl<A: Value, E: Stored<A>, const N: usize> Inputs<[A; N]> for [E; N] {
    const SIZES: &'static [usize] = &[size_of::<E>(); N];

    #[inline(always)]
    fn with_source<S: Isa, F: WithSource<S, [A; N]>>(_: bool, _: &[Stream], f: F) {
        f.call::<[Contig<E>; N]>()
    }
}

/// The stored types of a loop's outputs: `(E,)` or `(E, F)`.
pub trait Outputs<Y: Value>: 'static {
    /// Their sizes, in bytes.
    const SIZES: &'static [usize];
    /// Where they go.
    type Sink<S: Isa>: Sink<S, Y>;
}

impl<Y: Value, E: Stored<Y>> Outputs<Y> for (E,) {
    const SIZES: &'static [usize] = &[size_of::<E>()];
    type Sink<S: Isa> = ContigMut<E>;
}

impl<Y: Value, Z: Value, E: Stored<Y>, F: Stored<Z>> Outputs<(Y, Z)> for (E, F) {
    const SIZES: &'static [usize] = &[size_of::<E>(), size_of::<F>()];
    type Sink<S: Isa> = (ContigMut<E>, ContigMut<F>);
}

/// Types alone, with nothing of them inside.
pub(super) type Types<T> = PhantomData<fn() -> T>;
