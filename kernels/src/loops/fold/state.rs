//! Accumulators: in registers, and between blocks in memory.

use crate::isa::Isa;
use crate::op::Fold;
use crate::value::Value;
use core::mem::MaybeUninit;

/// The most accumulators of a fold: those of bytes.
pub(in crate::loops) const MAX_ACCUMULATORS: usize = accumulators::<u8>();

/// The number of accumulators of a fold of values `X`: the lanes of four 512-bit registers, on
/// every ISA.
pub(in crate::loops) const fn accumulators<X: Value>() -> usize {
    4 * X::WIDEST
}

/// The number of registers that hold the accumulators.
#[inline(always)]
pub(in crate::loops) fn registers<S: Isa, X: Value>() -> usize {
    accumulators::<X>() / X::lanes::<S>()
}

/// The accumulators of a part of a sequence, in memory: an [image](Value::of_image) of their lanes.
/// Only the kernels of the operation that wrote it can read it.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct State(
    #[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; STATE_BYTES]>,
);

/// Room for accumulators of up to four numbers each: one number takes four 512-bit registers.
const STATE_BYTES: usize = 1024;

impl State {
    /// Room for accumulators.
    pub const fn uninit() -> Self {
        State(MaybeUninit::uninit())
    }

    /// Reads a register of accumulators `A`, starting at number `first`.
    ///
    /// # Safety
    /// These accumulators have been written, as the same type.
    #[inline(always)]
    pub(in crate::loops) unsafe fn read<S: Isa, A: Value>(&self, s: S, first: usize) -> A::Of<S> {
        const { assert!(accumulators::<A>() * A::BYTES <= size_of::<State>()) };
        debug_assert!(first + A::lanes::<S>() <= accumulators::<A>());
        // SAFETY: a state has room for all lanes, and these have been written, by this method's
        // contract.
        unsafe { A::of_image(s, (&raw const *self).cast(), accumulators::<A>(), first) }
    }

    /// Writes a register of accumulators `A`, starting at number `first`. They must exist.
    #[inline(always)]
    pub(in crate::loops) fn write<S: Isa, A: Value>(&mut self, first: usize, x: A::Of<S>) {
        const { assert!(accumulators::<A>() * A::BYTES <= size_of::<State>()) };
        debug_assert!(first + A::lanes::<S>() <= accumulators::<A>());
        // SAFETY: a state has room for all lanes, and is borrowed mutably.
        unsafe { A::to_image::<S>((&raw mut *self).cast(), accumulators::<A>(), first, x) }
    }
}

/// What a kernel does with the accumulators that are already in a [`State`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldMode {
    /// Ignores and overwrites them.
    Start,
    /// Folds the new elements into them.
    Continue,
    /// Folds the new elements separately, and merges the result into them, as the right operand.
    Merge,
}

/// Accumulators in registers. The array has room for the most that any ISA needs: one per
/// accumulator, on the scalar one. The unused part is never touched, and as all indices are
/// constants, the used part stays in registers.
pub(in crate::loops) struct Accumulators<S: Isa, A: Value> {
    registers: [MaybeUninit<A::Of<S>>; MAX_ACCUMULATORS],
}

impl<S: Isa, A: Value> Accumulators<S, A> {
    /// The accumulators to start with: those of `state` to continue it, else neutral ones.
    ///
    /// # Safety
    /// To continue, `state` has been written.
    #[inline(always)]
    pub(in crate::loops) unsafe fn begin<X: Value, Op: Fold<X, Acc = A>>(
        s: S,
        op: &Op,
        state: &State,
        mode: FoldMode,
    ) -> Self {
        let mut all = Self { registers: [const { MaybeUninit::uninit() }; MAX_ACCUMULATORS] };
        let identity = op.identity::<S>(s);
        for r in 0..registers::<S, X>() {
            all.set(r, identity);
            if mode == FoldMode::Continue {
                // SAFETY: the state has been written, by this method's contract.
                all.set(r, unsafe { state.read::<S, A>(s, r * A::lanes::<S>()) });
            }
        }
        all
    }

    /// Writes the accumulators to `state`, or merges them into those there, as the right operands.
    ///
    /// # Safety
    /// To merge, `state` has been written.
    #[inline(always)]
    pub(in crate::loops) unsafe fn end<X: Value, Op: Fold<X, Acc = A>>(
        self,
        s: S,
        op: &Op,
        state: &mut State,
        mode: FoldMode,
    ) {
        for r in 0..registers::<S, X>() {
            let (at, mut x) = (r * A::lanes::<S>(), self.get(r));
            if mode == FoldMode::Merge {
                // SAFETY: the state has been written, by this method's contract.
                x = op.merge::<S>(unsafe { state.read::<S, A>(s, at) }, x);
            }
            state.write::<S, A>(at, x);
        }
    }

    /// Register `r`, below [`registers`].
    #[inline(always)]
    pub(in crate::loops) fn get(&self, r: usize) -> A::Of<S> {
        // SAFETY: `begin` has initialised all registers below `registers()`.
        unsafe { self.registers[r].assume_init() }
    }

    /// Replaces register `r`.
    #[inline(always)]
    pub(in crate::loops) fn set(&mut self, r: usize, x: A::Of<S>) {
        self.registers[r] = MaybeUninit::new(x);
    }
}
