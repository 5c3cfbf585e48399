//! The chains of some columns, one after the other, and how they are joined. All functions rely on
//! the contract of [`FoldKernels`](super::FoldKernels).

use super::order::{MAX_STRIP, Order};
use super::state::Registers as SomeRegisters;
use crate::isa::Isa;
use crate::loops::strip::Rows;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use core::mem::MaybeUninit;

/// The registers of a strip.
type Registers<S, A> = SomeRegisters<S, A, MAX_STRIP>;

/// The columns of some registers.
pub(super) struct Strip<'a, S: Isa, Op: BlockFold<X>, X: Value> {
    op: &'a Op,
    rows: &'a Rows,
    /// The first column of each register.
    pub(super) places: [usize; MAX_STRIP],
    registers: usize,
    pub(super) pivots: Registers<S, Op::Pivot>,
}

impl<'a, S: Isa, Op: BlockFold<X>, X: Streamed> Strip<'a, S, Op, X> {
    /// The columns of `registers` from `column` on. Registers that reach beyond the last column
    /// step back.
    ///
    /// # Safety
    /// There are these columns, a register or more, and a row.
    #[inline(always)]
    pub(super) unsafe fn new(
        s: S,
        op: &'a Op,
        rows: &'a Rows,
        column: usize,
        registers: usize,
    ) -> Self {
        let lanes = X::lanes::<S>();
        let mut places = [0; MAX_STRIP];
        let mut pivots = Registers::<S, Op::Pivot>::uninit();
        for (r, place) in places.iter_mut().enumerate().take(registers) {
            *place = (column + r * lanes).min(rows.columns - lanes);
            let start = rows.start.cast::<X::Memory>().wrapping_add(*place);
            // SAFETY: the first row has these columns.
            pivots.set(r, op.pivot::<S>(unsafe { X::Memory::load(s, start) }));
        }
        Strip { op, rows, places, registers, pivots }
    }

    /// Folds the rows, and joins the chains.
    #[inline(always)]
    pub(super) unsafe fn fold(&self, s: S) -> Registers<S, Op::Part> {
        if Op::IS_EXACT {
            // SAFETY: there are these rows.
            return unsafe { self.chain(s, 0, 1) };
        }
        // Chains that wait for their neighbours: `waiting[k]` is `2^k` of them, joined. There are
        // at most 64, so that `k` is below 8, which needs no check so.
        let mut waiting = [const { MaybeUninit::<Registers<S, Op::Part>>::uninit() }; 8];
        let (each, quarters) = (Order::<Op, X>::QUARTER, Order::<Op, X>::quarters(self.rows.rows));
        let all = self.rows.rows.min(each * quarters);
        // SAFETY: chains begin at rows that are there: all do if there are four quarters. Where the
        // number of chains so far has a bit, chains are waiting.
        unsafe {
            for chain in 0..all {
                let first = chain / quarters + chain % quarters * each;
                let mut joined = self.chain(s, first, each * quarters);
                let (mut rest, mut order) = (chain, 0);
                while rest & 1 == 1 {
                    joined = self.join(waiting[order % 8].assume_init_ref(), &joined);
                    (rest, order) = (rest >> 1, order + 1);
                }
                waiting[order % 8].write(joined);
            }
            let mut order = all.trailing_zeros() as usize;
            let mut joined = Registers::uninit();
            for r in 0..self.registers {
                joined.set(r, waiting[order % 8].assume_init_ref().get(r));
            }
            loop {
                order += 1;
                if all >> order == 0 {
                    return joined;
                }
                if all >> order & 1 == 1 {
                    joined = self.join(waiting[order % 8].assume_init_ref(), &joined);
                }
            }
        }
    }

    /// Folds every `step`th row, beginning with `first`.
    #[inline(always)]
    unsafe fn chain(&self, s: S, first: usize, step: usize) -> Registers<S, Op::Part> {
        let mut parts = Registers::splat(self.registers, self.op.identity::<S>(s));
        let Rows { start, rows, stride, .. } = *self.rows;
        let start = start.cast::<X::Memory>();
        let mut at = start.wrapping_byte_offset(stride.wrapping_mul(first as isize));
        let stride = stride.wrapping_mul(step as isize);
        for _ in 0..(rows - first).div_ceil(step) {
            for r in 0..self.registers {
                // SAFETY: the row has these columns, and all registers are set.
                unsafe {
                    let x = X::Memory::load(s, at.wrapping_add(self.places[r % MAX_STRIP]));
                    parts.set(r, self.op.step::<S>(parts.get(r), self.pivots.get(r), x));
                }
            }
            at = at.wrapping_byte_offset(stride);
        }
        parts
    }

    /// Joins the parts of neighbouring chains.
    #[inline(always)]
    unsafe fn join(
        &self,
        a: &Registers<S, Op::Part>,
        b: &Registers<S, Op::Part>,
    ) -> Registers<S, Op::Part> {
        // SAFETY: all registers of both are set.
        unsafe { Registers::joined(self.op, self.registers, [a, b]) }
    }
}
