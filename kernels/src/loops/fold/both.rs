//! Two exact folds of the same elements, as one whose accumulators are a number of each. All
//! functions rely on the contract of [`FoldKernels`](super::FoldKernels).
//!
//! The loops are those of the two folds, one after the other: some blocks at a time, which are in
//! the cache the second time. So nothing is compiled for both together but these calls.

use super::State;
use super::down::STRIPS;
use super::kernels::{Lines, LinesFn, MergeFn, RowsFn};
use super::order::capacity;
use super::{columns as column, lines as line, merge as merging, narrow as few};
use crate::isa::Isa;
use crate::lane::Lane;
use crate::loops::strip::Rows;
use crate::op::BlockFold;

/// A [`LinesFn`].
pub(super) unsafe fn lines<S: Isa, A: BlockFold<T, Acc = T>, B: BlockFold<T, Acc = T>, T: Lane>(
    op: *const (),
    lines: &Lines,
    state: &mut State,
) {
    let kernels: [LinesFn; 2] = [line::lines::<S, A, T>, line::lines::<S, B, T>];
    // SAFETY: the contract is the same.
    unsafe { fold_lines(kernels, Halves::of::<T>(), op, lines, state) }
}

/// A [`RowsFn`] for rows of at least a register.
pub(super) unsafe fn columns<
    S: Isa,
    A: BlockFold<T, Acc = T>,
    B: BlockFold<T, Acc = T>,
    T: Lane,
>(
    op: *const (),
    rows: &Rows,
    states: *mut State,
) {
    let kernels: [RowsFn; 2] = [column::columns::<S, A, T>, column::columns::<S, B, T>];
    // SAFETY: the contract is the same.
    unsafe { fold_rows(kernels, Halves::of::<T>(), op, rows, states) }
}

/// A [`RowsFn`] for fewer columns than a register has lanes.
pub(super) unsafe fn narrow<S: Isa, A: BlockFold<T, Acc = T>, B: BlockFold<T, Acc = T>, T: Lane>(
    op: *const (),
    rows: &Rows,
    states: *mut State,
) {
    let kernels: [RowsFn; 2] = [few::narrow::<S, A, T>, few::narrow::<S, B, T>];
    // SAFETY: the contract is the same.
    unsafe { fold_rows(kernels, Halves::of::<T>(), op, rows, states) }
}

/// A [`MergeFn`].
pub(super) unsafe fn merge<S: Isa, A: BlockFold<T, Acc = T>, B: BlockFold<T, Acc = T>, T: Lane>(
    op: *const (),
    into: &mut State,
    from: &State,
    lanes: usize,
    counts: [usize; 2],
) {
    let kernels: [MergeFn; 2] = [merging::merge::<S, A, T>, merging::merge::<S, B, T>];
    // SAFETY: the contract is the same.
    unsafe { merge_states(kernels, Halves::of::<T>(), op, into, (from, lanes, counts)) }
}

/// How the accumulators of two folds of numbers lie in a state: all of the first one, then all of
/// the second one.
#[derive(Clone, Copy)]
struct Halves {
    /// The bytes of an accumulator.
    size: usize,
    /// The bytes of all of one fold.
    all: usize,
}

impl Halves {
    const fn of<T: Lane>() -> Self {
        Halves { size: size_of::<T>(), all: capacity::<T>() * size_of::<T>() }
    }

    /// Copies the accumulators of the second fold from a state of it alone to their half: `lanes`
    /// of them, from number `first` on.
    ///
    /// # Safety
    /// They exist.
    unsafe fn put(self, second: &State, state: &mut State, first: usize, lanes: usize) {
        let (from, to) = ((&raw const *second).cast::<u8>(), (&raw mut *state).cast::<u8>());
        let at = first * self.size;
        // SAFETY: both states have room for these accumulators.
        unsafe {
            to.add(self.all + at).copy_from_nonoverlapping(from.add(at), lanes * self.size);
        }
    }

    /// Returns a state of the second fold alone.
    fn second(self, state: &State) -> State {
        let mut second = State::uninit();
        let (from, to) = ((&raw const *state).cast::<u8>(), (&raw mut second).cast::<u8>());
        // SAFETY: a state has room for both halves.
        unsafe { to.copy_from_nonoverlapping(from.add(self.all), self.all) };
        second
    }
}

unsafe fn fold_lines(
    kernels: [LinesFn; 2],
    halves: Halves,
    op: *const (),
    lines: &Lines,
    state: &mut State,
) {
    let mut second = State::uninit();
    // SAFETY: the contract is the same; the lines have accumulators.
    unsafe {
        kernels[0](op, lines, state);
        kernels[1](op, lines, &mut second);
        halves.put(&second, state, lines.place, lines.lines);
    }
}

unsafe fn fold_rows(
    kernels: [RowsFn; 2],
    halves: Halves,
    op: *const (),
    rows: &Rows,
    states: *mut State,
) {
    let mut seconds = [const { State::uninit() }; STRIPS];
    let width = halves.all / halves.size;
    // SAFETY: the contract is the same; there are at most `STRIPS` states.
    unsafe {
        kernels[0](op, rows, states);
        kernels[1](op, rows, seconds.as_mut_ptr());
        for (k, second) in seconds.iter().enumerate().take(rows.columns.div_ceil(width)) {
            halves.put(second, &mut *states.add(k), 0, width);
        }
    }
}

unsafe fn merge_states(
    kernels: [MergeFn; 2],
    halves: Halves,
    op: *const (),
    into: &mut State,
    (from, lanes, counts): (&State, usize, [usize; 2]),
) {
    let (mut second, other) = (halves.second(into), halves.second(from));
    // SAFETY: the contract is the same.
    unsafe {
        kernels[0](op, into, from, lanes, counts);
        kernels[1](op, &mut second, &other, lanes, counts);
        halves.put(&second, into, 0, lanes);
    }
}
