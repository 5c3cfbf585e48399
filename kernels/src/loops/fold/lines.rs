//! Folds of lines. All functions rely on the contract of [`FoldKernels`](super::FoldKernels).

use super::State;
use super::block::fold_quarter;
use super::in_order::fold_in_order;
use super::kernels::Lines;
use super::order::{Order, strip_registers};
use super::singly::fold_singly;
use super::source::Source;
use super::state::{MAX_REGISTERS, Registers};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::loops::operation;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use tightloop_array_core::Element;

entry_points! {
    /// A [`LinesFn`](super::kernels::FoldKernels).
    pub(super) unsafe fn lines<S, Op: BlockFold<X>, X: Streamed>(
        op: *const (),
        lines: &Lines,
        state: &mut State,
    ) = fold_lines;
}

/// Folds each line into an accumulator.
#[inline(always)]
unsafe fn fold_lines<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: *const (),
    lines: &Lines,
    state: &mut State,
) {
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    let mut start = lines.start.cast::<X::Memory>();
    for line in 0..lines.lines {
        // SAFETY: the line has `len` elements, at most a part.
        let acc = unsafe { fold_source::<S, Op, X, _>(s, op, start, lines.len) };
        state.write_one::<S, Op::Acc>(lines.place + line, acc);
        start = start.wrapping_byte_offset(lines.stride);
    }
}

/// Folds a line of at most a part. The accumulator is in the first lane.
#[inline(always)]
pub(super) unsafe fn fold_source<S: Isa, Op: BlockFold<X>, X: Streamed, From: Source<X>>(
    s: S,
    op: &Op,
    start: From,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    // SAFETY: the line has these elements.
    unsafe {
        if const { !Op::IS_EXACT } {
            // Of short lines, there may be many.
            if X::lanes::<S>() > 1 && Order::<Op, X>::quarters(len) == 1 {
                return fold_quarter::<S, Op, X, From>(s, op, start, len);
            }
            return fold_in_order::<S, Op, X, From>(s, op, start, len);
        }
        match start.address() {
            Some(start) if X::lanes::<S>() == 1 => fold_singly::<S, Op, X>(s, op, start, len),
            _ => fold_in_any_order::<S, Op, X, From>(s, op, start, len),
        }
    }
}

/// The pivot of a block of `len` elements.
#[inline(always)]
pub(super) unsafe fn pivot<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    start: impl Source<X>,
    len: usize,
) -> <Op::Pivot as Value>::Of<S> {
    let first = match len {
        0 => X::Memory::splat(s, Element::ZERO),
        // SAFETY: the block has this element.
        _ => unsafe { start.first(s) },
    };
    op.pivot::<S>(first)
}

/// Joins neighbouring lanes of the first `registers` parts, whose number is a power of two, until
/// `chains` of them are one, in the first lane.
#[inline(always)]
pub(super) unsafe fn join_neighbours<S: Isa, Op: BlockFold<X>, X: Streamed>(
    op: &Op,
    parts: &mut Registers<S, Op::Part, MAX_REGISTERS>,
    registers: usize,
    chains: usize,
) {
    let (mut left, mut joined) = (registers, 1);
    while joined < chains {
        for r in 0..left.div_ceil(2) {
            let (first, second) = (2 * r, (2 * r + 1).min(left - 1));
            // SAFETY: the first `left` registers have been set, by the contract or the round
            // before.
            unsafe {
                let [a, b] = Op::Part::deinterleave::<S>(parts.get(first), parts.get(second));
                parts.set(r, op.join::<S>(a, b));
            }
        }
        (left, joined) = (left.div_ceil(2), 2 * joined);
    }
}

/// Folds elements whose order does not matter. The accumulator is in the first lane.
#[inline(always)]
unsafe fn fold_in_any_order<S: Isa, Op: BlockFold<X>, X: Streamed, From: Source<X>>(
    s: S,
    op: &Op,
    start: From,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let (lanes, registers) = (X::lanes::<S>(), strip_registers::<S, Op, X>());
    let chains = registers * lanes;
    // SAFETY: the block has this element, if any.
    let pivot = unsafe { pivot::<S, Op, X>(s, op, start, len) };
    let mut parts = Registers::<S, Op::Part, MAX_REGISTERS>::splat(registers, op.identity::<S>(s));
    let (mut at, mut rest) = (start, len);
    // Whole blocks in memory are read in as many streams as there are registers: those are foreseen
    // better than a single one. An operation has several streams of its own.
    let is_memory = start.address().is_some();
    while rest > 0 {
        let is_whole = is_memory && rest >= Order::<Op, X>::BLOCK;
        let count = if is_whole { Order::<Op, X>::BLOCK } else { rest / chains * chains };
        let (apart, step) = if is_whole { (count / registers, lanes) } else { (lanes, chains) };
        let mut first = at;
        for _ in 0..count / chains {
            for r in 0..registers {
                // SAFETY: a round has an element per chain, so all of these registers; they have
                // been set.
                unsafe {
                    let x = first.load(s, r * apart);
                    parts.set(r, op.step::<S>(parts.get(r), pivot, x));
                }
            }
            first = first.skip(step);
        }
        (at, rest) = (at.skip(count), rest - count);
        if !is_whole {
            break;
        }
    }
    while rest > 0 {
        let left = rest.min(lanes);
        // SAFETY: `rest` elements are left.
        unsafe { step_partial::<S, Op, X>(s, op, &mut parts, 0, pivot, at, left) };
        (at, rest) = (at.skip(left), rest - left);
    }
    // SAFETY: all `registers` have been set.
    unsafe {
        let mut left = registers;
        while left > 1 {
            left /= 2;
            for r in 0..left {
                parts.set(r, op.join::<S>(parts.get(r), parts.get(r + left)));
            }
        }
        join_neighbours::<S, Op, X>(op, &mut parts, 1, lanes);
        op.close::<S>(parts.get(0), pivot, len)
    }
}

/// Adds `left` elements to the first lanes of part `r`.
///
/// # Safety
/// The part has been set, and there are these elements at `at`.
#[inline(always)]
pub(super) unsafe fn step_partial<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    parts: &mut Registers<S, Op::Part, MAX_REGISTERS>,
    r: usize,
    pivot: <Op::Pivot as Value>::Of<S>,
    at: impl Source<X>,
    left: usize,
) {
    // SAFETY: by this function's contract.
    let (x, before) = unsafe { (at.load_partial(s, left), parts.get(r)) };
    let part = op.step::<S>(before, pivot, x);
    // The idle lanes keep their parts.
    parts.set(r, <Op::Part as Value>::first::<S>(left, part, before));
}
