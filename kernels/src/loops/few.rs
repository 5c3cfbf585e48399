//! Reductions of a few elements, one after the other: for them, registers and accumulators in memory would be most of the work. The order is that of the loops
//! of many.

use super::fold::compiled::merge_lanes;
use super::fold::{FoldRun, State, accumulators};
use super::operation;
use super::search::is_nan;
use crate::isa::Scalar;
use crate::lane::Lane;
use crate::op::Fold;
use crate::stored::{Stored, Streamed};
use crate::vector::Vector;

/// The most elements of a line that is reduced so: one for each accumulator, and there are more.
pub const FEW: usize = 16;

/// Reduces each line of a run.
///
/// # Safety
/// For whoever calls one: the first argument points to the operation that it was compiled for (anything where that is zero-sized). The run is
/// [valid](FoldRun#validity); its lines have at least one and at most [`FEW`] elements, which lie one after the other, and are stored as they are computed with, as are the
/// results.
pub type FewFn = unsafe fn(op: *const (), run: &FoldRun<'_>);

/// Folds each line: a [`FewFn`].
///
/// # Safety
/// As for every [`FewFn`].
pub unsafe fn fold_few<Op: Fold<X, Out: Streamed>, X: Streamed>(op: *const (), run: &FoldRun<'_>) {
    const { assert!(FEW <= accumulators::<X>()) };
    let s = Scalar::new();
    // SAFETY: the caller's promise.
    let op = unsafe { operation::<Op>(op) };
    let (mut state, lanes) = (State::uninit(), run.len.next_power_of_two());
    for row in 0..run.rows {
        let (line, output) = run.row(row);
        for i in 0..lanes {
            let mut accumulator = op.identity::<Scalar>(s);
            if i < run.len {
                // SAFETY: the line has this element.
                let x = unsafe { X::Memory::load(s, line.start.cast::<X::Memory>().wrapping_add(i)) };
                accumulator = op.step::<Scalar>(accumulator, x);
            }
            state.write::<Scalar, Op::Acc>(i, accumulator);
        }
        // SAFETY: these lanes have been written.
        let accumulator = unsafe {
            merge_lanes::<Op, X>((&raw const *op).cast(), &mut state, lanes);
            state.read::<Scalar, Op::Acc>(s, 0)
        };
        let result = op.finish::<Scalar>(accumulator, run.len);
        // SAFETY: the run is valid.
        unsafe { <Op::Out as Streamed>::Memory::store(s, output.cast(), result) };
    }
}

/// Finds the place of what `Op` folds each line to, as an `i64`: a [`FewFn`].
///
/// # Safety
/// As for every [`FewFn`].
pub unsafe fn search_few<Op: Fold<T, Acc = T, Out = T>, T: Lane>(op: *const (), run: &FoldRun<'_>) {
    let s = Scalar::new();
    // SAFETY: the caller's promise.
    let op = unsafe { operation::<Op>(op) };
    for row in 0..run.rows {
        let (line, output) = run.row(row);
        // SAFETY: the line has this element.
        let element = |i: usize| unsafe { line.start.cast::<T>().wrapping_add(i).read() };
        let (mut best, mut place) = (element(0), 0);
        for i in 1..run.len {
            let both = op.merge::<Scalar>(Vector::splat(s, best), Vector::splat(s, element(i))).lane(0);
            // Nothing is better than a NaN.
            if both != best && !is_nan(best) {
                (best, place) = (both, i);
            }
        }
        // SAFETY: the run is valid.
        unsafe { output.cast::<i64>().write(place as i64) };
    }
}
