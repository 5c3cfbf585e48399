//! Reductions of a few elements, one after the other: for them, registers and accumulators in
//! memory would be most of the work. The order is that of the loops of many.

use super::fold::{FoldRun, accumulators};
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
/// For whoever calls one: the first argument points to the operation that it was compiled for
/// (anything where that is zero-sized). The run is [valid](FoldRun#validity); its lines have at
/// least one and at most [`FEW`] elements, which lie one after the other, and are stored as they
/// are computed with, as are the results.
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
    for row in 0..run.rows {
        let (line, output) = run.row(row);
        let identity = op.identity::<Scalar>(s);
        let mut accumulators = [identity; FEW];
        for i in 0..run.len {
            // SAFETY: the line has this element.
            let x = unsafe { X::Memory::load(s, line.start.cast::<X::Memory>().wrapping_add(i)) };
            accumulators[i % FEW] = op.step::<Scalar>(identity, x);
        }
        let mut left = run.len;
        while left > 1 {
            let half = left.next_power_of_two() / 2;
            // Those that no element has reached are neutral, and are left out.
            for i in 0..left - half {
                let (a, b) = (accumulators[i % FEW], accumulators[(i + half) % FEW]);
                accumulators[i % FEW] = op.merge::<Scalar>(a, b);
            }
            left = half;
        }
        let result = op.finish::<Scalar>(accumulators[0], run.len);
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
            let both =
                op.merge::<Scalar>(Vector::splat(s, best), Vector::splat(s, element(i))).lane(0);
            // Nothing is better than a NaN.
            if both != best && !is_nan(best) {
                (best, place) = (both, i);
            }
        }
        // SAFETY: the run is valid.
        unsafe { output.cast::<i64>().write(place as i64) };
    }
}
