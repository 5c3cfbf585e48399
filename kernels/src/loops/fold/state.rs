//! Accumulators: in registers, and in memory between blocks.

use crate::isa::Isa;
use crate::op::Fold;
use crate::value::Value;
use core::mem::MaybeUninit;

/// The most registers that make up the accumulators: lanes of bytes, one at a time.
const MAX_REGISTERS: usize = 256;

/// The number of accumulators of a fold of values `X`.
pub(in crate::loops) const fn accumulators<X: Value>() -> usize {
    4 * X::WIDEST
}

/// The number of registers that hold them.
#[inline(always)]
pub(in crate::loops) fn registers<S: Isa, X: Value>() -> usize {
    accumulators::<X>() / X::lanes::<S>()
}

/// The accumulators of a part of a sequence: an [image](Value::of_image) of their lanes, of meaning
/// only to the kernels of one operation.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct State(
    #[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; 1024]>,
);

impl State {
    /// Room for accumulators.
    pub const fn uninit() -> Self {
        State(MaybeUninit::uninit())
    }

    /// The lanes of accumulators `A` from number `first` on.
    ///
    /// # Safety
    /// They have been written, as the same type.
    #[inline(always)]
    pub(in crate::loops) unsafe fn read<S: Isa, A: Value>(&self, s: S, first: usize) -> A::Of<S> {
        const { assert!(accumulators::<A>() * A::BYTES <= size_of::<State>()) };
        debug_assert!(first + A::lanes::<S>() <= accumulators::<A>());
        // SAFETY: a state has room for all lanes; the caller's promise.
        unsafe { A::of_image(s, (&raw const *self).cast(), accumulators::<A>(), first) }
    }

    /// Writes the lanes of accumulators `A` from number `first` on, which exist.
    #[inline(always)]
    pub(in crate::loops) fn write<S: Isa, A: Value>(&mut self, first: usize, x: A::Of<S>) {
        const { assert!(accumulators::<A>() * A::BYTES <= size_of::<State>()) };
        debug_assert!(first + A::lanes::<S>() <= accumulators::<A>());
        // SAFETY: a state has room for all lanes, and is borrowed exclusively.
        unsafe { A::to_image::<S>((&raw mut *self).cast(), accumulators::<A>(), first, x) }
    }
}

/// What a kernel does with what is in a [`State`] already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Overwrites it.
    Start,
    /// Steps the new elements into it.
    Continue,
    /// Merges the new elements to the right of it.
    Merge,
}

/// Accumulators in registers, of which the array has room for the most that any ISA needs. All but
/// those in use is left alone, and registers that are used by constant indices stay registers.
pub(in crate::loops) struct Accumulators<S: Isa, A: Value> {
    registers: [MaybeUninit<A::Of<S>>; MAX_REGISTERS],
}

impl<S: Isa, A: Value> Accumulators<S, A> {
    /// The accumulators to go on from.
    ///
    /// # Safety
    /// Where this is to continue, `state` has been written.
    #[inline(always)]
    pub(in crate::loops) unsafe fn begin<X: Value, Op: Fold<X, Acc = A>>(
        s: S,
        op: &Op,
        state: &State,
        then: Then,
    ) -> Self {
        let mut all = Self { registers: [const { MaybeUninit::uninit() }; MAX_REGISTERS] };
        let identity = op.identity::<S>(s);
        for r in 0..registers::<S, X>() {
            all.set(r, identity);
            if then == Then::Continue {
                // SAFETY: the caller's promise.
                all.set(r, unsafe { state.read::<S, A>(s, r * A::lanes::<S>()) });
            }
        }
        all
    }

    /// Writes them to `state`, or merges them to the right of what is there.
    ///
    /// # Safety
    /// Where this is to merge, `state` has been written.
    #[inline(always)]
    pub(in crate::loops) unsafe fn end<X: Value, Op: Fold<X, Acc = A>>(
        self,
        s: S,
        op: &Op,
        state: &mut State,
        then: Then,
    ) {
        for r in 0..registers::<S, X>() {
            let (at, mut x) = (r * A::lanes::<S>(), self.get(r));
            if then == Then::Merge {
                // SAFETY: the caller's promise.
                x = op.merge::<S>(unsafe { state.read::<S, A>(s, at) }, x);
            }
            state.write::<S, A>(at, x);
        }
    }

    /// Register `r`, of those that there are.
    #[inline(always)]
    pub(in crate::loops) fn get(&self, r: usize) -> A::Of<S> {
        // SAFETY: as many have been initialised as anyone asks for.
        unsafe { self.registers[r].assume_init() }
    }

    /// Replaces register `r`.
    #[inline(always)]
    pub(in crate::loops) fn set(&mut self, r: usize, x: A::Of<S>) {
        self.registers[r] = MaybeUninit::new(x);
    }
}
