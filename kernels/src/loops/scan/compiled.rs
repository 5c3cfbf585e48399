//! The parts of a scan that touch elements. They rely on the contract of
//! [`ScanKernels`](super::ScanKernels).

use super::at;
use crate::entry::entry_points;
use crate::isa::{Isa, Scalar};
use crate::loops::fold::State;
use crate::loops::operation;
use crate::op::Fold;
use crate::stored::{Stored, Streamed};
use tightloop_array_core::{Element, Run, Stream};

/// See [`ScanKernels::line`](super::ScanKernels).
pub(super) unsafe fn line<Op: Fold<X, Out: Streamed>, X: Streamed>(
    op: *const (),
    run: &Run<'_>,
    state: &mut State,
    done: usize,
) {
    let s = Scalar::new();
    // SAFETY: `op` points to the operation that this is compiled for; a scan has two streams.
    let (op, [input, output]) = unsafe { (operation::<Op>(op), streams(run)) };
    let mut acc = op.identity::<Scalar>(s);
    if done > 0 {
        // SAFETY: the call that scanned the elements before has written the state.
        acc = unsafe { state.read::<Scalar, Op::Acc>(s, 0) };
    }
    let (mut x, mut y) = (input.ptr, output.ptr);
    for i in 0..run.len {
        // SAFETY: the run is valid, and `x` and `y` are its elements number `i`.
        unsafe {
            acc = op.step::<Scalar>(acc, X::Memory::load(s, x.cast()));
            <Op::Out as Streamed>::Memory::store(
                s,
                y.cast(),
                op.finish::<Scalar>(acc, done + i + 1),
            );
        }
        (x, y) = (x.wrapping_offset(input.stride), y.wrapping_offset(output.stride));
    }
    state.write::<Scalar, Op::Acc>(0, acc);
}

/// The streams of a scan.
///
/// # Safety
/// The run has one input and one output.
#[inline(always)]
unsafe fn streams<'a>(run: &Run<'a>) -> [&'a Stream; 2] {
    // SAFETY: the run has two streams.
    unsafe { [run.streams.get_unchecked(0), run.streams.get_unchecked(1)] }
}

entry_points! {
    /// See [`ScanKernels::columns`](super::ScanKernels).
    pub(super) unsafe fn columns<S, Op: Fold<X, Out: Streamed>, X: Streamed>(
        op: *const (),
        run: &Run<'_>,
        state: &mut State,
        done: usize,
    ) = scan_columns;
}

/// See [`ScanKernels::columns`](super::ScanKernels).
#[inline(always)]
unsafe fn scan_columns<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed>(
    s: S,
    op: *const (),
    run: &Run<'_>,
    state: &mut State,
    done: usize,
) {
    let lanes = X::lanes::<S>();
    // SAFETY: `op` points to the operation that this is compiled for; a scan has two streams.
    let (op, [input, output]) = unsafe { (operation::<Op>(op), streams(run)) };
    let mut i = 0;
    while i < run.len {
        let mut acc = op.identity::<S>(s);
        if done > 0 {
            // SAFETY: the call that scanned the rows before has written the state.
            acc = unsafe { state.read::<S, Op::Acc>(s, i) };
        }
        let left = run.len - i;
        for row in 0..run.rows {
            let x = at(input, i, row).cast::<X::Memory>();
            let y = at(output, i, row).cast::<<Op::Out as Streamed>::Memory>();
            // SAFETY: the run is valid, and its contiguous row has `left` elements from `i` on.
            unsafe {
                if left >= lanes {
                    acc = op.step::<S>(acc, X::Memory::load(s, x));
                    Stored::store(s, y, op.finish::<S>(acc, done + row + 1));
                } else {
                    let zero = X::Memory::splat(s, Element::ZERO);
                    acc = op.step::<S>(acc, X::Memory::load_partial(s, x, left, zero));
                    Stored::store_partial(s, y, left, op.finish::<S>(acc, done + row + 1));
                }
            }
        }
        state.write::<S, Op::Acc>(i, acc);
        i += lanes;
    }
}
