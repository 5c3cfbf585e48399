//! Merging accumulators, and finishing them. All functions rely on the contract of
//! [`FoldKernels`](super::FoldKernels).

use super::State;
use crate::entry::entry_points;
use crate::isa::{Isa, Scalar};
use crate::lane::Lane;
use crate::loops::operation;
use crate::op::BlockFold;
use crate::stored::{Stored, Streamed};
use crate::value::Value;

entry_points! {
    /// A [`MergeFn`](super::kernels::FoldKernels).
    pub(super) unsafe fn merge<S, Op: BlockFold<X>, X: Value>(
        op: *const (),
        into: &mut State,
        from: &State,
        lanes: usize,
        counts: [usize; 2],
    ) = merge_registers;

    /// A [`FinishFn`](super::kernels::FoldKernels).
    pub(super) unsafe fn finish<S, Op: BlockFold<X, Out: Streamed>, X: Value>(
        op: *const (),
        state: &State,
        count: usize,
        results: usize,
        output: *mut u8,
    ) = finish_registers;
}

/// Merges whole registers.
#[inline(always)]
unsafe fn merge_registers<S: Isa, Op: BlockFold<X>, X: Value>(
    s: S,
    op: *const (),
    into: &mut State,
    from: &State,
    lanes: usize,
    counts: [usize; 2],
) {
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    for i in (0..lanes).step_by(X::lanes::<S>()) {
        // SAFETY: kernels of the same operation have written these lanes of both states.
        let [a, b] = unsafe { [into.read::<S, Op::Acc>(s, i), from.read::<S, Op::Acc>(s, i)] };
        into.write::<S, Op::Acc>(i, op.merge::<S>(a, b, counts));
    }
}

/// Returns whether no further element changes the first accumulator.
pub(super) unsafe fn is_final<Op: BlockFold<X>, X: Value>(op: *const (), state: &State) -> bool {
    // SAFETY: `op` points to the operation that this is compiled for, and kernels of it have
    // written the accumulator.
    unsafe {
        operation::<Op>(op).is_final::<Scalar>(state.read::<Scalar, Op::Acc>(Scalar::new(), 0))
    }
}

/// Finishes whole registers, and the rest one by one: their accumulators may not be there.
#[inline(always)]
unsafe fn finish_registers<S: Isa, Op: BlockFold<X, Out: Streamed>, X: Value>(
    s: S,
    op: *const (),
    state: &State,
    count: usize,
    results: usize,
    output: *mut u8,
) {
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    let output = output.cast::<<Op::Out as Streamed>::Memory>();
    let lanes = X::lanes::<S>();
    let mut done = 0;
    // SAFETY: kernels of the operation have written `results` accumulators, and `output` has room
    // for as many results.
    unsafe {
        while done + lanes <= results {
            let acc = state.read::<S, Op::Acc>(s, done);
            let result = op.finish::<S>(acc, count);
            <Op::Out as Streamed>::Memory::store(s, output.add(done), result);
            done += lanes;
        }
        let s = Scalar::new();
        for i in done..results {
            let acc = state.read::<Scalar, Op::Acc>(s, i);
            let result = op.finish::<Scalar>(acc, count);
            <Op::Out as Streamed>::Memory::store(s, output.add(i), result);
        }
    }
}

/// A [`FinishFn`](super::kernels::FoldKernels) for pairs of results, one by one.
pub(super) unsafe fn finish_pairs<Op: BlockFold<X, Out = [X; 2]>, X: Lane>(
    op: *const (),
    state: &State,
    count: usize,
    results: usize,
    output: *mut u8,
) {
    let s = Scalar::new();
    // SAFETY: `op` points to the operation that this is compiled for, kernels of it have written
    // `results` accumulators, and `output` has room for as many pairs.
    unsafe {
        let op = operation::<Op>(op);
        for i in 0..results {
            let [a, b] = op.finish::<Scalar>(state.read::<Scalar, Op::Acc>(s, i), count);
            output.cast::<[X; 2]>().add(i).write([a.lane(0), b.lane(0)]);
        }
    }
}
