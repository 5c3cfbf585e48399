//! Where the loop for lines gets its elements from: memory, or an operation. It is compiled for
//! each source, so that what an operation computes is folded without being stored.

use crate::isa::Isa;
use crate::loops::operand::Inputs;
use crate::op::Unary;
use crate::stored::{Stored, Streamed};
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use tightloop_array_core::Element;

/// The elements of a line, as values `X`.
///
/// All methods rely on the contract of [`FoldKernels`](super::FoldKernels): the elements that they
/// name exist.
pub(super) trait Source<X: Streamed>: Copy {
    /// Returns a register of elements, from number `i` on.
    unsafe fn load<S: Isa>(self, s: S, i: usize) -> X::Of<S>;

    /// Returns the next `n` elements in the first lanes, at most a register. The idle lanes have
    /// any values.
    unsafe fn load_partial<S: Isa>(self, s: S, n: usize) -> X::Of<S>;

    /// Returns the next element, in every lane.
    unsafe fn first<S: Isa>(self, s: S) -> X::Of<S>;

    /// The elements from number `n` on.
    fn skip(self, n: usize) -> Self;

    /// The address of the elements, if they are in memory.
    fn address(self) -> Option<*const X::Memory>;
}

/// Elements in memory.
impl<X: Streamed> Source<X> for *const X::Memory {
    #[inline(always)]
    unsafe fn load<S: Isa>(self, s: S, i: usize) -> X::Of<S> {
        // SAFETY: there are these elements.
        unsafe { X::Memory::load(s, self.wrapping_add(i)) }
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(self, s: S, n: usize) -> X::Of<S> {
        // SAFETY: as above.
        unsafe { X::Memory::load_partial(s, self, n, X::Memory::splat(s, Element::ZERO)) }
    }
    #[inline(always)]
    unsafe fn first<S: Isa>(self, s: S) -> X::Of<S> {
        // SAFETY: as above.
        X::Memory::splat(s, unsafe { self.read() })
    }
    #[inline(always)]
    fn skip(self, n: usize) -> Self {
        self.wrapping_add(n)
    }
    #[inline(always)]
    fn address(self) -> Option<*const X::Memory> {
        Some(self)
    }
}

/// The results `Y` of an operation on contiguous elements.
pub(super) struct Computed<'a, M, In: Inputs, Y> {
    op: &'a M,
    at: In::Cursors,
    result: PhantomData<fn() -> Y>,
}

impl<'a, M, In: Inputs, Y> Computed<'a, M, In, Y> {
    /// The results from the elements at these cursors on.
    #[inline(always)]
    pub(super) fn new(op: &'a M, at: In::Cursors) -> Self {
        Computed { op, at, result: PhantomData }
    }
}

impl<M, In: Inputs, Y> Clone for Computed<'_, M, In, Y> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<M, In: Inputs, Y> Copy for Computed<'_, M, In, Y> {}

/// As the elements `X` that the bytes of the results are.
impl<M: Unary<In, Y>, In: Inputs, Y: Streamed, X: Streamed> Source<X> for Computed<'_, M, In, Y> {
    #[inline(always)]
    unsafe fn load<S: Isa>(self, s: S, i: usize) -> X::Of<S> {
        // SAFETY: there are these elements; the bytes of results `Y` are elements `X`.
        unsafe { reloaded::<S, Y, X>(s, self.op.apply::<S>(In::load(s, &self.at, i))) }
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(self, s: S, n: usize) -> X::Of<S> {
        // SAFETY: as above.
        unsafe { reloaded::<S, Y, X>(s, self.op.apply::<S>(In::load_partial(s, &self.at, n))) }
    }
    #[inline(always)]
    unsafe fn first<S: Isa>(self, s: S) -> X::Of<S> {
        // SAFETY: as above; the first element is read after it has been written.
        unsafe {
            let mut room = Room(MaybeUninit::uninit());
            let at = room.address();
            Y::Memory::store(s, at.cast(), self.op.apply::<S>(In::load_partial(s, &self.at, 1)));
            X::Memory::splat(s, at.cast::<X::Memory>().read())
        }
    }
    #[inline(always)]
    fn skip(mut self, n: usize) -> Self {
        In::advance(&mut self.at, n as isize);
        self
    }
    #[inline(always)]
    fn address(self) -> Option<*const X::Memory> {
        None
    }
}

/// Room for a register of elements, of which the largest have 16 bytes.
#[repr(align(64))]
struct Room(MaybeUninit<[u8; 128]>);

impl Room {
    #[inline(always)]
    fn address(&mut self) -> *mut u8 {
        (&raw mut self.0).cast()
    }
}

/// A register of values `Y` as one of the values `X` that have the same bytes in memory. If a lane
/// is a number of either, compilers see that nothing is to do.
///
/// # Safety
/// Every element in the memory of `Y` is one in that of `X`.
#[inline(always)]
unsafe fn reloaded<S: Isa, Y: Streamed, X: Streamed>(s: S, y: Y::Of<S>) -> X::Of<S> {
    const {
        assert!(Y::WIDEST == X::WIDEST && size_of::<Y::Memory>() == size_of::<X::Memory>());
        assert!(Y::WIDEST * size_of::<Y::Memory>() <= size_of::<Room>());
    };
    let mut room = Room(MaybeUninit::uninit());
    let at = room.address();
    // SAFETY: there is room for a register, which is read after it has been written.
    unsafe {
        Y::Memory::store(s, at.cast(), y);
        X::Memory::load(s, at.cast())
    }
}
