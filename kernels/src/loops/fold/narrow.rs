//! Folds down a few columns. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).
//!
//! Rows without gaps are one line of memory. As many rows as a quarter has chains are a round:
//! element `i` of a round goes to part `i`, a chain of one of the columns. So registers are full,
//! however few columns there are.

use super::State;
use super::order::Order;
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::loops::operation;
use crate::loops::strip::Rows;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use core::mem::MaybeUninit;
use tightloop_array_core::Element;

entry_points! {
    /// The [`RowsFn`](super::kernels::FoldKernels) for fewer columns than a register has lanes.
    pub(super) unsafe fn narrow<S, Op: BlockFold<X>, X: Streamed>(
        op: *const (),
        rows: &Rows,
        states: *mut State,
    ) = fold_narrow;
}

/// The most bytes of the chains of all columns, or of their first elements: a register for each
/// chain of bytes.
const MAX_BYTES: usize = 64 * 64;

/// Room for what all chains have.
#[repr(align(64))]
struct Image(MaybeUninit<[u8; 4 * MAX_BYTES]>);

impl Image {
    fn uninit() -> Self {
        Image(MaybeUninit::uninit())
    }

    #[inline(always)]
    fn address(&mut self) -> *mut u8 {
        (&raw mut self.0).cast()
    }
}

/// Folds all columns side by side, then joins the chains of each.
#[inline(always)]
unsafe fn fold_narrow<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: *const (),
    rows: &Rows,
    states: *mut State,
) {
    // The chains take at most a register each, and one follows.
    const {
        assert!((X::WIDEST + 1) * X::WIDEST * Op::Part::BYTES <= 4 * MAX_BYTES);
        assert!(X::WIDEST * X::WIDEST * size_of::<X::Memory>() <= 4 * MAX_BYTES);
    };
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    let (lanes, columns) = (X::lanes::<S>(), rows.columns);
    let (start, round) = (rows.start.cast::<X::Memory>(), X::WIDEST * columns);
    let mut firsts = Image::uninit();
    let firsts = firsts.address().cast::<X::Memory>();
    if Op::Pivot::BYTES > 0 {
        for i in 0..round {
            // SAFETY: the first row has these columns, and there is room for a round.
            unsafe { firsts.add(i).write(start.wrapping_add(i % columns.max(1)).read()) };
        }
    }
    let (mut parts, mut joined) = (Image::uninit(), Image::uninit());
    let (mut parts, mut joined) = (parts.address(), joined.address());
    let len = round + lanes;
    let quarters = if Op::IS_EXACT { 1 } else { Order::<Op, X>::quarters(rows.rows) };
    for first in (0..round).step_by(lanes) {
        // SAFETY: the firsts of a round have been written, if there are pivots; there are these
        // rows.
        let part = unsafe {
            let pivot = pivots::<S, Op, X>(s, op, firsts, first);
            let mut part = chains::<S, Op, X>(s, op, rows, first, pivot, [0, quarters]);
            if quarters == 4 {
                let b = chains::<S, Op, X>(s, op, rows, first, pivot, [1, 4]);
                let c = chains::<S, Op, X>(s, op, rows, first, pivot, [2, 4]);
                let d = chains::<S, Op, X>(s, op, rows, first, pivot, [3, 4]);
                part = op.join::<S>(op.join::<S>(part, b), op.join::<S>(c, d));
            }
            part
        };
        // SAFETY: there is room for `len` parts.
        unsafe { Op::Part::to_image::<S>(parts, len, first, part) };
    }
    // SAFETY: as before. Registers are read from here on that reach beyond the last chain.
    unsafe { Op::Part::to_image::<S>(parts, len, round, op.identity::<S>(s)) };
    let mut left = X::WIDEST;
    while left > 1 {
        left /= 2;
        for i in 0..left {
            // SAFETY: `2 * left` chains have been written, and a register from the last one on.
            unsafe {
                let a = Op::Part::of_image::<S>(s, parts, len, 2 * i * columns);
                let b = Op::Part::of_image::<S>(s, parts, len, (2 * i + 1) * columns);
                Op::Part::to_image::<S>(joined, len, i * columns, op.join::<S>(a, b));
            }
        }
        (parts, joined) = (joined, parts);
    }
    // SAFETY: the parts of all columns have been written, a register of them, and there is a state.
    unsafe {
        let part = Op::Part::of_image::<S>(s, parts, len, 0);
        let acc = op.close::<S>(part, pivots::<S, Op, X>(s, op, firsts, 0), rows.rows);
        (*states).write::<S, Op::Acc>(0, acc);
    }
}

/// Folds the chains of a register, from element `first` of a round on: those of quarter number
/// `quarter` of `quarters`.
///
/// # Safety
/// The rows are valid, and have no gaps.
#[inline(always)]
unsafe fn chains<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    rows: &Rows,
    first: usize,
    pivot: <Op::Pivot as Value>::Of<S>,
    [quarter, quarters]: [usize; 2],
) -> <Op::Part as Value>::Of<S> {
    let (round, all) = (X::WIDEST * rows.columns, X::WIDEST * quarters);
    let before = quarter * round + first;
    let mut at = rows.start.cast::<X::Memory>().wrapping_add(before);
    let mut part = op.identity::<S>(s);
    for _ in 0..rows.rows / all {
        // SAFETY: there is this round.
        part = op.step::<S>(part, pivot, unsafe { X::Memory::load(s, at) });
        at = at.wrapping_add(quarters * round);
    }
    let left = (rows.rows % all * rows.columns).saturating_sub(before).min(X::lanes::<S>());
    if left > 0 {
        // SAFETY: so many elements are left.
        let x = unsafe { X::Memory::load_partial(s, at, left, X::Memory::splat(s, Element::ZERO)) };
        let after = op.step::<S>(part, pivot, x);
        part = <Op::Part as Value>::first::<S>(left, after, part);
    }
    part
}

/// The pivots of the columns of a register, from element `first` of a round on.
///
/// # Safety
/// If there are pivots, `firsts` has the first elements of all chains.
#[inline(always)]
unsafe fn pivots<S: Isa, Op: BlockFold<X>, X: Streamed>(
    s: S,
    op: &Op,
    firsts: *const X::Memory,
    first: usize,
) -> <Op::Pivot as Value>::Of<S> {
    if Op::Pivot::BYTES == 0 {
        return op.pivot::<S>(X::Memory::splat(s, Element::ZERO));
    }
    // SAFETY: by this function's contract.
    op.pivot::<S>(unsafe { X::Memory::load(s, firsts.add(first)) })
}
