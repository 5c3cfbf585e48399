//! The parts of a scan that touch elements.

use super::at;
use crate::isa::{Isa, Scalar, Vectorize};
use crate::loops::fold::State;
use crate::loops::operation;
use crate::op::Fold;
use crate::stored::{Stored, Streamed};
use core::marker::PhantomData;
use tightloop_array_core::{Element, Run, Stream};

/// See [`ScanKernels::line`](super::ScanKernels).
pub(super) unsafe fn line<Op: Fold<X, Out: Streamed>, X: Streamed>(
    op: *const (),
    run: &Run<'_>,
    state: &mut State,
    done: usize,
) {
    let s = Scalar::new();
    // SAFETY: the caller's promise.
    let (op, [input, output]) = unsafe { (operation::<Op>(op), streams(run)) };
    let mut acc = op.identity::<Scalar>(s);
    if done > 0 {
        // SAFETY: what is gone on with has been left.
        acc = unsafe { state.read::<Scalar, Op::Acc>(s, 0) };
    }
    let (mut x, mut y) = (input.ptr, output.ptr);
    for i in 0..run.len {
        // SAFETY: the run is valid.
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

/// See [`ScanKernels::columns`](super::ScanKernels).
pub(super) unsafe fn columns<S: Isa, Op: Fold<X, Out: Streamed>, X: Streamed>(
    op: *const (),
    run: &Run<'_>,
    state: &mut State,
    done: usize,
) {
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Columns::<Op, X> { op, run, state, done, types: PhantomData });
}

/// The streams of a scan.
///
/// # Safety
/// The run is of one input and one output.
#[inline(always)]
unsafe fn streams<'a>(run: &Run<'a>) -> [&'a Stream; 2] {
    // SAFETY: the caller's promise.
    unsafe { [run.streams.get_unchecked(0), run.streams.get_unchecked(1)] }
}

/// An operation, and the run that it is to do.
struct Columns<'a, Op, X> {
    op: &'a Op,
    run: &'a Run<'a>,
    state: &'a mut State,
    done: usize,
    types: PhantomData<fn(X)>,
}

impl<Op: Fold<X, Out: Streamed>, X: Streamed> Vectorize for Columns<'_, Op, X> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let Self { op, run, state, done, .. } = self;
        let lanes = X::lanes::<S>();
        // SAFETY: the run is of one input and one output.
        let [input, output] = unsafe { streams(run) };
        let mut i = 0;
        while i < run.len {
            let mut acc = op.identity::<S>(s);
            if done > 0 {
                // SAFETY: what is gone on with has been left.
                acc = unsafe { state.read::<S, Op::Acc>(s, i) };
            }
            let left = run.len - i;
            for row in 0..run.rows {
                let x = at(input, i, row).cast::<X::Memory>();
                let y = at(output, i, row).cast::<<Op::Out as Streamed>::Memory>();
                // SAFETY: the run is valid and has these elements.
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
}
