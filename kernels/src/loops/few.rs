//! Reductions of a few elements, one by one: setting up registers and accumulators in memory would
//! be most of the work. The order is the same as in the loops for many elements.

use super::fold::{FoldRun, Order};
use super::operation;
use crate::isa::Scalar;
use crate::lane::Lane;
use crate::op::{BlockFold, Search};
use crate::stored::{Stored, Streamed};
use crate::vector::Vector;

/// The most elements of a line that is reduced this way: no more than a block.
pub const FEW: usize = 16;

/// Reduces each line of a run.
///
/// # Safety
/// For callers:
/// - `op` points to the operation that the function was compiled for; if that is zero-sized, it may
///   be anything.
/// - The run is [valid](FoldRun#validity). Its lines are contiguous and have from 1 to [`FEW`]
///   elements.
/// - Elements and results are stored in the types that they are computed in.
pub type FewFn = unsafe fn(op: *const (), run: &FoldRun<'_>);

/// Folds each line: a [`FewFn`].
///
/// # Safety
/// As for every [`FewFn`].
pub unsafe fn fold_few<Op: BlockFold<X, Out: Streamed>, X: Streamed>(
    op: *const (),
    run: &FoldRun<'_>,
) {
    let chains =
        const { if Order::<Op, X>::QUARTER < FEW { Order::<Op, X>::QUARTER } else { FEW } };
    let s = Scalar::new();
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    for row in 0..run.rows {
        let (line, output) = run.row(row);
        // SAFETY: called for `i < len` only, and the line has these elements.
        let element = |i: usize| unsafe {
            X::Memory::load(s, line.start.cast::<X::Memory>().wrapping_add(i))
        };
        let pivot = op.pivot::<Scalar>(element(0));
        let mut parts = [op.identity::<Scalar>(s); FEW];
        for i in 0..run.len {
            let part = &mut parts[i % chains];
            *part = op.step::<Scalar>(*part, pivot, element(i));
        }
        let mut left = run.len.min(chains);
        while left > 1 {
            for i in 0..left / 2 {
                let (a, b) = (parts[2 * i % FEW], parts[(2 * i + 1) % FEW]);
                parts[i % FEW] = op.join::<Scalar>(a, b);
            }
            if !left.is_multiple_of(2) {
                parts[left / 2 % FEW] = parts[(left - 1) % FEW];
            }
            left = left.div_ceil(2);
        }
        let acc = op.close::<Scalar>(parts[0], pivot, run.len);
        let result = op.finish::<Scalar>(acc, run.len);
        // SAFETY: the run is valid, so the output is.
        unsafe { <Op::Out as Streamed>::Memory::store(s, output.cast(), result) };
    }
}

/// Finds the place of the element that `Op` folds each line to, and writes it as an `i64`: a
/// [`FewFn`].
///
/// # Safety
/// As for every [`FewFn`].
pub unsafe fn search_few<Op: Search<T>, T: Lane>(op: *const (), run: &FoldRun<'_>) {
    let s = Scalar::new();
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    for row in 0..run.rows {
        let (line, output) = run.row(row);
        // SAFETY: called for `i < len` only, and the line has these elements.
        let element =
            |i: usize| Vector::splat(s, unsafe { line.start.cast::<T>().wrapping_add(i).read() });
        let (mut best, mut place) = (element(0), 0);
        for i in 1..run.len {
            if op.is_better(element(i), best).any() {
                (best, place) = (element(i), i);
            }
        }
        // SAFETY: the run is valid, and its results are `i64`s.
        unsafe { output.cast::<i64>().write(place as i64) };
    }
}
