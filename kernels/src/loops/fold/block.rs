//! A block of a line. All functions rely on the contract of [`FoldKernels`](super::FoldKernels).

use super::lines::{join_neighbours, pivot, step_partial};
use super::order::Order;
use super::source::Source;
use super::state::{MAX_REGISTERS, Registers as SomeRegisters};
use crate::isa::{Isa, Lanes};
use crate::lane::Lane;
use crate::op::BlockFold;
use crate::stored::Streamed;
use crate::value::Value;

/// The registers of the chains of a block.
type Registers<S, A> = SomeRegisters<S, A, MAX_REGISTERS>;

/// A block of a line.
struct Block<'a, S: Isa, Op: BlockFold<X>, X: Streamed, From> {
    s: S,
    op: &'a Op,
    start: From,
    len: usize,
    pivot: <Op::Pivot as Value>::Of<S>,
}

/// Folds a block. The accumulator is in the first lane.
#[inline(always)]
pub(super) unsafe fn fold_block<S: Isa, Op: BlockFold<X>, X: Streamed, From: Source<X>>(
    s: S,
    op: &Op,
    start: From,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let whole = Order::<Op, X>::BLOCK;
    // SAFETY: the block has these elements.
    unsafe {
        if len == whole {
            // The same with a known length.
            let block = Block::<S, Op, X, From>::new(s, op, start, whole);
            block.close(block.four_quarters())
        } else if Order::<Op, X>::quarters(len) == 1 {
            fold_quarter::<S, Op, X, From>(s, op, start, len)
        } else {
            let block = Block::<S, Op, X, From>::new(s, op, start, len);
            block.close(block.four_quarters())
        }
    }
}

/// Folds a block of a single quarter. The accumulator is in the first lane.
#[inline(always)]
pub(super) unsafe fn fold_quarter<S: Isa, Op: BlockFold<X>, X: Streamed, From: Source<X>>(
    s: S,
    op: &Op,
    start: From,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    // SAFETY: the block has these elements.
    unsafe {
        let block = Block::<S, Op, X, From>::new(s, op, start, len);
        block.close(block.quarters(0, 1, 1))
    }
}

/// The quarters whose parts take at most eight registers.
const fn quarters_at_once<S: Isa, Op: BlockFold<X>, X: Value>() -> usize {
    let register = <<u8 as Lane>::On<S> as Lanes<u8>>::LANES;
    match 8 * register / (Op::Part::BYTES * X::WIDEST) {
        0 | 1 => 1,
        2 | 3 => 2,
        _ => 4,
    }
}

impl<'a, S: Isa, Op: BlockFold<X>, X: Streamed, From: Source<X>> Block<'a, S, Op, X, From> {
    /// # Safety
    /// There are `len` elements.
    #[inline(always)]
    unsafe fn new(s: S, op: &'a Op, start: From, len: usize) -> Self {
        // SAFETY: the block has this element, if any.
        let pivot = unsafe { pivot::<S, Op, X>(s, op, start, len) };
        Block { s, op, start, len, pivot }
    }

    /// Joins the chains of a quarter, which is all that there is. The accumulator is in the first
    /// lane.
    #[inline(always)]
    unsafe fn close(&self, mut parts: Registers<S, Op::Part>) -> <Op::Acc as Value>::Of<S> {
        // SAFETY: all registers of a quarter have been set.
        unsafe {
            join_neighbours::<S, Op, X>(self.op, &mut parts, Self::each(), X::WIDEST);
            self.op.close::<S>(parts.get(0), self.pivot, self.len)
        }
    }

    /// The registers of a quarter.
    #[inline(always)]
    fn each() -> usize {
        X::WIDEST / X::lanes::<S>()
    }

    /// Folds four quarters, as many at a time as stay in registers, and joins them.
    #[inline(always)]
    unsafe fn four_quarters(&self) -> Registers<S, Op::Part> {
        // SAFETY: there are four quarters.
        unsafe {
            if const { quarters_at_once::<S, Op, X>() == 4 } {
                self.quarters(0, 4, 4)
            } else if const { quarters_at_once::<S, Op, X>() == 2 } {
                self.join(&self.quarters(0, 2, 4), &self.quarters(2, 2, 4))
            } else {
                let first = self.join(&self.quarters(0, 1, 4), &self.quarters(1, 1, 4));
                self.join(&first, &self.join(&self.quarters(2, 1, 4), &self.quarters(3, 1, 4)))
            }
        }
    }

    /// Folds `count` quarters out of `all`, 1, 2 or 4 of them, from number `first` on, at the same
    /// time, and joins them.
    #[inline(always)]
    unsafe fn quarters(&self, first: usize, count: usize, all: usize) -> Registers<S, Op::Part> {
        let Block { s, op, pivot, .. } = *self;
        let (lanes, registers) = (X::lanes::<S>(), count * Self::each());
        let round = all * X::WIDEST;
        let mut parts = Registers::<S, Op::Part>::splat(registers, op.identity::<S>(s));
        let mut at = self.start.skip(first * X::WIDEST);
        for _ in 0..self.len / round {
            for r in 0..registers {
                // SAFETY: the block has this round, and all of these registers have been set.
                unsafe {
                    let x = at.load(s, r * lanes);
                    parts.set(r, op.step::<S>(parts.get(r), pivot, x));
                }
            }
            at = at.skip(round);
        }
        let rest = (self.len % round).saturating_sub(first * X::WIDEST);
        for r in 0..registers {
            let left = rest.saturating_sub(r * lanes).min(lanes);
            if left > 0 {
                // SAFETY: the last round has `rest` elements from `at` on.
                unsafe {
                    let at = at.skip(r * lanes);
                    step_partial::<S, Op, X>(s, op, &mut parts, r, pivot, at, left);
                }
            }
        }
        let mut left = count;
        while left > 1 {
            left /= 2;
            for q in 0..left {
                for r in 0..Self::each() {
                    let (a, b) = (2 * q * Self::each() + r, (2 * q + 1) * Self::each() + r);
                    // SAFETY: all registers have been set.
                    let joined = unsafe { op.join::<S>(parts.get(a), parts.get(b)) };
                    parts.set(q * Self::each() + r, joined);
                }
            }
        }
        parts
    }

    /// Joins two quarters.
    #[inline(always)]
    unsafe fn join(
        &self,
        a: &Registers<S, Op::Part>,
        b: &Registers<S, Op::Part>,
    ) -> Registers<S, Op::Part> {
        // SAFETY: both have the registers of a quarter.
        unsafe { Registers::joined(self.op, Self::each(), [a, b]) }
    }
}
