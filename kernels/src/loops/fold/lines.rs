//! Folds of contiguous elements. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::State;
use super::group::fold_group;
use super::kernels::Lines;
use super::order::{Order, strip_registers};
use super::singly::fold_singly;
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
        // SAFETY: the line has `len` elements, at most a group.
        let acc = unsafe {
            if X::lanes::<S>() == 1 {
                fold_singly::<S, Op, X>(s, op, start, lines.len)
            } else if const { Order::<Op, X>::BLOCKS > 1 } {
                if lines.len > Order::<Op, X>::BLOCK {
                    fold_group::<S, Op, X>(s, op, start, lines.len)
                } else {
                    fold_block::<S, Op, X>(s, op, start, lines.len)
                }
            } else {
                fold_block::<S, Op, X>(s, op, start, lines.len)
            }
        };
        state.write_one::<S, Op::Acc>(lines.place + line, acc);
        start = start.wrapping_byte_offset(lines.stride);
    }
}

/// Joins neighbouring lanes of the first `registers` parts, whose number is a power of two, until
/// `chains` of them are one. Returns the number of registers that are left; their pivots go along.
#[inline(always)]
pub(super) unsafe fn join_neighbours<S: Isa, Op: BlockFold<X>, X: Streamed>(
    op: &Op,
    parts: &mut Registers<S, Op::Part, MAX_REGISTERS>,
    pivots: &mut Registers<S, Op::Pivot, MAX_REGISTERS>,
    registers: usize,
    chains: usize,
) -> usize {
    let (mut left, mut joined) = (registers, 1);
    while joined < chains {
        for r in 0..left.div_ceil(2) {
            let (first, second) = (2 * r, (2 * r + 1).min(left - 1));
            // SAFETY: the first `left` registers have been set, by the contract or the round
            // before.
            unsafe {
                let [a, b] = Op::Part::deinterleave::<S>(parts.get(first), parts.get(second));
                parts.set(r, op.join::<S>(a, b));
                let pivot = Op::Pivot::deinterleave::<S>(pivots.get(first), pivots.get(second))[0];
                pivots.set(r, pivot);
            }
        }
        (left, joined) = (left.div_ceil(2), 2 * joined);
    }
    left
}

/// Folds at most a block. The accumulator is in the first lane.
#[inline(always)]
unsafe fn fold_block<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    start: *const X::Memory,
    len: usize,
) -> <Op::Acc as Value>::Of<S> {
    let lanes = X::lanes::<S>();
    let registers =
        if Op::IS_EXACT { strip_registers::<S, Op, X>() } else { Order::<Op, X>::CHAINS / lanes };
    let chains = registers * lanes;
    // SAFETY: the block has this element, if any.
    let first = if len == 0 { Element::ZERO } else { unsafe { start.read() } };
    let pivot = op.pivot::<S>(X::Memory::splat(s, first));
    let mut parts = Registers::<S, Op::Part, MAX_REGISTERS>::splat(registers, op.identity::<S>(s));
    // Whole blocks in any order are read in as many streams as there are registers: those are
    // foreseen better than a single one.
    let is_whole = Op::IS_EXACT && len == Order::<Op, X>::BLOCK;
    let (apart, step) = if is_whole { (len / registers, lanes) } else { (lanes, chains) };
    let mut at = start;
    for _ in 0..len / chains {
        for r in 0..registers {
            // SAFETY: a round has an element per chain, so all of these registers; they have been
            // set.
            unsafe {
                let x = X::Memory::load(s, at.wrapping_add(r * apart));
                parts.set(r, op.step::<S>(parts.get(r), pivot, x));
            }
        }
        at = at.wrapping_add(step);
    }
    let mut rest = len % chains;
    if is_whole {
        at = start.wrapping_add(len);
    }
    if Op::IS_EXACT {
        while rest > 0 {
            let left = rest.min(lanes);
            // SAFETY: the last round has `rest` elements.
            unsafe { step_partial(s, op, &mut parts, 0, pivot, at, left) };
            (at, rest) = (at.wrapping_add(left), rest - left);
        }
    } else {
        for r in 0..registers {
            let (at, left) = (at.wrapping_add(r * lanes), rest.saturating_sub(r * lanes));
            if left > 0 {
                // SAFETY: the last round has `rest` elements, so `left` more than those before this
                // register.
                unsafe { step_partial(s, op, &mut parts, r, pivot, at, left.min(lanes)) };
            }
        }
    }
    // SAFETY: all `registers` have been set.
    unsafe {
        let mut pivots = Registers::<S, Op::Pivot, MAX_REGISTERS>::splat(registers, pivot);
        join_neighbours(op, &mut parts, &mut pivots, registers, chains);
        op.close::<S>(parts.get(0), pivots.get(0), len)
    }
}

/// Adds `left` elements to the first lanes of part `r`.
///
/// # Safety
/// The part has been set, and `at` is valid for reads of these elements.
#[inline(always)]
pub(super) unsafe fn step_partial<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    parts: &mut Registers<S, Op::Part, MAX_REGISTERS>,
    r: usize,
    pivot: <Op::Pivot as Value>::Of<S>,
    at: *const X::Memory,
    left: usize,
) {
    // SAFETY: by this function's contract.
    let (x, before) = unsafe {
        let fill = X::Memory::splat(s, Element::ZERO);
        (X::Memory::load_partial(s, at, left, fill), parts.get(r))
    };
    let part = op.step::<S>(before, pivot, x);
    // The idle lanes keep their parts.
    parts.set(r, <Op::Part as Value>::first::<S>(left, part, before));
}
