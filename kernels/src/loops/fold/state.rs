//! Accumulators: in registers, and in memory.

use super::order::capacity;
use crate::isa::{Isa, Scalar};
use crate::op::BlockFold;
use crate::value::Value;
use core::mem::MaybeUninit;

/// The accumulators of some results, in memory: an [image](Value::of_image) of their lanes, of
/// which there are as many as four 512-bit registers have. Only the kernels of the
/// operation that wrote it can read it.
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
        const { assert!(capacity::<A>() * A::BYTES <= size_of::<State>()) };
        debug_assert!(first + A::lanes::<S>() <= capacity::<A>());
        // SAFETY: a state has room for all lanes, and these have been written, by this method's
        // contract.
        unsafe { A::of_image(s, (&raw const *self).cast(), capacity::<A>(), first) }
    }

    /// Writes a register of accumulators `A`, starting at number `first`. They must exist.
    #[inline(always)]
    pub(in crate::loops) fn write<S: Isa, A: Value>(&mut self, first: usize, x: A::Of<S>) {
        const { assert!(capacity::<A>() * A::BYTES <= size_of::<State>()) };
        debug_assert!(first + A::lanes::<S>() <= capacity::<A>());
        // SAFETY: a state has room for all lanes, and is borrowed mutably.
        unsafe { A::to_image::<S>((&raw mut *self).cast(), capacity::<A>(), first, x) }
    }

    /// Writes the first lane of a register as accumulator number `place`, which must exist.
    #[inline(always)]
    pub(super) fn write_one<S: Isa, A: Value>(&mut self, place: usize, x: A::Of<S>) {
        let mut register = State::uninit();
        register.write::<S, A>(0, x);
        // SAFETY: the first lane has just been written.
        let one = unsafe { register.read::<Scalar, A>(Scalar::new(), 0) };
        self.write::<Scalar, A>(place, one);
    }
}

/// Up to `N` registers. Those that are not used are never touched, and if all indices are
/// constants, the others stay in registers.
pub(super) struct Registers<S: Isa, A: Value, const N: usize> {
    registers: [MaybeUninit<A::Of<S>>; N],
}

/// The most registers that hold a lane per accumulator: those of bytes, one per register.
pub(super) const MAX_REGISTERS: usize = capacity::<u8>();

impl<S: Isa, A: Value, const N: usize> Registers<S, A, N> {
    /// No registers yet.
    #[inline(always)]
    pub(super) fn uninit() -> Self {
        Self { registers: [const { MaybeUninit::uninit() }; N] }
    }

    /// `n` times the same.
    #[inline(always)]
    pub(super) fn splat(n: usize, x: A::Of<S>) -> Self {
        let mut all = Self::uninit();
        for r in 0..n {
            all.set(r, x);
        }
        all
    }

    /// Joins the first `n` registers of both.
    ///
    /// # Safety
    /// They have been set.
    #[inline(always)]
    pub(super) unsafe fn joined<Op: BlockFold<X, Part = A>, X: Value>(
        op: &Op,
        n: usize,
        [a, b]: [&Self; 2],
    ) -> Self {
        let mut joined = Self::uninit();
        for r in 0..n {
            // SAFETY: by this function's contract.
            joined.set(r, op.join::<S>(unsafe { a.get(r) }, unsafe { b.get(r) }));
        }
        joined
    }

    /// Register `r`.
    ///
    /// # Safety
    /// It has been set.
    #[inline(always)]
    pub(super) unsafe fn get(&self, r: usize) -> A::Of<S> {
        // SAFETY: by this method's contract. No index is `N` or more, which needs no check so.
        unsafe { self.registers[r % N].assume_init() }
    }

    /// Sets register `r`, below `N`.
    #[inline(always)]
    pub(super) fn set(&mut self, r: usize, x: A::Of<S>) {
        self.registers[r % N] = MaybeUninit::new(x);
    }
}
