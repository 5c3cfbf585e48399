//! Accumulators: in registers, and in memory between blocks.

use crate::isa::{Isa, Scalar, Vectorize};
use crate::lane::Value;
use crate::op::Fold;
use core::marker::PhantomData;
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

/// The accumulators of a part of a sequence: a memory image of registers, of meaning only to the kernels of one operation at one level.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct State(#[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; 1024]>);

impl State {
    /// Room for accumulators.
    pub const fn uninit() -> Self {
        State(MaybeUninit::uninit())
    }
}

/// What a kernel does with what is in a [`State`] already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Overwrites it.
    Start,
    /// Merges the new elements to the right of it.
    Merge,
}

/// Accumulators in registers, of which the array has room for the most that any ISA needs. All but those in use is left alone, and
/// registers that are used by constant indices stay registers.
pub(in crate::loops) struct Accumulators<S: Isa, A: Value> {
    registers: [MaybeUninit<A::Of<S>>; MAX_REGISTERS],
}

impl<S: Isa, A: Value> Accumulators<S, A> {
    /// Room for registers.
    #[inline(always)]
    fn empty() -> Self {
        Self { registers: [const { MaybeUninit::uninit() }; MAX_REGISTERS] }
    }

    /// Merges `count` registers, halves onto halves, until one is left.
    #[inline(always)]
    fn merge<Op: Fold<X, Acc = A>, X: Value>(&mut self, op: &Op, count: usize) {
        let mut half = count / 2;
        while half > 0 {
            for r in 0..half {
                self.set(r, op.merge::<S>(self.get(r), self.get(r + half)));
            }
            half /= 2;
        }
    }

    /// `count` registers with the same value.
    #[inline(always)]
    pub(in crate::loops) fn splat(x: A::Of<S>, count: usize) -> Self {
        let mut all = Self::empty();
        for r in 0..count {
            all.set(r, x);
        }
        all
    }

    /// Register `r`, of those that there are.
    #[inline(always)]
    pub(in crate::loops) fn get(&self, r: usize) -> A::Of<S> {
        // SAFETY: as many have been initialised as anyone asks for.
        unsafe { self.registers[r].assume_init() }
    }

    #[inline(always)]
    pub(in crate::loops) fn set(&mut self, r: usize, x: A::Of<S>) {
        self.registers[r] = MaybeUninit::new(x);
    }
}

impl State {
    /// Register `r` of accumulators `A`.
    #[inline(always)]
    fn register<S: Isa, A: Value>(&self, r: usize) -> *const A::Of<S> {
        const { assert!(accumulators::<A>() * size_of::<A::Of<Scalar>>() <= size_of::<State>()) };
        (&raw const *self).cast::<A::Of<S>>().wrapping_add(r)
    }

    /// Reads register `r` of accumulators `A`.
    ///
    /// # Safety
    /// It has been written, as the same type.
    #[inline(always)]
    pub(in crate::loops) unsafe fn load<S: Isa, A: Value>(&self, r: usize) -> A::Of<S> {
        // SAFETY: the caller's promise.
        unsafe { self.register::<S, A>(r).read_unaligned() }
    }

    /// Writes register `r` of accumulators `A`, which exists.
    #[inline(always)]
    pub(in crate::loops) fn store<S: Isa, A: Value>(&mut self, r: usize, x: A::Of<S>) {
        let register = self.register::<S, A>(r).cast_mut();
        // SAFETY: a state has room for all registers, and is borrowed exclusively.
        unsafe { register.write_unaligned(x) }
    }

    /// Stores `count` registers of accumulators, or merges them to the right of what is there.
    ///
    /// # Safety
    /// Where it merges, they have been stored before.
    #[inline(always)]
    pub(in crate::loops) unsafe fn put<S: Isa, Op: Fold<X>, X: Value>(
        &mut self,
        op: &Op,
        acc: &Accumulators<S, Op::Acc>,
        count: usize,
        then: Then,
    ) {
        for r in 0..count {
            let mut x = acc.get(r);
            if then == Then::Merge {
                // SAFETY: the caller's promise.
                let left = unsafe { self.load::<S, Op::Acc>(r) };
                x = op.merge::<S>(left, x);
            }
            self.store::<S, Op::Acc>(r, x);
        }
    }
}

/// A state that has been written.
pub(in crate::loops) struct MergeLanes<'a, Op, X> {
    pub(in crate::loops) op: &'a Op,
    pub(in crate::loops) state: &'a State,
    pub(in crate::loops) types: PhantomData<fn(X)>,
}

impl<Op: Fold<X>, X: Value> Vectorize for MergeLanes<'_, Op, X> {
    type Output = <Op::Acc as Value>::Of<Scalar>;

    /// Merges accumulators, halves onto halves, until one is left.
    #[inline(always)]
    fn call<S: Isa>(self, _: S) -> <Op::Acc as Value>::Of<Scalar> {
        let (op, lanes) = (self.op, X::lanes::<S>());
        let mut acc = Accumulators::<S, Op::Acc>::empty();
        for r in 0..registers::<S, X>() {
            // SAFETY: the state has been written.
            acc.set(r, unsafe { self.state.load::<S, Op::Acc>(r) });
        }
        acc.merge::<Op, X>(op, registers::<S, X>());
        let mut each = Accumulators::<Scalar, Op::Acc>::empty();
        for lane in 0..lanes {
            each.set(lane, <Op::Acc as Value>::lane::<S>(acc.get(0), lane));
        }
        each.merge::<Op, X>(op, lanes);
        each.get(0)
    }
}
